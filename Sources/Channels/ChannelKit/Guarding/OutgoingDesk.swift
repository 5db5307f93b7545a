public import NIOCore
public import SenderGuard

/// Where channels ask about mail that leaves: one for all of them.
///
/// Calls back on the loop that asked, after two seconds at most where the store of stops hangs; never fails.
public protocol OutgoingDesk: Sendable {
    /// Counts the mail, and says with which words it is refused. Nil: it goes, or it is none that leaves.
    func judge(_ mail: LeavingMail, on loop: any EventLoop) -> EventLoopFuture<GuardReply?>
}

/// Where no mail is known to leave.
public struct NothingLeaves: OutgoingDesk {
    public init() {}

    public func judge(_ mail: LeavingMail, on loop: any EventLoop) -> EventLoopFuture<GuardReply?> { loop.makeSucceededFuture(nil) }
}
