public import ScamVerdict
public import SenderIdentity

/// What the owner of a mail server wants done with which mail.
///
/// Only a scam is ever more than marked: *possibly real* and *mentions a scam* get the result's header field, and are never kept back.
public struct ActionPolicy: Sendable, Equatable {
    /// From the mildest; each does what the ones before it do, but for `monitor`, which only counts and logs.
    public enum Mode: String, Sendable, CaseIterable, Comparable {
        case monitor, tag, quarantine, reject

        public static func < (one: Mode, other: Mode) -> Bool { one.rank < other.rank }
        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// For some recipients another mode. The first rule that names a recipient decides for it.
    public struct Rule: Sendable, Equatable {
        /// `anna@example.org`, `@example.org` (the domain and no subdomain) or `abuse@` (of any domain).
        public var recipients: [String]
        public var mode: Mode?
        public var modes: [Verdict.Outcome: Mode]

        public init(recipients: [String], mode: Mode? = nil, modes: [Verdict.Outcome: Mode] = [:]) {
            self.recipients = recipients
            self.mode = mode
            self.modes = modes
        }
    }

    /// Mail that is only ever given the result's field.
    public struct AllowList: Sendable, Equatable {
        /// Domains whose mail passes where DKIM or DMARC says that it is theirs; never by the bare From.
        public var domains: [String] = []
        public var clients: [IPNetwork] = []
        /// As in `Rule.recipients`. These get scams on purpose.
        public var recipients: [String] = ["abuse@", "postmaster@"]

        public init() {}
    }

    /// Where mail is kept back.
    public enum QuarantineKind: String, Sendable, CaseIterable {
        /// The mail server's own hold queue: Postfix.
        case hold
        /// A folder of the person's, filed by Sieve from the result's field.
        case folder
    }

    public enum WarningKind: String, Sendable, CaseIterable {
        case off
        /// The field `X-Unbluff-Warning`, which a webmail can show.
        case field
        /// A text part above the mail's own.
        case part
    }

    public var mode = Mode.tag
    /// Only for scams; `mode` counts where an outcome has none of its own.
    public var modes: [Verdict.Outcome: Mode] = [:]
    public var rules: [Rule] = []
    public var allow = AllowList()
    public var quarantine = QuarantineKind.hold
    /// Longer ones are cut: a reply of SMTP is one line (RFC 5321 § 4.5.3.1.5), and has to say more than this.
    public static let mostContactBytes = 100
    /// Whom to ask, in the text of a rejection: a mail address, a telephone number or a page. Printable ASCII. Nil: the postmaster.
    public var contact: String?
    /// Whether `X-Spam-Flag: YES` is added to a scam.
    public var addsSpamFlag = false
    /// Before a scam's subject; nil: none.
    public var subjectPrefix: String?
    public var warning = WarningKind.off
    /// BCP 47: of the warning.
    public var warningLanguage = "en"
    /// What the result's field gives as version.
    public var version = ""

    public init() {}
}
