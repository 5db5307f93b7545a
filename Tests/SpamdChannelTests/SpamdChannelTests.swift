import Testing

@testable import SpamdChannel
