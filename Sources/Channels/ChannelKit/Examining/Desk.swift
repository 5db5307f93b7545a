public import NIOCore
public import SenderIdentity

/// Where channels bring their mail: one for all of them.
///
/// Calls back on the loop that asked, in at most the configured time, and two seconds more where a mail that leaves waits for the store of stops; never fails.
public protocol Desk: Sendable {
    func examine(_ mail: ArrivedMail, on loop: any EventLoop) -> EventLoopFuture<Opinion>
    /// What a person or an administrator says a mail was, beside what we said: TELL of spamc, a release from quarantine.
    func learn(_ feedback: Feedback)
    /// Bytes of a mail that are taken; the rest is read and dropped.
    var messageLimit: Int { get }
    /// Whether it wants to know of recipients that the mail server refuses.
    var countsRejectedRecipients: Bool { get }
    /// So many recipients were refused in a transaction that came to no mail: whoever tries out addresses sends none.
    func countRejectedRecipients(_ count: Int, of envelope: Envelope, on loop: any EventLoop)
}

extension Desk {
    public var countsRejectedRecipients: Bool { false }
    public func countRejectedRecipients(_ count: Int, of envelope: Envelope, on loop: any EventLoop) {}
}

/// What somebody says a mail was.
public struct Feedback: Sendable, Equatable {
    public enum Label: String, Sendable, CaseIterable { case scam, innocent }
    public var label: Label
    /// As in the mail, without angle brackets; kept only as a keyed hash. Empty where there is none.
    public var messageID: String

    public init(label: Label, messageID: String) {
        self.label = label
        self.messageID = messageID
    }
}
