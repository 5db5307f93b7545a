import Fuzzing
import VisibleText
@testable import ScamEvidence

// Phrases: matches inside the folded text, from the beginning of a word to the end of one.
func isWordEdge(_ position: Int, in text: [UInt8]) -> Bool {
    position == 0 || position >= text.count || PhraseScanner.endsWord(text[position]) || text[position - 1] <= 0x20
        || position >= 3 && text[position - 3].leadsUnspacedLetter
}

/// Behind a number a word begins anew, and an Arabic one behind what is written onto it.
func beginsWord(_ position: Int, in text: [UInt8]) -> Bool {
    let isInside = text[position - 1] >= 0x30 && text[position - 1] <= 0x39 || text[position] & 0xFC == 0xD8
    return text[position] > 0x20 && (isInside || isWordEdge(position, in: text))
}

fuzz { bytes in
    let text = FoldedText(folding: bytes).bytes
    for match in PhraseScanner.embedded.matches(in: text) {
        require(!match.range.isEmpty && match.range.upperBound <= text.count && match.range.lowerBound > 0, "\(match) within \(text.count)")
        require(beginsWord(match.range.lowerBound, in: text), "\(match) begins a word")
        require(isWordEdge(match.range.upperBound, in: text), "\(match) ends a word")
    }
    // Bytes that are no folded text come from nowhere, but must do no harm.
    _ = PhraseScanner.embedded.matches(in: bytes)
}
