import Testing

@testable import ServerConfiguration
