internal import ChannelKit
