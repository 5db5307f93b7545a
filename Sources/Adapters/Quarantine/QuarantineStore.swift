/// Where mails are kept back: listed, read and released one by one. Who holds the mails is the mail server, never unbluff.
///
/// Postfix's hold queue (`PostfixHold`), a Maildir folder (`MaildirFolder`), and for tests memory (`MemoryStore`).
public protocol QuarantineStore: Sendable {
    /// The mails that unbluff had kept back, the newest first, at most `limit`.
    func list(limit: Int) async throws(QuarantineProblem) -> QuarantineListing
    func read(_ id: String) async throws(QuarantineProblem) -> HeldLetter
    /// Gives the mail to the people it was for; what is returned is what it was, and what is still worth saying about it.
    func release(_ id: String) async throws(QuarantineProblem) -> ReleasedMail
}

public struct QuarantineListing: Sendable {
    public var mails: [HeldMail]
    /// Held mails that could not be read, by their ids.
    public var problems: [(id: String, problem: QuarantineProblem)]
    /// How many more there are than the limit.
    public var leftOut: Int

    public init(mails: [HeldMail] = [], problems: [(id: String, problem: QuarantineProblem)] = [], leftOut: Int = 0) {
        self.mails = mails
        self.problems = problems
        self.leftOut = leftOut
    }
}

/// A held mail with its text.
public struct HeldLetter: Sendable {
    public let mail: HeldMail
    /// RFC 5322, as the mail server keeps it.
    public let bytes: [UInt8]
    /// Whether it is longer than `QuarantineLimits.letterBytes`, so that only its beginning is here.
    public let isCut: Bool
}

public struct ReleasedMail: Sendable {
    public let mail: HeldMail
    /// One sentence; nil where all went as it should.
    public var notice: String?
}

/// Bounds of what is read from programs and folders that a stranger's mail can fill.
public enum QuarantineLimits {
    /// Of a mail's header in a list: a thousand fields of a usual length.
    public static let headerBytes = 256 << 10
    /// As long as the server's default limit of a mail.
    public static let letterBytes = 50 << 20
    /// Of one line that `postqueue -j` writes: a mail with fifty thousand recipients. Longer ones are passed over.
    public static let queueLineBytes = 8 << 20
    /// What is kept of a program's complaints.
    public static let complaintBytes = 4 << 10
    /// A program of Postfix on a busy machine; a large queue is read in less.
    public static let programTime = Duration.seconds(60)
    /// Files in a folder that are looked at.
    public static let folderFiles = 100_000
}
