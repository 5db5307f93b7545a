/// What is to happen to a mail: what `ActionPolicy` says of a case file, and a channel carries out.
public struct Action: Sendable, Equatable {
    public enum Disposition: Sendable, Equatable {
        case accept
        /// Kept back where an administrator can see and release it; the words say why.
        case quarantine(reason: String)
        case reject(Reply)
    }

    /// What the sending server is told: RFC 5321 § 4.2, RFC 3463.
    public struct Reply: Sendable, Equatable {
        public let code: Int
        public let enhancedCode: String
        /// ASCII, each one line of at most 400 bytes. At least one.
        public let lines: [String]

        /// As one line.
        public var text: String { lines.joined(separator: " ") }

        public init(code: Int = 550, enhancedCode: String = "5.7.1", lines: [String]) {
            self.code = code
            self.enhancedCode = enhancedCode
            self.lines = lines.isEmpty ? ["Not accepted."] : lines
        }

        public init(code: Int = 550, enhancedCode: String = "5.7.1", text: String) {
            self.init(code: code, enhancedCode: enhancedCode, lines: [text])
        }
    }

    /// A header field to add. The value is ASCII; where it is longer than a line it is folded with CRLF and a space (RFC 5322 § 2.2.3).
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public var disposition: Disposition
    /// Names of fields of which every copy goes that came with the mail: only we write them. Compared without regard to case.
    public var removedFields: [String]
    /// Put above all others, the first on top.
    public var addedFields: [Field]
    /// Put before the subject's text, which is not changed otherwise; encoded words (RFC 2047) where it is not ASCII. Nil: the subject stays.
    public var subjectPrefix: String?
    /// In place of the first subject's value, with the blank behind the colon; the prefix comes before it. Nil: it stays.
    public var subject: [UInt8]?
    /// Words for the person who gets the mail, put above its text as a part of its own (`WarningPart`). Nil: the body stays.
    public var warning: String?

    public init(
        disposition: Disposition = .accept, removedFields: [String] = [], addedFields: [Field] = [], subjectPrefix: String? = nil, warning: String? = nil
    ) {
        self.disposition = disposition
        self.removedFields = removedFields
        self.addedFields = addedFields
        self.subjectPrefix = subjectPrefix
        self.warning = warning
    }
}
