/// What a client asks for: the first word of a request of the protocol SPAMC/1.x.
enum SpamdCommand: String, Sendable, CaseIterable {
    /// Whether it is spam, and the score.
    case check = "CHECK"
    /// The names of what was found.
    case symbols = "SYMBOLS"
    /// A text for people.
    case report = "REPORT"
    /// The same, of spam only.
    case reportIfSpam = "REPORT_IFSPAM"
    /// The mail with what is added to it.
    case process = "PROCESS"
    /// Only its header.
    case headers = "HEADERS"
    /// What the mail is in the eyes of a person.
    case tell = "TELL"
    /// Whether we are there.
    case ping = "PING"
    /// Nothing: the client has thought better of it.
    case skip = "SKIP"

    /// Whether a mail comes with it.
    var hasMail: Bool { self != .ping && self != .skip }
}
