import ScamEvidence
import VisibleText

@testable import Examination

/// Holds a marked text against the case file that it was made of.
struct MarkedTextCheck {
    private let file: CaseFile
    private let marked: MarkedText
    private(set) var problems: [String] = []

    init(_ marked: MarkedText, _ file: CaseFile) {
        self.file = file
        self.marked = marked
        for section in marked.sections { check(section) }
        let marks = runs.compactMap(\.mark)
        if marks != marks.sorted() { problems.append("marks are not in order") }
        let shown = marked.sections.flatMap(\.passages).filter { !$0.isLeftOut }.reduce(0) { $0 + $1.range.count }
        if shown > MarkedText.Limits.bytes || runs.count > MarkedText.Limits.runs || marked.sections.count > MarkedText.Limits.sections {
            problems.append("\(shown) bytes, \(runs.count) runs")
        }
        let isLeftOut = marked.sections.contains { $0.passages.contains(where: \.isLeftOut) }
        if isLeftOut && !marked.isCut { problems.append("what is left out is not told") }
    }

    private var runs: [MarkedText.Run] { marked.sections.flatMap(\.passages).flatMap(\.runs) }

    private mutating func check(_ section: MarkedText.Section) {
        let text = file.reading.sections[section.index].text
        var position = 0
        var joined = ""
        for passage in section.passages {
            if passage.range.lowerBound != position || passage.range.isEmpty { problems.append("passage \(passage.range) at \(position)") }
            if passage.isLeftOut != passage.runs.isEmpty { problems.append("passage \(passage.range) has \(passage.runs.count) runs") }
            if passage.isLeftOut { joined += InertText.text(text, passage.range) }
            for run in passage.runs {
                if run.range.lowerBound != position || run.range.isEmpty { problems.append("run \(run.range) at \(position)") }
                position = run.range.upperBound
                joined += run.text
            }
            if !passage.isLeftOut, position != passage.range.upperBound { problems.append("runs end at \(position) of \(passage.range)") }
            position = passage.range.upperBound
        }
        if position != text.count { problems.append("passages end at \(position) of \(text.count)") }
        if joined != InertText.text(text, 0..<text.count) { problems.append("the runs are another text") }
        let runs = section.passages.flatMap(\.runs)
        checkMarks(runs, section.index)
        checkSecrets(runs, section)
        for run in runs where run.isQuoted != file.reading.sections[section.index].isQuoted(at: run.range.lowerBound) {
            problems.append("run \(run.range) is quoted: \(run.isQuoted)")
        }
    }

    /// Every piece of evidence that matters to a person is in a mark, with its reason, and nothing else is marked.
    private mutating func checkMarks(_ runs: [MarkedText.Run], _ section: Int) {
        let asksForMoney = file.evidence.contains {
            switch $0.fact {
            case .claim(.demandsPayment), .paymentAddress: true
            default: false
            }
        }
        let wanted = file.evidence.filter { $0.section == section && !$0.textRange.isEmpty }.compactMap { piece in
            MarkReason(piece.fact, asksForMoney: asksForMoney).map { (range: piece.textRange, reason: $0) }
        }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var near: [(range: Range<Int>, reason: MarkReason)] = []
        var next = 0
        for run in runs {
            near.removeAll { $0.range.upperBound <= run.range.lowerBound }
            while next < wanted.count, wanted[next].range.lowerBound < run.range.upperBound {
                near.append(wanted[next])
                next += 1
            }
            if (run.mark == nil) != run.reasons.isEmpty || run.mark == nil && (run.beginsMark || run.endsMark) { problems.append("run \(run.range): mark") }
            if Set(run.reasons).count != run.reasons.count { problems.append("run \(run.range) has a reason twice") }
            let here = near.filter { $0.range.overlaps(run.range) }
            if here.isEmpty != (run.mark == nil) { problems.append("run \(run.range) is marked: \(run.mark != nil)") }
            for piece in here where !run.reasons.contains(piece.reason) { problems.append("run \(run.range) lacks \(piece.reason)") }
        }
        if !marked.isCut { checkReasons(runs, section, wanted) }
        let begun = runs.filter(\.beginsMark).compactMap(\.mark)
        if begun != runs.filter(\.endsMark).compactMap(\.mark) || Set(begun).count != begun.count { problems.append("marks do not end where they began") }
    }

    /// A mark has the reasons of its own words, and where a sentence or a line ends within it, those of the words on either side are the same.
    private mutating func checkReasons(_ runs: [MarkedText.Run], _ section: Int, _ wanted: [(range: Range<Int>, reason: MarkReason)]) {
        let text = file.reading.sections[section].text
        for mark in Dictionary(grouping: runs.filter { $0.mark != nil }, by: \.mark).values {
            let range = mark[0].range.lowerBound..<mark[mark.count - 1].range.upperBound
            func reasons(_ part: Range<Int>) -> Set<MarkReason> { Set(wanted.filter { $0.range.overlaps(part) }.map(\.reason)) }
            if Set(mark[0].reasons) != reasons(range) { problems.append("mark \(range) has reasons of other words") }
            for index in range.dropFirst() where text[index] == 0x0A || text[index] == 0x20 && [0x2E, 0x21, 0x3F].contains(text[index - 1]) {
                guard !InertText.text(text, index..<range.upperBound).allSatisfy(\.isWhitespace) else { break }
                // White space before the line's end belongs to it.
                var end = index
                while end > range.lowerBound, [0x20, 0x09, 0x0D, 0x0A].contains(text[end - 1]) { end -= 1 }
                if end > range.lowerBound, reasons(range.lowerBound..<end) != reasons(end..<range.upperBound) {
                    problems.append("mark \(range) goes on at \(index)")
                }
            }
        }
    }

    /// A secret's bytes are in secret runs, and these hold no others.
    private mutating func checkSecrets(_ runs: [MarkedText.Run], _ section: MarkedText.Section) {
        let secrets = file.secretRanges[section.index]
        for run in runs {
            let inside = secrets.filter { $0.overlaps(run.range) }
            if inside.isEmpty == run.isSecret { problems.append("run \(run.range) is secret: \(run.isSecret)") }
        }
    }
}
