/// Why something could not be done with a held mail.
public enum QuarantineProblem: Error, Sendable, Equatable {
    /// The id is not of the form that ids of this store have: nothing was asked.
    case noID
    /// There is no such mail any more, or it was not held by us.
    case gone
    /// A program of the mail server is not on this machine.
    case programMissing(String)
    /// It ended with a complaint, of which this is the first line; what it says may be hostile.
    case program(String, complaint: String, needsRoot: Bool)
    case programTime(String)
    /// An `errno` value, and what it is about.
    case system(Int32, String)
    /// A symbolic link where a folder should be: who owns the mail could lead us anywhere.
    case link(String)
    case notMaildir(String)
    /// The inbox has a mail of this name already.
    case alreadyThere
}
