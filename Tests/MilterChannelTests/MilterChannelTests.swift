import Testing

@testable import MilterChannel
