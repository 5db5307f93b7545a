/// What was wrong with a client, or could not be done: counted, and nothing of the mail in it. The raw values are labels of `unbluff_channel_faults_total`.
public enum MilterFault: String, Sendable, CaseIterable {
    /// A frame of no bytes, or of more than any may have. The connection ends.
    case length
    /// A command that the protocol does not have. The connection ends, as with libmilter.
    case unknownCommand = "unknown-command"
    /// A command where it does not belong. It is passed over.
    case sequence
    /// What a command carries cannot be read. It is passed over.
    case malformed
    /// A version before 2, or no negotiation at all. The connection ends.
    case version
    /// The client left in the middle of a mail.
    case aborted
    /// The mail was longer than the limit: only its beginning was looked at.
    case tooLong = "too-long"
    /// The mail server does not let us do what the action asks; what it does let us is done.
    case notOffered = "not-offered"
}
