public import ChannelKit
public import NIOCore

/// Speaks Postfix' policy delegation (SMTPD_POLICY_README) with one of its processes, and asks the desk about each mail.
public final class PolicyHandler: ChannelInboundHandler {
    public typealias InboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    private let desk: any OutgoingDesk
    private let counters: ServerMetrics

    public init(desk: any OutgoingDesk, counters: ServerMetrics) {
        self.desk = desk
        self.counters = counters
    }
}
