internal import MailMessage
internal import ScamEvidence
public import VisibleText

/// A message as a page shows it: its text, with the passages marked that matter to the person, and its secrets set apart.
///
/// All texts in here are inert (`InertText`), and not yet escaped for HTML. Passages tile the text of a section, and so do the runs of each passage that
/// has any: nothing is shown twice or in another order. How much is shown is bounded (`Limits`), marks first.
public struct MarkedText: Sendable {
    /// In the order in which a mail program shows them; sections without text are left out. May be empty.
    public let sections: [Section]
    /// Whether text was left out: passages of the form `leftOut`, or whole sections.
    public let isCut: Bool

    public struct Section: Sendable {
        /// The index in `Reading.sections`.
        public let index: Int
        public let place: VisibleText.Section.Place
        /// How many messages in messages this stands in.
        public let nesting: Int
        /// An attached file's name on one line, secrets masked; empty where it has none, and for what is no attachment.
        public let name: String
        /// At least one.
        public let passages: [Passage]

        public var hasMarks: Bool { passages.contains { $0.runs.contains { $0.mark != nil } } }
    }

    /// A stretch of a section that is shown, or folded away, as a whole.
    public struct Passage: Sendable {
        public enum Form: Sendable, Equatable {
            /// Around marks, and every subject.
            case shown
            /// Far from any mark: what the person may look at, and need not.
            case folded
            /// Behind the limits.
            case leftOut
        }

        public let form: Form
        /// Bytes of the section's text.
        public let range: Range<Int>
        /// Empty only for what is left out.
        public let runs: [Run]

        public var isFolded: Bool { form == .folded }
        public var isLeftOut: Bool { form == .leftOut }
    }

    /// Text of one kind. Two runs never overlap.
    public struct Run: Sendable, Equatable {
        /// Bytes of the section's text.
        public let range: Range<Int>
        /// Inert. May be empty, where all of it is invisible.
        public let text: String
        /// Whether it is a password or a detail of the person: masked (`CaseFile.mask`) until they ask.
        public let isSecret: Bool
        /// Whether it stands in lines that quote or forward somebody else's words.
        public let isQuoted: Bool
        /// The number of the mark that it stands in, counted from 1 over all of the message; nil for unmarked text. Runs of one mark follow each other.
        public let mark: Int?
        /// Why the words of its mark are marked, in the order of the text, each reason once. Empty only for unmarked text.
        public let reasons: [MarkReason]
        /// Whether the mark begins with this run.
        public let beginsMark: Bool
        /// Whether it ends with this run, so that what explains it can follow.
        public internal(set) var endsMark: Bool
    }

    public enum Limits {
        /// Bytes of a section: real mails of this kind have up to 10 KiB of text, and nobody reads on after twenty pages.
        public static let sectionBytes = 64 << 10
        /// Bytes of all sections: a page that a telephone still lays out at once.
        public static let bytes = 256 << 10
        /// Runs in all: each is an element of the page or two.
        public static let runs = 2_000
        /// A digest of a mailing list has hundreds of texts; nobody looks at more than these.
        public static let sections = 100
    }

    public init(of file: CaseFile) {
        let sections = file.reading.sections
        let asksForMoney = file.evidence.contains(where: \.asksForMoney)
        var pieces = [[Mark.Piece]](repeating: [], count: sections.count)
        for evidence in file.evidence {
            guard let reason = MarkReason(evidence.fact, asksForMoney: asksForMoney) else { continue }
            pieces[evidence.section].append(Mark.Piece(range: evidence.textRange, reason: reason))
        }
        let all = sections.indices.filter { !sections[$0].text.isEmpty && !Self.isToldTwice($0, sections, pieces) }
        let shown = Self.foremost(all, pieces)
        var cutters: [PassageCutter] = []
        var firstMark = 1
        for index in shown {
            let section = sections[index]
            let marks = Mark.merged(pieces[index], in: section.text, from: firstMark)
            firstMark += marks.count
            cutters.append(PassageCutter(section.text, quoted: section.quoted, secrets: file.secretRanges[index], marks, isShown: section.place == .subject))
        }
        var budget = PassageCutter.Budget()
        for index in cutters.indices { cutters[index].takeShown(&budget) }
        for index in cutters.indices { cutters[index].takeRest(&budget) }
        let attached = shown.filter { sections[$0].place == .attachment }
        let names = Dictionary(uniqueKeysWithValues: zip(attached, file.fileNames(of: attached.map { file.message.parts[sections[$0].part] })))
        self.sections = zip(shown, cutters).map { index, cutter in
            let section = sections[index]
            return Section(index: index, place: section.place, nesting: section.nesting, name: names[index] ?? "", passages: cutter.passages)
        }
        isCut = shown.count < all.count || cutters.contains { $0.passages.contains(where: \.isLeftOut) }
    }

    /// Text that may be hidden stands behind what is surely seen and has all its words: where it has all its marks too, it is enough.
    private static func isToldTwice(_ index: Int, _ sections: [VisibleText.Section], _ pieces: [[Mark.Piece]]) -> Bool {
        index + 1 < sections.count && sections[index + 1].isDoubtful && Set(pieces[index].map(\.reason)).isSubset(of: pieces[index + 1].map(\.reason))
    }

    /// The sections that are shown: where there are too many, those with marks before others, in the order of the message.
    private static func foremost(_ sections: [Int], _ pieces: [[Mark.Piece]]) -> [Int] {
        guard sections.count > Limits.sections else { return sections }
        let marked = sections.filter { !pieces[$0].isEmpty }.prefix(Limits.sections)
        let others = sections.filter { pieces[$0].isEmpty }.prefix(Limits.sections - marked.count)
        return (marked + others).sorted()
    }
}

extension Evidence {
    fileprivate var asksForMoney: Bool {
        switch fact {
        case .claim(.demandsPayment), .paymentAddress: true
        default: false
        }
    }
}
