import Fuzzing
import VisibleText
@testable import ScamEvidence

// Phrases: matches inside the folded text, from the beginning of a word to the end of one.
func isWordEdge(_ position: Int, in text: [UInt8]) -> Bool {
    position == 0 || position >= text.count || PhraseScanner.endsWord(text[position]) || text[position - 1] <= 0x20
        || position >= 3 && PhraseScanner.isUnspaced(text[position - 3])
}

fuzz { bytes in
    let text = FoldedText(folding: bytes).bytes
    for match in PhraseScanner.embedded.matches(in: text) {
        require(!match.range.isEmpty && match.range.upperBound <= text.count && match.range.lowerBound > 0, "\(match) within \(text.count)")
        require(isWordEdge(match.range.lowerBound, in: text) && text[match.range.lowerBound] > 0x20, "\(match) begins a word")
        require(isWordEdge(match.range.upperBound, in: text), "\(match) ends a word")
    }
    // Bytes that are no folded text come from nowhere, but must do no harm.
    _ = PhraseScanner.embedded.matches(in: bytes)
}
