internal import ChannelKit
internal import Hummingbird
