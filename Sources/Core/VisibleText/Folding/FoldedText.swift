package import MailMessage

/// The text that phrases are matched against: words of folded letters and digits, one separator byte between them.
///
/// A word is lower-case a–z and 0–9, or UTF-8 of letters of other scripts in lower case without marks; a run of Chinese,
/// Japanese or Thai is one word. Look-alikes of Latin letters, styled letters and letters written as signs (`pa$$w0rd`) are the
/// letters that a person reads; what is invisible is gone. The separator is `\n` where a sentence, a paragraph or the text
/// begins or ends and a space elsewhere, as at a blank line in mid-sentence; the text begins and ends with one. Folding it again gives the same words.
/// Source: Unicode NFKD, UTS #39 confusables and the lists of `script/generate/folding.py`.
/// Bytes that are not UTF-8 fall out. A visible text of no bytes gives no bytes, one without words a single `\n`.
package struct FoldedText: Sendable {
    /// More than any message has: it keeps the offsets of the map, and three times as many folded bytes, within 32 bits.
    package static let maximumBytes = 1 << 28
    package static let wordSeparator: UInt8 = 0x20
    package static let sentenceSeparator: UInt8 = 0x0A

    package let bytes: [UInt8]
    /// Folded byte → bytes of the visible text.
    package let map: OffsetMap
    /// Whether there is a right-to-left override in the visible text (`VisualOrder`).
    let hasOverride: Bool
    /// Whether words of nothing but close look-alikes were read as Latin.
    package let isMostlyLatin: Bool
    /// Whether several Latin words have letters of other scripts among theirs.
    package let isTorn: Bool

    /// Folds visible text.
    ///
    /// - Parameters:
    ///   - text: UTF-8 in the original spelling; what is longer than `maximumBytes` is cut.
    ///   - droppingForeign: whether letters of other scripts in Latin words are left out instead of read as the letters that they look like.
    package init(folding text: [UInt8], droppingForeign: Bool = false) {
        let passed = text.withUnsafeBufferPointer { all in
            let text = UnsafeBufferPointer(rebasing: all.prefix(Self.maximumBytes))
            let wide = Self.countWide(text)
            let room = Self.outputBound(text, wide: wide)
            let guess = wide == 0 || Self.looksLatin(text)
            let first = Self.pass(over: text, mostlyLatin: guess, droppingForeign, room: room)
            // Only a word that could be read both ways makes a wrong guess matter.
            guard first.sawUndecided, first.isMostlyLatin != guess else { return first }
            return Self.pass(over: text, mostlyLatin: !guess, droppingForeign, room: room)
        }
        hasOverride = passed.hasOverride
        bytes = passed.bytes
        map = passed.map
        isMostlyLatin = passed.isMostlyLatin
        isTorn = passed.tornWords >= Self.fewestTorn
    }

    /// A word or two may have a strange letter; more have it put in to tear them apart, or in a letter's place: both readings count then.
    private static let fewestTorn = 4

    /// How many folded bytes come from before `position` of the visible text.
    package func position(of position: Int) -> Int {
        var low = 0
        var high = bytes.count
        while low < high {
            let middle = (low + high) / 2
            if (map.sources(of: middle..<middle + 1).first?.lowerBound ?? 0) < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A first guess from the beginning of the text, so that a second pass is rare. Of disguised Latin text half the letters
    /// are look-alikes; of other text hardly any are Latin.
    private static func looksLatin(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text).prefix(1024))
        var leads = 0
        var letters = 0
        var index = 0
        while index + 8 <= start.count {
            let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            leads += (word & word &<< 1 & 0x8080_8080_8080_8080).nonzeroBitCount
            letters += (PlainLetters(word).others ^ 0x8080_8080_8080_8080).nonzeroBitCount
            index += 8
        }
        for byte in start[index...] {
            if byte >= 0xC0 { leads += 1 }
            if byte | 0x20 &- 0x61 < 26 { letters += 1 }
        }
        return leads <= 3 * letters
    }

    private struct Passed {
        var bytes: [UInt8]
        var map: OffsetMap
        var sawUndecided: Bool
        var isMostlyLatin: Bool
        var hasOverride = false
        var tornWords = 0
    }

    private static func pass(over text: UnsafeBufferPointer<UInt8>, mostlyLatin: Bool, _ droppingForeign: Bool, room: Int) -> Passed {
        let table = FoldingTable.shared
        return table.blocks.withUnsafeBufferPointer { blocks in
            table.numbers.withUnsafeBufferPointer { numbers in
                table.records.withUnsafeBufferPointer { records in
                    table.ascii.withUnsafeBufferPointer { ascii in
                        table.pool.withUnsafeBufferPointer { pool in
                            let source = FoldingSource(
                                text: text, blocks: blocks, numbers: numbers, records: records, ascii: ascii, pool: pool)
                            return run(source, mostlyLatin: mostlyLatin, droppingForeign, room: room)
                        }
                    }
                }
            }
        }
    }

    private static func run(_ source: FoldingSource, mostlyLatin: Bool, _ droppingForeign: Bool, room: Int) -> Passed {
        var passed = Passed(bytes: [], map: OffsetMap(), sawUndecided: false, isMostlyLatin: mostlyLatin)
        passed.bytes = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            var pass = FoldingPass(source: source, output: output, mostlyLatin: mostlyLatin, dropsForeign: droppingForeign)
            pass.run()
            count = pass.written
            passed.map = pass.map
            passed.sawUndecided = pass.sawUndecided
            passed.tornWords = pass.tornWords
            passed.hasOverride = pass.sawOverride
            passed.isMostlyLatin = pass.latinBytes > 0 && pass.latinBytes * 2 >= pass.otherBytes
        }
        return passed
    }

    /// No character gives more than three times its bytes and no reference more than eight bytes beyond its own (the generating
    /// script holds the table to that); two separators stand at the ends.
    private static func outputBound(_ text: UnsafeBufferPointer<UInt8>, wide: Int) -> Int {
        text.count + 2 * wide + 8 * countReferences(text) + 2
    }

    /// Bytes outside ASCII, in blocks so short that a byte holds their number: then the compiler adds sixteen at once.
    private static func countWide(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var total = 0
        for start in stride(from: 0, to: text.count, by: 255) {
            var wide: UInt8 = 0
            for index in start..<min(start + 255, text.count) { wide &+= text[index] &>> 7 }
            total += Int(wide)
        }
        return total
    }

    private static func countReferences(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var position = 0
        while true {
            position = text.span.firstIndex(of: 0x26, or: 0x26, from: position, to: text.count)
            guard position < text.count else { return count }
            count += 1
            position += 1
        }
    }
}
