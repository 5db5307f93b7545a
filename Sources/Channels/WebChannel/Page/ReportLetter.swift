internal import Examination
internal import MailMessage
internal import ScamEvidence
internal import VictimAdvice
internal import VisibleText

/// Words that somebody can copy into a report: what it is, and what a desk needs to find it. Secrets are masked.
struct ReportLetter {
    let text: String

    private static let mostAddresses = 5
    /// Bytes of one line.
    private static let longestLine = 300

    init(_ file: CaseFile, _ record: ExpertRecord, _ texts: AdviceTexts) {
        var lines: [String] = []
        let message = file.message
        func add(_ label: String, _ value: String) {
            let value = InertText.line(value)
            if !value.isEmpty { lines.append("\(label): \(value)") }
        }
        if let subject = file.reading.sections.firstIndex(where: { $0.place == .subject && $0.nesting == 0 }) {
            add(texts["page.message.subject"], file.beginning(ofSection: subject, atMost: Self.longestLine))
        }
        if let mailbox = message.field(.from).flatMap({ message.mailboxes(of: $0, limit: 1).first }),
            // Many say that they write from the person's own address, which is nobody's to report.
            !Recipients(of: message).contain(message.bytes[mailbox.address])
        {
            add(texts["page.report.sender"], String(decoding: message.bytes[mailbox.address].prefix(Self.longestLine), as: UTF8.self))
        }
        if let date = message.field(.date) { add(texts["page.report.date"], String(decoding: message.bytes[date.valueRange].prefix(100), as: UTF8.self)) }
        for address in record.addresses.prefix(Self.mostAddresses) {
            add(texts["report.payment-address", "currency", address.name], address.value)
        }
        text = texts["page.report.letter"] + (lines.isEmpty ? "" : "\n\n" + lines.joined(separator: "\n"))
    }
}
