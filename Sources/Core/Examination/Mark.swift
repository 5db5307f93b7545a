/// A passage of a text that is marked, for one reason or several.
struct Mark {
    struct Piece {
        let range: Range<Int>
        let reason: MarkReason
    }

    let number: Int
    private(set) var range: Range<Int>
    private(set) var reasons: [MarkReason]

    /// A chain of overlapping pieces is one mark up to so many bytes; one that goes on is the next mark. A sentence has some 200.
    private static let longest = 1_000

    /// In order, apart from each other. Pieces that overlap are one mark with all their reasons; a piece that lies in two marks is a reason of both.
    ///
    /// - Parameter text: marks begin and end with whole characters of it.
    static func merged(_ pieces: [Piece], in text: [UInt8], from first: Int) -> [Mark] {
        var marks: [Mark] = []
        for piece in pieces.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where !piece.range.isEmpty {
            let range = InertText.characterStart(text, piece.range.lowerBound)..<InertText.characterEnd(text, piece.range.upperBound)
            guard let last = marks.last, range.lowerBound < last.range.upperBound else {
                marks.append(Mark(number: first + marks.count, range: range, reasons: [piece.reason]))
                continue
            }
            // Two marks side by side are longer than the longest, so that a piece reaches over few.
            for index in marks.indices.suffix(3) where marks[index].range.upperBound > range.lowerBound { marks[index].add(piece.reason) }
            if range.upperBound <= last.range.upperBound { continue }
            if range.upperBound - last.range.lowerBound <= longest {
                marks[marks.count - 1].range = last.range.lowerBound..<range.upperBound
            } else {
                marks.append(Mark(number: first + marks.count, range: last.range.upperBound..<range.upperBound, reasons: [piece.reason]))
            }
        }
        return marks
    }

    private mutating func add(_ reason: MarkReason) { if !reasons.contains(reason) { reasons.append(reason) } }
}
