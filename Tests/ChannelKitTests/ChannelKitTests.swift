import Testing

@testable import ChannelKit
