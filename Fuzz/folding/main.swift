import Fuzzing
import VisibleText

// Folding: lower-case words with one separator between them, mapped in order; folding once more changes no letter.
fuzz { bytes in
    let isSeparator: (UInt8) -> Bool = { $0 == FoldedText.wordSeparator || $0 == FoldedText.sentenceSeparator }
    let once = FoldedText(folding: bytes)
    require(once.bytes.isEmpty == bytes.isEmpty, "nothing folds to nothing")
    require(String(validating: once.bytes, as: UTF8.self) != nil, "folded text is UTF-8")
    requireMap(once.map, output: once.bytes.count, input: bytes.count, "folding")
    if bytes.isEmpty { return }
    require(once.bytes.first == FoldedText.sentenceSeparator && once.bytes.last == FoldedText.sentenceSeparator, "a sentence begins and ends it")
    require(!zip(once.bytes, once.bytes.dropFirst()).contains { isSeparator($0) && isSeparator($1) }, "one separator")
    require(once.bytes.allSatisfy { isSeparator($0) || $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 >= 0x80 }, "letters and digits")
    let twice = FoldedText(folding: once.bytes).bytes
    // Single letters that now stand one space apart become one word, and may be read as such.
    guard once.bytes.count(where: isSeparator) == twice.count(where: isSeparator) else { return }
    require(once.bytes.filter { !isSeparator($0) } == twice.filter { !isSeparator($0) }, "folding once more changes no letter")
}
