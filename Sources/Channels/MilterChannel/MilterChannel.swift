public import ChannelKit
public import NIOCore

public final class MilterHandler: ChannelInboundHandler {
    public typealias InboundIn = ByteBuffer
    public init(desk: any Desk, counters: ServerMetrics) {}
}
