internal import ChannelKit
internal import CZlib
