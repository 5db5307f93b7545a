/// Where a passage of a text can be parted, so that a person reads each part for itself: where a sentence ends, or a line.
///
/// In any language, by its signs alone: an abbreviation's point counts too, as a place to part is no more than that.
enum SentenceEnd {
    /// Behind the first sentence or line that ends in a range, before the white space that follows; the range's end where none does,
    /// or where only white space is left.
    ///
    /// - Parameter longest: a part has at most so many bytes: without an end within them it goes as far as white space or, where there is none, a character's end.
    static func first(in range: Range<Int>, of text: [UInt8], longest: Int) -> Int {
        let limit = min(range.upperBound, range.lowerBound + longest)
        var index = end(ofSpace: range.lowerBound, limit, text)
        var lastSpace: Int?
        while index < limit {
            if isSpace(text[index]) {
                let space = index..<end(ofSpace: index, limit, text)
                if space.upperBound == range.upperBound { return range.upperBound }
                if text[space].contains(0x0A) || text[space].contains(0x0D) || hasSign(text[range.lowerBound..<index].suffix(8)) { return index }
                lastSpace = index
                index = space.upperBound
            } else {
                index += 1
                if text[index - 1] >= 0x80, wideSigns.contains(where: text[range.lowerBound..<index].suffix(3).elementsEqual) { return index }
            }
        }
        if limit == range.upperBound { return limit }
        let whole = InertText.characterStart(text, limit)
        return lastSpace ?? (whole > range.lowerBound ? whole : limit)
    }

    private static let signs = [".", "!", "?", "…", "؟", "۔", "।"].map { Array($0.utf8) }
    /// No space follows these.
    private static let wideSigns = ["。", "！", "？"].map { Array($0.utf8) }
    /// Quotes and brackets that close behind a sentence's sign.
    private static let closing: Set<UInt8> = [0x22, 0x27, 0x29, 0x2A, 0x5D]

    private static func hasSign(_ end: ArraySlice<UInt8>) -> Bool {
        var end = end
        while let last = end.last, closing.contains(last) { end.removeLast() }
        return signs.contains { end.suffix($0.count).elementsEqual($0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

    private static func end(ofSpace start: Int, _ limit: Int, _ text: [UInt8]) -> Int {
        var end = start
        while end < limit, isSpace(text[end]) { end += 1 }
        return end
    }
}
