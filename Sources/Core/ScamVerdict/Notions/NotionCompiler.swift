internal import VisibleText

/// Makes the table of notions that is embedded: script/generate/notions.
///
/// A file has a line for each notion: its name, which is one of the first file's, a colon, and its forms, each one word; `*` behind a form stands for any ending.
package enum NotionCompiler {
    package struct Mistake: Error, CustomStringConvertible {
        package let description: String
    }

    /// In folded bytes: one letter is no word.
    private static let shortestForm = 2
    /// Half full at most, so that what is not there is soon known.
    private static let slotCount = 1 << 17

    package static func compile(_ files: [(language: String, text: String)]) throws -> [UInt8] {
        var names: [Substring: UInt16] = [:]
        var forms: [UInt64: [UInt16]] = [:]
        for (index, file) in files.enumerated() {
            var seen: Set<Substring> = []
            for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty && !line.hasPrefix("#") {
                func mistake(_ text: String) -> Mistake { Mistake(description: "\(file.language):\(number + 1): \(text)") }
                guard let colon = line.firstIndex(of: ":") else { throw mistake("there is no colon") }
                let name = line[..<colon]
                guard seen.insert(name).inserted else { throw mistake("'\(name)' is there twice") }
                if index == 0 { names[name] = UInt16(names.count + 1) }
                guard let notion = names[name] else { throw mistake("'\(name)' is no notion of the first file") }
                guard notion < 1 << NotionTable.notionBits else { throw mistake("there are too many notions") }
                for form in line[line.index(after: colon)...].split(separator: " ") {
                    let hash: UInt64
                    do { hash = try self.hash(form) } catch { throw mistake("'\(form)' \(error)") }
                    if forms[hash]?.contains(notion) != true { forms[hash, default: []].append(notion) }
                }
            }
        }
        return try table(of: forms)
    }

    /// What a form cannot be, as no text would be found to have it.
    private enum Fault: String, Error, CustomStringConvertible {
        case short = "is too short"
        case long = "is too long"
        case severalWords = "is several words"
        case digits = "has a digit"

        var description: String { rawValue }
    }

    private static func hash(_ form: Substring) throws(Fault) -> UInt64 {
        let isStem = form.last == "*"
        let folded = FoldedText(folding: Array((isStem ? form.dropLast() : form).utf8)).bytes.split(omittingEmptySubsequences: true) { $0 <= 0x20 }
        guard folded.count <= 1 else { throw .severalWords }
        guard let word = folded.first, word.count >= (isStem ? NotionTable.shortestStem : shortestForm) else { throw .short }
        guard word.count <= NotionTable.longestForm else { throw .long }
        guard !word.contains(where: { $0 &- 0x30 < 10 }) else { throw .digits }
        return FNV1a(isStem ? Array(word) : Array(word) + [0x20]).value
    }

    private static func table(of forms: [UInt64: [UInt16]]) throws -> [UInt8] {
        // Of more than a slot's reader takes, the first: the first file has the most frequent ones first.
        let entries = forms.mapValues { $0.sorted().prefix(NotionTable.Found.scalarCount) }.sorted { $0.key < $1.key }
        guard entries.reduce(0, { $0 + $1.value.count }) * 2 <= slotCount else { throw Mistake(description: "there are more forms than the table takes") }
        var slots = [UInt32](repeating: 0, count: slotCount)
        var beginnings = [UInt32](repeating: 0, count: NotionTable.beginningWords)
        for (hash, notions) in entries {
            for notion in notions {
                var (slot, index) = NotionTable.place(hash, in: slotCount)
                while slots[index] != 0 { index = (index + 1) & (slotCount - 1) }
                slot |= UInt32(notion)
                slots[index] = slot
                let (word, bit) = NotionTable.beginning(of: slot)
                beginnings[word] |= bit
            }
        }
        func bytes(_ words: [UInt32]) -> [UInt8] { words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } } }
        let checksum = FNV1a(bytes(slots)).value
        return bytes(slots) + bytes(beginnings) + (0..<8).map { UInt8(truncatingIfNeeded: checksum >> (8 * UInt64($0))) }
    }
}
