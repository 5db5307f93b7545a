internal import VisibleText

/// Makes the table of notions that is embedded: script/generate/notions.
///
/// A file has a line for each notion: its name, which is the same in all languages, a colon, and its forms, each one word; `*` behind a form stands for any ending.
package enum NotionCompiler {
    package struct Mistake: Error, CustomStringConvertible {
        package let description: String
    }

    /// What means too much means nothing: "it" is in half of all lines somewhere.
    private static let mostNotions = 3
    /// In folded bytes: one letter is no word.
    private static let shortestForm = 2
    /// Half full at most, so that what is not there is soon known.
    private static let slotCount = 1 << 17

    package static func compile(_ files: [(language: String, text: String)]) throws -> [UInt8] {
        var names: [Substring: UInt16] = [:]
        var forms: [UInt64: [UInt16]] = [:]
        for (language, text) in files {
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty && !line.hasPrefix("#") {
                guard let colon = line.firstIndex(of: ":") else { throw Mistake(description: "\(language):\(number + 1): there is no colon") }
                let notion = names[line[..<colon]] ?? UInt16(names.count + 1)
                names[line[..<colon]] = notion
                guard notion < 1 << NotionTable.notionBits else { throw Mistake(description: "\(language):\(number + 1): there are too many notions") }
                for form in line[line.index(after: colon)...].split(separator: " ") {
                    guard let hash = hash(form) else { throw Mistake(description: "\(language):\(number + 1): '\(form)' is too short") }
                    if forms[hash]?.contains(notion) != true { forms[hash, default: []].append(notion) }
                }
            }
        }
        return try table(of: forms.filter { $0.value.count <= mostNotions })
    }

    private static func hash(_ form: Substring) -> UInt64? {
        let isStem = form.last == "*"
        let folded = FoldedText(folding: Array((isStem ? form.dropLast() : form).utf8)).bytes.filter { $0 > 0x20 }
        guard folded.count >= (isStem ? NotionTable.shortestStem : shortestForm) else { return nil }
        return FNV1a(isStem ? folded : folded + [0x20]).value
    }

    private static func table(of forms: [UInt64: [UInt16]]) throws -> [UInt8] {
        guard forms.values.reduce(0, { $0 + $1.count }) * 2 <= slotCount else { throw Mistake(description: "there are more forms than the table takes") }
        var slots = [UInt32](repeating: 0, count: slotCount)
        for (hash, notions) in forms.sorted(by: { $0.key < $1.key }) {
            for notion in notions {
                var (slot, index) = NotionTable.place(hash, in: slotCount)
                while slots[index] != 0 { index = (index + 1) & (slotCount - 1) }
                slot |= UInt32(notion)
                slots[index] = slot
            }
        }
        return slots.flatMap { slot in (0..<4).map { UInt8(truncatingIfNeeded: slot >> (8 * $0)) } }
    }
}
