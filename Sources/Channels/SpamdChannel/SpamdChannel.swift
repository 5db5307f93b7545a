public import ChannelKit
internal import CZlib
public import NIOCore

public final class SpamdHandler: ChannelInboundHandler {
    public typealias InboundIn = ByteBuffer
    public init(desk: any Desk, counters: ServerMetrics) {}
}
