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
        }
        for run in runs {
            if (run.mark == nil) != run.reasons.isEmpty || run.mark == nil && (run.beginsMark || run.endsMark) { problems.append("run \(run.range): mark") }
            if Set(run.reasons).count != run.reasons.count { problems.append("run \(run.range) has a reason twice") }
            let here = wanted.filter { $0.range.overlaps(run.range) }
            if here.isEmpty != (run.mark == nil) { problems.append("run \(run.range) is marked: \(run.mark != nil)") }
            for piece in here where !run.reasons.contains(piece.reason) { problems.append("run \(run.range) lacks \(piece.reason)") }
        }
        let begun = runs.filter(\.beginsMark).compactMap(\.mark)
        if begun != runs.filter(\.endsMark).compactMap(\.mark) || Set(begun).count != begun.count { problems.append("marks do not end where they began") }
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
