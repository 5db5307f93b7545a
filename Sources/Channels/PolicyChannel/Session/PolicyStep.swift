internal import ChannelKit

/// What a session wants done, in this order.
enum PolicyStep {
    case answer(PolicyAnswer)
    /// To the desk, whose answer comes back before anything else is read.
    case judge(LeavingMail)
    case count(ServerMetrics.Fault)
    /// The other end speaks the protocol: it may be silent for long.
    case peerIsKnown
    /// Nothing more is said or heard.
    case close
}
