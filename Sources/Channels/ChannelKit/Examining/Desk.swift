public import NIOCore

/// Where channels bring their mail: one for all of them.
///
/// Calls back on the loop that asked, in at most the configured time; never fails.
public protocol Desk: Sendable {
    func examine(_ mail: ArrivedMail, on loop: any EventLoop) -> EventLoopFuture<Opinion>
    /// What a person or an administrator says a mail was, beside what we said: TELL of spamc, a release from quarantine.
    func learn(_ feedback: Feedback)
    /// Bytes of a mail that are taken; the rest is read and dropped.
    var messageLimit: Int { get }
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
