import Examination
import Fuzzing
import MailMessage
import ScamEvidence
import ScamVerdict
import VisibleText

// The whole way: spans of evidence inside the bytes, words of it inside the text, and a secret in no quote.
fuzz { bytes in
    let examiner = Examiner()
    let file =
        switch bytes.first {
        case UInt8(ascii: "T"): examiner.examine(text: bytes)
        case UInt8(ascii: "H"): examiner.examine(text: bytes, isHTML: true)
        default: examiner.examine(mail: bytes)
        }
    for section in file.reading.sections {
        require(section.part < file.message.parts.count && String(validating: section.text, as: UTF8.self) != nil, "a section is UTF-8")
        requireApart(section.quoted, within: 0..<section.text.count, "quoted")
        requireApart(section.spans(of: 0..<section.text.count, in: file.message), within: 0..<bytes.count, "section")
        for hidden in section.hidden { requireApart(hidden.spans, within: 0..<bytes.count, "hidden") }
    }
    for evidence in file.evidence {
        require(file.reading.sections[evidence.section].part == evidence.part, "section and part")
        require(evidence.textRange.upperBound <= file.reading.sections[evidence.section].text.count, "\(evidence.fact) is in the text")
        require(!evidence.spans.isEmpty, "\(evidence.fact) stands somewhere")
        requireApart(evidence.spans, within: 0..<bytes.count, "evidence")
        let quote = file.quote(of: evidence)
        require(!evidence.isSecret || quote == CaseFile.mask, "a secret is masked in \(quote)")
    }
    require((0...1).contains(file.verdict.probability), "\(file.verdict.probability) is a probability")

    // What a page shows: all of each section in its order, within the limits, and no secret outside its own run.
    let marked = MarkedText(of: file)
    var shown = 0
    for section in marked.sections {
        let text = file.reading.sections[section.index].text
        require(section.passages.first?.range.lowerBound == 0 && section.passages.last?.range.upperBound == text.count, "passages tile the text")
        for passage in section.passages {
            require(passage.isLeftOut == passage.runs.isEmpty, "what is not left out has runs")
            if !passage.isLeftOut { shown += passage.range.count }
            for run in passage.runs {
                let isSecret = file.secretRanges[section.index].contains { $0.overlaps(run.range) }
                require(isSecret == run.isSecret, "a secret is a run of its own")
            }
        }
    }
    require(shown <= MarkedText.Limits.bytes, "\(shown) bytes are shown")
    let copy = MailCopy(of: file)
    if let report = AbuseReport(of: file, subject: "s", words: "w") {
        require(report.bytes.count > copy.bytes.count, "a report carries the message")
    }
    _ = AbuseReport(of: file, subject: "s", words: "w", carrying: .redacted(key: [1, 2, 3]))
    _ = ExpertRecord(file)

    // What a server makes of the mail: the body as it was, our fields read again, and no copy that came with it.
    var policy = ActionPolicy()
    policy.subjectPrefix = "[\u{FC}]"
    policy.warning = .part
    let action = policy.action(for: file)
    let value = action.addedFields[0].value
    require(ResultField(parsing: value)?.value == value, "\(value) is a result")
    let tagged = Action(removedFields: action.removedFields, addedFields: action.addedFields).applied(to: bytes)
    let again = Action(removedFields: action.removedFields).applied(to: tagged)
    require(isSame(again, but: Action(removedFields: action.removedFields).applied(to: bytes)), "what is added can be taken away")
    if let part = WarningPart(mail: bytes, text: "note") { require(part.body.count > 4, "a warning is a part") }
    _ = action.applied(to: bytes)
}

/// Whether `tagged` is `plain`, but for one line break: a line without one gets it before what is added, and so does a body without a header that begins with a blank.
func isSame(_ tagged: [UInt8], but plain: [UInt8]) -> Bool {
    let more = tagged.count - plain.count
    guard more > 0 else { return tagged == plain }
    let start = zip(tagged, plain).prefix { $0 == $1 }.count
    let added = tagged[start..<min(start + more, tagged.count)]
    return more <= 2 && added.allSatisfy { $0 == 0x0A || $0 == 0x0D } && tagged[(start + more)...].elementsEqual(plain[start...])
}
