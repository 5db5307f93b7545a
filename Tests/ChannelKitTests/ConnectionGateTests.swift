import NIOCore
import NIOEmbedded
import Testing

@testable import ChannelKit

@Suite struct ConnectionGateTests {
    private final class Silence: @unchecked Sendable { var count = 0 }

    private func channel() throws -> (EmbeddedChannel, Silence) {
        let silence = Silence()
        let channel = EmbeddedChannel(handler: ConnectionGate(idle: .seconds(10)) { silence.count += 1 })
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return (channel, silence)
    }

    @Test func theSilentAreCut() throws {
        let (channel, silence) = try channel()
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        try channel.writeInbound(ByteBuffer(string: "x"))
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(!channel.isActive)
        #expect(silence.count == 1)
    }

    @Test func anAnswerThatIsTakenIsASignOfLife() throws {
        let (channel, _) = try channel()
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        try channel.writeOutbound(ByteBuffer(string: "x"))
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
    }

    /// A mail server says nothing while its client takes its time over a mail: whoever sends slowly must not get by unseen.
    @Test func aKnownPeerMayBeSilentForLong() throws {
        let (channel, silence) = try channel()
        channel.triggerUserOutboundEvent(PeerIsKnown(), promise: nil)
        channel.embeddedEventLoop.advanceTime(by: .hours(2))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(11))
        #expect(!channel.isActive)
        #expect(silence.count == 1)
    }
}
