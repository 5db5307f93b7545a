internal import EmbeddedData

/// What single words mean, whatever language they are in: some nine hundred everyday notions, by which the model learns from the mails of all languages what a
/// word says in one.
///
/// Nothing of it is evidence, and none is shown to anybody: the lists (`Languages`, a file for each language) are rough on purpose.
struct NotionTable: @unchecked Sendable {
    /// The notions of a word, beginning with 1; 0 is none.
    typealias Found = SIMD4<UInt16>

    /// A power of two of them. Each is the upper 22 bits of a form's hash and below them its notion; 0 is free. A form stands at the first free place from where its hash
    /// points, once for each of its notions. That another word has all these bits in common happens once in millions.
    private let slots: UnsafeBufferPointer<UInt32>
    /// A bit for all forms whose hashes begin with the same bits. It is an eighth of the slots and stays in the processor's nearer caches; most of what is looked up is no form.
    private let beginnings: UnsafeBufferPointer<UInt32>

    static let notionBits: UInt32 = 10
    /// In folded bytes: most words need not be looked up before they are so long.
    static let shortestStem = 3
    /// In folded bytes: no word of the wording is longer.
    static let longestForm = 36

    /// Of all slots: a model learned from one table only.
    let checksum: String

    /// Built into the program: it stays where it is, and was made by the same version.
    static let embedded: NotionTable = {
        let table = embedded_notions()
        return NotionTable(UnsafeRawBufferPointer(start: table.bytes, count: table.count))
    }()

    /// The slots, the beginnings, and eight bytes of checksum of the slots behind them.
    private init(_ bytes: UnsafeRawBufferPointer) {
        let words = UnsafeRawBufferPointer(rebasing: bytes.dropLast(8)).bindMemory(to: UInt32.self)
        slots = UnsafeBufferPointer(rebasing: words.dropLast(Self.beginningWords))
        beginnings = UnsafeBufferPointer(rebasing: words.suffix(Self.beginningWords))
        checksum = bytes.suffix(8).map { String($0, radix: 16) }.joined(separator: "-")
    }

    /// `hash` is that of a form (`NotionCompiler`): of a stem's bytes, or of a whole word's and a blank behind them.
    @inline(__always)
    func notions(_ hash: FNV1a) -> Found {
        var found = Found()
        let (wanted, start) = Self.place(hash.value, in: slots.count)
        let (word, bit) = Self.beginning(of: wanted)
        guard beginnings[word] & bit != 0 else { return found }
        var count = 0
        var index = start
        while slots[index] != 0 {
            if (slots[index] ^ wanted) >> Self.notionBits == 0, count < Found.scalarCount {
                found[count] = UInt16(truncatingIfNeeded: slots[index] & (1 << Self.notionBits - 1))
                count &+= 1
            }
            index = (index &+ 1) & (slots.count &- 1)
        }
        return found
    }

    /// Two to the power of 19 bits, about eight for each form.
    static let beginningWords = 1 << 14

    /// Where the bit of a slot's beginning stands.
    @inline(__always)
    static func beginning(of slot: UInt32) -> (word: Int, bit: UInt32) { (Int(slot >> 18), 1 << (slot >> 13 & 31)) }

    /// A slot of this hash without its notion, and where to look for it first.
    static func place(_ hash: UInt64, in count: Int) -> (slot: UInt32, index: Int) {
        let mixed = hash &* 0x9E37_79B9_7F4A_7C15
        return (UInt32(truncatingIfNeeded: mixed >> 32) & ~(1 << notionBits - 1), Int(truncatingIfNeeded: mixed >> 15) & (count &- 1))
    }
}
