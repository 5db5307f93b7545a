internal import VisibleText

/// Cuts the text of one section into passages and runs: in time linear in the marks, secrets and quoted lines, and in what is shown.
struct PassageCutter {
    /// What may still be shown of the message.
    struct Budget {
        var bytes = MarkedText.Limits.bytes
        var runs = MarkedText.Limits.runs
    }

    private let text: [UInt8]
    private let quoted: [Range<Int>]
    private let secrets: [Range<Int>]
    private let marks: [Mark]
    private let windows: [Range<Int>]
    private var left = MarkedText.Limits.sectionBytes
    private(set) var passages: [MarkedText.Passage] = []

    /// - Parameters:
    ///   - quoted, secrets: in order, apart from each other.
    ///   - isShown: whether all of the text is shown, also without a mark.
    init(_ text: [UInt8], quoted: [Range<Int>], secrets: [Range<Int>], _ marks: [Mark], isShown: Bool) {
        self.text = text
        self.quoted = quoted
        self.secrets = Section.merged(secrets.map { InertText.characterStart(text, $0.lowerBound)..<InertText.characterEnd(text, $0.upperBound) })
        self.marks = marks
        windows = isShown ? [0..<text.count] : Self.windows(around: marks, in: text)
    }

    /// The passages around marks, while there is room. To be called first.
    mutating func takeShown(_ budget: inout Budget) {
        for window in windows {
            guard let passage = take(window, .shown, &budget) else { break }
            passages.append(passage)
        }
    }

    /// All that is between them, while there is room; the passages tile the text then.
    mutating func takeRest(_ budget: inout Budget) {
        let shown = passages
        passages = []
        var position = 0
        for next in shown {
            takeRest(position..<next.range.lowerBound, &budget)
            passages.append(next)
            position = next.range.upperBound
        }
        takeRest(position..<text.count, &budget)
    }

    private mutating func takeRest(_ gap: Range<Int>, _ budget: inout Budget) {
        guard !gap.isEmpty else { return }
        let passage = take(gap, .folded, &budget)
        if let passage { passages.append(passage) }
        let end = passage?.range.upperBound ?? gap.lowerBound
        if end < gap.upperBound { passages.append(MarkedText.Passage(form: .leftOut, range: end..<gap.upperBound, runs: [])) }
    }

    /// As much of a range as there is room for, from its beginning on.
    private mutating func take(_ range: Range<Int>, _ form: MarkedText.Passage.Form, _ budget: inout Budget) -> MarkedText.Passage? {
        var end = range.lowerBound + min(range.count, left, budget.bytes)
        if end < range.upperBound {
            end = InertText.characterStart(text, end)
            let mark = Self.firstIndex(marks.count, after: end) { marks[$0].range.upperBound }
            if mark < marks.count { end = min(end, max(range.lowerBound, marks[mark].range.lowerBound)) }
        }
        guard end > range.lowerBound, budget.runs > 0 else { return nil }
        let runs = runs(in: range.lowerBound..<end, atMost: budget.runs)
        let taken = range.lowerBound..<(runs.last?.range.upperBound ?? range.lowerBound)
        left -= taken.count
        budget.bytes -= taken.count
        budget.runs -= runs.count
        return MarkedText.Passage(form: form, range: taken, runs: runs)
    }

    private func runs(in range: Range<Int>, atMost most: Int) -> [MarkedText.Run] {
        var runs: [MarkedText.Run] = []
        var mark = Self.firstIndex(marks.count, after: range.lowerBound) { marks[$0].range.upperBound }
        var secret = Self.firstIndex(secrets.count, after: range.lowerBound) { secrets[$0].upperBound }
        var quote = Self.firstIndex(quoted.count, after: range.lowerBound) { quoted[$0].upperBound }
        var position = range.lowerBound
        while position < range.upperBound, runs.count < most {
            while mark < marks.count, marks[mark].range.upperBound <= position { mark += 1 }
            while secret < secrets.count, secrets[secret].upperBound <= position { secret += 1 }
            while quote < quoted.count, quoted[quote].upperBound <= position { quote += 1 }
            var end = range.upperBound
            let inMark = mark < marks.count && Self.isInside(marks[mark].range, position, &end)
            let isSecret = secret < secrets.count && Self.isInside(secrets[secret], position, &end)
            let isQuoted = quote < quoted.count && Self.isInside(quoted[quote], position, &end)
            let found = inMark ? marks[mark] : nil
            runs.append(
                MarkedText.Run(
                    range: position..<end, text: InertText.text(text, position..<end), isSecret: isSecret, isQuoted: isQuoted, mark: found?.number,
                    reasons: found?.reasons ?? [], beginsMark: found?.range.lowerBound == position, endsMark: found?.range.upperBound == end))
            position = end
        }
        // Where there was no room for the rest of it.
        if let last = runs.last, last.mark != nil { runs[runs.count - 1].endsMark = true }
        return runs
    }

    /// Whether the position is in a range that ends behind it; `end` is moved to where that changes.
    private static func isInside(_ range: Range<Int>, _ position: Int, _ end: inout Int) -> Bool {
        let isInside = range.lowerBound <= position
        end = min(end, isInside ? range.upperBound : range.lowerBound)
        return isInside
    }

    /// The first index whose end is behind the position: by halves.
    private static func firstIndex(_ count: Int, after position: Int, end: (Int) -> Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if end(middle) <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What is shown around marks.
extension PassageCutter {
    /// A line is shown as a whole where it begins and ends within so many bytes of the mark.
    private static let lineContext = 240
    /// Of a longer line so much is shown, and as far as it takes to begin or end with a word.
    private static let context = 120
    /// Words are no longer than this.
    private static let wordLength = 60
    /// It is not worth a person's click to see less.
    private static let leastFolded = 80

    static func windows(around marks: [Mark], in text: [UInt8]) -> [Range<Int>] {
        var windows: [Range<Int>] = []
        for mark in marks {
            let end = end(behind: mark.range.upperBound, in: text)
            let last = windows.last
            if let last, mark.range.lowerBound < last.upperBound + leastFolded {
                windows[windows.count - 1] = last.lowerBound..<max(last.upperBound, end)
                continue
            }
            let start = start(before: mark.range.lowerBound, in: text)
            if let last, start < last.upperBound + leastFolded {
                windows[windows.count - 1] = last.lowerBound..<end
            } else {
                windows.append((start < leastFolded ? 0 : start)..<end)
            }
        }
        if let last = windows.last, last.upperBound + leastFolded > text.count { windows[windows.count - 1] = last.lowerBound..<text.count }
        return windows
    }

    private static func start(before position: Int, in text: [UInt8]) -> Int {
        let farthest = max(0, position - lineContext)
        if let lineFeed = text[farthest..<position].lastIndex(of: 0x0A) { return lineFeed + 1 }
        if farthest == 0 { return 0 }
        let near = position - context
        return text[(near - wordLength)..<near].lastIndex(of: 0x20).map { $0 + 1 } ?? InertText.characterStart(text, near)
    }

    private static func end(behind position: Int, in text: [UInt8]) -> Int {
        let farthest = min(text.count, position + lineContext)
        if let lineFeed = text[position..<farthest].firstIndex(of: 0x0A) { return lineFeed + 1 }
        if farthest == text.count { return farthest }
        let near = position + context
        return text[near..<near + wordLength].firstIndex(of: 0x20) ?? InertText.characterEnd(text, near)
    }
}
