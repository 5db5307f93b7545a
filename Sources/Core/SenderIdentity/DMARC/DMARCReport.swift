/// What DMARC says of a message: RFC 7489 § 6.6.2.
public struct DMARCReport: Sendable, Equatable {
    /// The registry's words: § 11.2.
    public enum Result: String, Sendable, CaseIterable {
        case none, pass, fail, temperror, permerror
    }

    public enum Reason: String, Sendable, CaseIterable {
        /// SPF passed for a domain that is aligned with the author's.
        case spfAligned = "SPF passed for an aligned domain"
        case dkimAligned = "a DKIM signature of an aligned domain passed"
        case notAligned = "neither SPF nor DKIM passed for an aligned domain"
        case noRecord = "no DMARC record is published"
        /// § 6.6.3 step 5: as if there were none.
        case severalRecords = "more than one DMARC record is published"
        case recordMalformed = "the DMARC record cannot be read"
        case recordUnanswered = "DNS did not answer for the DMARC record"
        case checkUnanswered = "DNS did not answer for SPF or DKIM of an aligned domain"
        case noAuthor = "no From field"
        case noAuthorDomain = "no domain in the From field"
        case tooManyAuthors = "too many domains in the From field"
    }

    /// The weakest of all authors' domains: fail, permerror, temperror, none, pass. So a mail passes where all of its authors' domains do.
    public let result: Result
    public let reason: Reason
    /// The strictest that any domain asks for; nil where no record applies. `pct` is for the receiver who acts on it, and left out of this.
    public let policy: DMARCRecord.Policy?
    /// One of each author's domain, in the message's order.
    public let evaluations: [Evaluation]
    public let authorProblems: Set<AuthorDomains.Problem>

    /// What DMARC says for one author's domain.
    public struct Evaluation: Sendable, Equatable {
        public let domain: DNSName
        public let result: Result
        public let reason: Reason
        /// The record, and the name without `_dmarc` that it was found at: the domain or its organizational domain.
        public let record: DMARCRecord?
        public let recordDomain: DNSName?
        /// What the owner asks for where the mail fails: `sp` for a subdomain where the record is the organizational domain's (§ 6.3).
        public let policy: DMARCRecord.Policy?
        /// Those that passed and are aligned.
        public let aligned: [AuthenticatedDomain]
    }
}
