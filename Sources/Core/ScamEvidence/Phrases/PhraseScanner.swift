internal import EmbeddedData
internal import VisibleText

/// Finds the phrases in a folded text.
public struct PhraseScanner: Sendable {
    struct Match: Sendable, Equatable {
        let meaning: PhraseMeaning
        /// The index in the table's languages.
        let language: Int
        /// From the first word's first byte to the last word's last.
        let range: Range<Int>
    }

    /// The end of a sentence counts as so many words: a phrase reaches over it only where its gap is wide.
    static let sentenceDistance = 3

    let table: PhraseTableView
    private let meanings: [PhraseMeaning]
    /// Keeps the table's bytes, where they are not part of the program.
    private let memory: TableMemory?

    /// The phrases this program was built with. They are part of the program and not checked at its start; a test reads and checks them.
    public static let embedded: PhraseScanner = {
        let embedded = embedded_phrases()
        guard let table = PhraseTableView(UnsafeRawBufferPointer(start: embedded.bytes, count: embedded.count)) else {
            preconditionFailure("the embedded phrase table is not of this version")
        }
        return PhraseScanner(table, memory: nil)
    }()

    /// Phrases that were compiled apart from this program (docs/adding-a-language.md). Nil where the bytes are no such table.
    public init?(reading bytes: [UInt8]) {
        let memory = TableMemory(copying: bytes)
        guard let checked = PhraseTable(reading: memory.bytes), checked.meanings.allSatisfy({ PhraseMeaning(name: $0) != nil }),
            let table = PhraseTableView(memory.bytes)
        else { return nil }
        self.init(table, memory: memory)
    }

    init(table: PhraseTable) {
        let memory = TableMemory(copying: table.serialized)
        // What was just written is of this version.
        self.init(PhraseTableView(memory.bytes)!, memory: memory)
    }

    private init(_ table: PhraseTableView, memory: TableMemory?) {
        self.table = table
        self.memory = memory
        meanings = table.meanings.map { PhraseMeaning(name: $0) ?? .language }
    }

    /// What was found in a text.
    struct Findings: Sendable {
        /// In the order of the words that complete them.
        var matches: [Match] = []
        /// How many everyday words of each language the text has; 0 for a language without any.
        var languageWords: [Int]
        /// Words; a Chinese or Japanese character is one.
        var words = 0
    }

    func matches(in text: [UInt8]) -> [Match] { scan(text).matches }

    func scan(_ text: [UInt8]) -> Findings {
        var pass = PhrasePass(self)
        return pass.scan(text)
    }

    func meaning(of phrase: UInt16) -> PhraseMeaning { meanings[Int(table.phrases[Int(phrase)].meaning)] }

    @inline(__always)
    static func endsWord(_ byte: UInt8) -> Bool { byte <= 0x20 || byte.leadsUnspacedLetter }
}
