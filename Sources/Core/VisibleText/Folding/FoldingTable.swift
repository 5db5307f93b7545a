import EmbeddedData

/// What a code point is to the folding; the order is that of `script/generate/folding.py`.
enum FoldingClass {
    static let drop: UInt32 = 0
    static let space: UInt32 = 1
    static let lineBreak: UInt32 = 2
    static let paragraph: UInt32 = 3
    static let punctuation: UInt32 = 4
    /// `.` and its like: the sentence ends if white space follows.
    static let sentenceEnd: UInt32 = 5
    /// `。` and its like: the sentence ends whatever follows.
    static let fullStop: UInt32 = 6
    /// A closing bracket or quote, which may stand between a full stop and the white space.
    static let closing: UInt32 = 7
    static let apostrophe: UInt32 = 8
    /// A sign that is read as a letter between two letters: `$`, `@`, `€`.
    static let symbolLetter: UInt32 = 9
    /// A sign that is read as a letter at the beginning of a word too: `₿`.
    static let initialSymbol: UInt32 = 10
    static let digit: UInt32 = 11
    /// A letter of the Latin script; it has one folding, its own.
    static let latin: UInt32 = 12
    /// A letter of another script that looks just like a Latin one.
    static let closeLookAlike: UInt32 = 13
    /// A letter of another script that is read as a Latin one only beside Latin letters.
    static let farLookAlike: UInt32 = 14
    static let other: UInt32 = 15
}

/// A code point's class and where its foldings stand in the pool.
struct FoldingRecord {
    let bits: UInt32

    var kind: UInt32 { bits & 15 }
    /// Length in bytes of the folding in the own script; 0 means the code point itself.
    var ownLength: Int { Int(bits >> 4 & 15) }
    /// Length in bytes of the Latin folding, which follows the own one in the pool; 0 means there is none.
    var latinLength: Int { Int(bits >> 8 & 15) }
    var offset: Int { Int(bits >> 12) }

    var isLetter: Bool { kind >= FoldingClass.latin }
    var isWord: Bool { kind >= FoldingClass.digit }
    /// Whether a reader of Latin text sees a Latin letter.
    var readsLatin: Bool { kind >= FoldingClass.latin && kind < FoldingClass.other }
    var isSymbolLetter: Bool { kind < FoldingClass.digit && latinLength > 0 }
}

/// The folding of each code point: a two-stage trie of records, made by `script/generate/folding.py`, where the layout is told.
struct FoldingTable: Sendable {
    static let shared = FoldingTable()

    /// Code points from here on are classified by range.
    static let limit: UInt32 = 0x20000
    static let shift: UInt32 = 5

    let blocks: [UInt16]
    let numbers: [UInt16]
    let records: [UInt32]
    /// The records of U+0000 to U+007F, looked up at once.
    let ascii: [UInt32]
    /// Names of character references, eight bytes big-endian and zero-padded, ascending; `referents` has their code points.
    let referenceNames: [UInt64]
    let referents: [UInt32]
    let pool: [UInt8]

    private init() {
        let table = embedded_folding()
        var reader = TableReader(bytes: UnsafeRawBufferPointer(start: table.bytes, count: table.count))
        let counts = reader.read(UInt32.self, 5).map(Int.init)
        blocks = reader.read(UInt16.self, counts[0])
        numbers = reader.read(UInt16.self, counts[1])
        records = reader.read(UInt32.self, counts[2])
        referenceNames = reader.read(UInt64.self, counts[4])
        referents = reader.read(UInt32.self, counts[4])
        pool = reader.read(UInt8.self, counts[3])
        ascii = (0..<128).map { [blocks, numbers, records] in records[Int(numbers[Int(blocks[$0 >> 5]) << 5 + $0 & 31])] }
    }

    /// The record of a code point below `limit`.
    func record(of scalar: UInt32) -> FoldingRecord {
        let block = Int(blocks[Int(scalar >> Self.shift)])
        return FoldingRecord(bits: records[Int(numbers[block << Int(Self.shift) + Int(scalar & (1 << Self.shift - 1))])])
    }

    /// The record of a code point beyond the trie: ideographs, tags and other invisible characters, or symbols of no script.
    static func recordByRange(_ scalar: UInt32) -> FoldingRecord {
        switch scalar {
        case 0x20000..<0x40000: FoldingRecord(bits: FoldingClass.other)
        case 0xE0000..<0xE1000: FoldingRecord(bits: FoldingClass.drop)
        default: FoldingRecord(bits: FoldingClass.punctuation)
        }
    }

    /// The code point of a reference's name, packed as in `referenceNames`.
    func referent(of name: UInt64) -> UInt32? {
        var low = 0
        var high = referenceNames.count
        while low < high {
            let middle = (low + high) / 2
            if referenceNames[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low < referenceNames.count && referenceNames[low] == name ? referents[low] : nil
    }
}

/// Reads little-endian integers one after the other.
private struct TableReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func read<Number: FixedWidthInteger>(_: Number.Type, _ count: Int) -> [Number] {
        let size = MemoryLayout<Number>.size
        let start = position
        position += count * size
        return (0..<count).map { Number(littleEndian: bytes.loadUnaligned(fromByteOffset: start + $0 * size, as: Number.self)) }
    }
}
