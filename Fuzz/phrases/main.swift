import Fuzzing
import VisibleText
@testable import ScamEvidence

// Phrases: matches inside the folded text, from the beginning of a word to the end of one, in the order of their ends.
fuzz { bytes in
    let text = FoldedText(folding: bytes).bytes
    var end = 0
    for match in PhraseScanner.embedded.matches(in: text) {
        require(!match.range.isEmpty && match.range.upperBound <= text.count && match.range.lowerBound > 0, "\(match) within \(text.count)")
        require(text[match.range.lowerBound - 1] <= 0x20 && text[match.range.lowerBound] > 0x20, "\(match) begins a word")
        require(match.range.upperBound == text.count || text[match.range.upperBound] <= 0x20, "\(match) ends a word")
        require(match.range.upperBound >= end, "\(match) behind \(end)")
        end = match.range.upperBound
    }
    // Bytes that are no folded text come from nowhere, but must do no harm.
    _ = PhraseScanner.embedded.matches(in: bytes)
}
