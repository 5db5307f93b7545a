internal import MailMessage
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
    public var rules: [Rule] = [] {
        didSet { ruled = Self.ruled(rules) }
    }
    public var allow = AllowList() {
        didSet { (allowed, allowedDomains) = (Self.allowed(allow, contact), Self.domains(allow)) }
    }
    public var quarantine = QuarantineKind.hold
    /// Longer ones are cut: a reply of SMTP is one line (RFC 5321 § 4.5.3.1.5), and has to say more than this.
    public static let mostContactBytes = 100
    /// Whom to ask, in the text of a rejection: a mail address, a telephone number or a page. Printable ASCII. Nil: the postmaster.
    public var contact: String? {
        didSet { allowed = Self.allowed(allow, contact) }
    }
    /// Whether `X-Spam-Flag: YES` is added to a scam.
    public var addsSpamFlag = false
    /// Before a scam's subject; nil: none.
    public var subjectPrefix: String?
    public var warning = WarningKind.off
    /// BCP 47: of the warning.
    public var warningLanguage = "en"
    /// What the result's field gives as version.
    public var version = ""

    // Parsed when the policy is made: a mail may have thousands of recipients, and a list thousands of patterns.
    private(set) var ruled: RecipientTable
    private(set) var allowed: RecipientTable
    private(set) var allowedDomains: Set<DNSName>

    public init() {
        (ruled, allowed, allowedDomains) = (Self.ruled(rules), Self.allowed(allow, contact), Self.domains(allow))
    }

    private static func ruled(_ rules: [Rule]) -> RecipientTable { RecipientTable(rules.map(\.recipients)) }

    /// The help that a rejection names can be asked, whatever the lists say.
    private static func allowed(_ list: AllowList, _ contact: String?) -> RecipientTable {
        RecipientTable([list.recipients + (contact.map { [$0] } ?? [])])
    }

    private static func domains(_ list: AllowList) -> Set<DNSName> {
        Set(list.domains.compactMap { DomainName.ascii(Array($0.utf8)).flatMap { DNSName(String(decoding: $0, as: UTF8.self)) } })
    }
}
