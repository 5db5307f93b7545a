/// A passage of a text that is marked, for one reason or several.
struct Mark {
    struct Piece {
        let range: Range<Int>
        let reason: MarkReason
    }

    let number: Int
    private(set) var range: Range<Int>
    /// In the order in which they begin in the text.
    let reasons: [MarkReason]

    /// A passage that goes on is the next mark. A sentence has some 200.
    private static let longest = 1_000

    /// In order, apart from each other. Pieces that overlap are one mark with all their reasons, up to where a sentence or a line ends and the reasons change:
    /// what a mark says is said of its own words. A piece that lies in two marks is a reason of both.
    ///
    /// - Parameter text: marks begin and end with whole characters of it.
    static func merged(_ pieces: [Piece], in text: [UInt8], from first: Int) -> [Mark] {
        let pieces = pieces.filter { !$0.range.isEmpty }.map { piece in
            let range = InertText.characterStart(text, piece.range.lowerBound)..<InertText.characterEnd(text, piece.range.upperBound)
            return Piece(range: range, reason: piece.reason)
        }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var marks: [Mark] = []
        var next = 0
        while next < pieces.count {
            let start = next
            var end = pieces[next].range.upperBound
            while next < pieces.count, pieces[next].range.lowerBound < end {
                end = max(end, pieces[next].range.upperBound)
                next += 1
            }
            append(pieces[start..<next], upTo: end, in: text, from: first, to: &marks)
        }
        return marks
    }

    /// The marks of pieces of which each overlaps one before it.
    private static func append(_ chain: ArraySlice<Piece>, upTo end: Int, in text: [UInt8], from first: Int, to marks: inout [Mark]) {
        var position = chain[chain.startIndex].range.lowerBound
        var next = chain.startIndex
        // For each reason that has begun, how far it goes: there are some fifty reasons, however many pieces.
        var begun: [(reason: MarkReason, end: Int)] = []
        var isFirst = true
        while position < end {
            let partEnd = SentenceEnd.first(in: position..<end, of: text, longest: longest)
            begun.removeAll { $0.end <= position }
            while next < chain.endIndex, chain[next].range.lowerBound < partEnd {
                let piece = chain[next]
                if let index = begun.firstIndex(where: { $0.reason == piece.reason }) {
                    begun[index].end = max(begun[index].end, piece.range.upperBound)
                } else {
                    begun.append((piece.reason, piece.range.upperBound))
                }
                next += 1
            }
            let reasons = begun.map(\.reason)
            if !isFirst, let last = marks.last, last.has(reasons), partEnd - last.range.lowerBound <= longest {
                marks[marks.count - 1].range = last.range.lowerBound..<partEnd
            } else {
                marks.append(Mark(number: first + marks.count, range: position..<partEnd, reasons: reasons))
            }
            isFirst = false
            position = partEnd
        }
    }

    /// And no others, in whatever order.
    private func has(_ others: [MarkReason]) -> Bool { reasons.count == others.count && others.allSatisfy(reasons.contains) }
}
