package import VisibleText

/// A fact about a message, and the place where it stands.
public struct Evidence: Sendable {
    public enum Fact: Sendable, Equatable {
        case claim(Claim)
        case relation(RelationalSign)
        case context(ContextSign)
        /// Only where money is asked for, and once a section.
        case payment(PaymentSign)
        case paymentAddress(PaymentAddress)
        case amount(Amount)
        case deadline(hours: Int)
        /// What the sender calls the person's password. The value itself is kept nowhere: it is the text at the place.
        case quotedSecret
        /// What the sender offers as proof of knowing the person. As with a secret, the value is only the text at the place.
        case personalDetail(PersonalDetail)
        /// Text that is in the mail and not seen by its reader, in bytes.
        case hiddenText(bytes: Int)
        /// The string by which administrators try out a filter: docs/test-message.md.
        case testMessage
    }

    public let fact: Fact
    /// The index in `Reading.sections`.
    public let section: Int
    /// The index in `Message.parts`.
    public let part: Int
    /// The bytes of the section's visible text, in their original spelling; empty for hidden text.
    public let textRange: Range<Int>
    /// The bytes of the message: in order, apart from each other. Several where the text is split or interleaved.
    public let spans: [Range<Int>]

    /// Whether it stands in somebody else's words: quoted, forwarded, or in a message inside the message.
    public let isQuoted: Bool

    /// Whether the words at the place must not be shown.
    public var isSecret: Bool {
        switch fact {
        case .quotedSecret, .personalDetail: true
        default: false
        }
    }

    public init(fact: Fact, section: Int, part: Int, textRange: Range<Int>, spans: [Range<Int>], isQuoted: Bool) {
        self.fact = fact
        self.section = section
        self.part = part
        self.textRange = textRange
        self.spans = spans
        self.isQuoted = isQuoted
    }
}

extension Reading {
    /// Whether something is held against whoever wrote it by what is surely seen, quoted or not. Then what may be hidden excuses nothing.
    package func isIncriminated(by evidence: some Sequence<Evidence>) -> Bool {
        evidence.contains {
            switch $0.fact {
            case .claim, .paymentAddress: !sections[$0.section].isDoubtful
            default: false
            }
        }
    }
}
