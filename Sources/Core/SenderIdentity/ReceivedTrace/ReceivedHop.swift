/// One Received field, the trace of one server's taking the mail over: RFC 5321 § 4.4.
///
/// All ranges are byte ranges of the message, none is empty. Each is nil where the field does not say, or where it cannot be read. Anybody can write
/// such a field; `ReceivedTrace` tells which ones the receiving side wrote itself.
public struct ReceivedHop: Sendable, Equatable {
    /// The whole value.
    public let range: Range<Int>
    /// What the client called itself (the argument of HELO or EHLO): anything it likes.
    public internal(set) var helo: Range<Int>?
    /// The client's name in DNS, as the server looked it up.
    public internal(set) var clientName: Range<Int>?
    /// The client's address, as the server saw it.
    public internal(set) var clientAddress: IPAddress?
    /// The server that wrote the field.
    public internal(set) var server: Range<Int>?
    public internal(set) var transmission: Transmission?
    /// After `with`, such as `ESMTPS` or `Microsoft SMTP Server`.
    public internal(set) var with: Range<Int>?
    public internal(set) var via: Range<Int>?
    public internal(set) var id: Range<Int>?
    /// The recipient, without angle brackets.
    public internal(set) var recipient: Range<Int>?
    /// Behind the last semicolon: RFC 5322 § 3.3.
    public internal(set) var date: Range<Int>?
    /// Whether the server says that the client had logged in: by the protocol's name (RFC 3848) or in a comment of its own.
    public internal(set) var isAuthenticated = false
    /// As whom, where the server says so.
    public internal(set) var account: Range<Int>?

    init(range: Range<Int>) { self.range = range }

    /// Whether a server may have handed the mail over, rather than a person or a program.
    var isFromServer: Bool { !isAuthenticated && (transmission == nil || transmission == .smtp || transmission == .other) }

    /// How the mail came to the server.
    public enum Transmission: Sendable, Equatable {
        /// By SMTP or LMTP, in any of their forms.
        case smtp
        /// The same, and the client had logged in: the names with an A of RFC 3848 and RFC 6531 § 4.3.
        case authenticatedSMTP
        /// From a program or a user of the same machine.
        case local
        /// Through a web page.
        case http
        /// From Outlook, or between the servers of one Exchange.
        case mapi
        /// Fetched from a mailbox by IMAP or POP3: fetchmail and the like.
        case retrieval
        case other
    }
}

/// How much of Received fields is read.
enum ReceivedLimits {
    /// RFC 5321 § 6.3: a message with more than a hundred is taken to go in circles.
    static let hops = 100
    /// Octets of one field: with all the names at their longest (RFC 5321 § 4.5.3.1) and the comments that servers add, some 2,000.
    static let valueBytes = 4_096
}
