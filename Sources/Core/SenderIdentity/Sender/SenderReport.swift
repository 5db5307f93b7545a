/// Who sent a mail, as far as can be told.
public struct SenderReport: Sendable {
    public let ownAddress: OwnAddress
    public let spf: Finding<SPFResult>
    /// One a signature, the topmost first.
    public let dkim: [Signature]
    public let dmarc: Finding<DMARCReport.Result>
    /// What the domain of the From field asks for where DMARC fails; nil where nobody knows.
    public let policy: DMARCRecord.Policy?
    public let arc: Finding<ARCResult>
    public let basis: Basis
    public let signs: [SenderSign]
    /// The first From field's value in the message's bytes, which the signs are about; nil where there is none.
    public let authorPlace: Range<Int>?
    /// The domains of the From field where all of them vouch for the mail, so that a list of the owner's may let it through; else empty.
    ///
    /// Each has signed all of the mail, or DMARC passes; worked out here, or recorded by a server that was named.
    public let vouchedAuthors: [DNSName]
    /// A bulk mail (List-Unsubscribe) that its author's domain has signed.
    public let isAuthenticatedBulk: Bool

    /// Where the results come from.
    public enum Basis: Sendable, Equatable {
        /// They were worked out here.
        case checked
        /// From Authentication-Results that the receiving side has written.
        case recorded(RelevantAuthenticationResults.Trust)
        case nothing
    }

    /// A result with its reason.
    public struct Finding<Result: Sendable & Equatable>: Sendable, Equatable {
        /// Nil where it was neither worked out nor recorded.
        public let result: Result?
        /// The domain that it is about; nil where there is none.
        public let domain: DNSName?
        /// For administrators, in English.
        public let reason: String
    }

    public struct Signature: Sendable, Equatable {
        public let domain: DNSName?
        /// `s=`; empty where it is not known.
        public let selector: String
        public let result: DKIMResult
        public let reason: String
    }
}

/// Whether a mail that carries the person's own address as sender came from their account. The raw values of `Answer` are part of the JSON contract.
public struct OwnAddress: Sendable, Equatable {
    public enum Answer: String, Sendable, CaseIterable {
        /// The sender is somebody else.
        case notClaimed = "not-claimed"
        /// It did not.
        case forged
        /// It did.
        case submitted
        /// Nobody can tell.
        case unknown
    }

    public enum Reason: String, Sendable, CaseIterable {
        case otherSender = "the sender is another address"
        case recipientUnknown = "it is not known who received the mail"
        case loggedIn = "the server recorded that the sender had logged in to the account"
        case loggedInAsSomebody = "the server recorded that the sender had logged in, without saying as whom; its log may"
        case loggedInAsOther = "the server recorded that the sender had logged in, with another account"
        case signed = "a signature of the address's own domain is valid"
        case partlySigned = "a signature of the address's own domain is valid, but does not cover all of the mail"
        case signatureGone = "a signature of the address's own domain was recorded as valid, and is not in the mail"
        case sealed = "the address's own domain has sealed the mail on its way, and says that it was its own"
        case sealedOnly = "the address's own domain has sealed the mail on its way, as it may do with anybody's"
        case vouchedByForwarder = "a forwarder says that it was signed by the address's own domain"
        case pathOnly = "the server may send for the address's domain, and so it may for its other customers"
        case signatureBroken = "the address's own domain seems to have signed it, but the mail was changed, or the time of the signature or of its key is over"
        case recordedOnly = "the receiving side recorded that it passed for the address's domain, which it does not any more"
        case otherOwnDomain = "the domain of another of the person's addresses vouches for it: that may be an alias"
        case passedOn = "it came over a mailing list or a forwarder, where what could be checked is lost"
        case cameFromInside = "nothing shows that it came from outside of the receiving side or of the address's domain"
        case unanswered = "DNS did not answer"
        case notAuthenticated = "neither SPF nor DKIM passed for the address's domain"
        case cameFromElsewhere = "the server that sent it and the address for bounces are of other domains"
        case nothingPublished = "the address's domain publishes nothing by which its mail could be told"
        case nothingRecorded = "nothing that could be relied on says where it came from"
    }

    public let answer: Answer
    public let reason: Reason

    public init(answer: Answer, reason: Reason) {
        self.answer = answer
        self.reason = reason
    }
}

/// What is odd about the sender. The raw values are part of the JSON contract.
public enum SenderSign: String, Sendable, CaseIterable {
    /// The person's own address stands as sender, and the mail did not come from their account.
    case selfSpoof = "self-spoof"
    /// The author's domain has signed the mail, or lets the server send for it.
    case senderAuthenticated = "sender-authenticated"
    /// The displayed name is an address, and not the one that the mail says to come from.
    case displayNameSpoof = "display-name-spoof"
    /// The sender's domain is one letter away from the person's own.
    case lookAlikeDomain = "look-alike-domain"
    /// Answers go to another domain than the author's.
    case replyElsewhere = "reply-elsewhere"
}
