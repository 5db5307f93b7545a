import Examination
import MailMessage
import ScamEvidence
import VictimAdvice
import VisibleText

/// What is timed: the whole way, or one parser without the limits that protect it there.
enum Measure: String, CaseIterable {
    case message, examination, report, marked, abuseReport, redacted, outlook, outlookExamination, header, mbox, base64, quotedPrintable, html, folding, addresses, amounts, deadlines
    case unlabelled, utf8, utf7, utf16, gb18030, iso2022jp, big5, windows1251

    func run(_ bytes: [UInt8]) {
        switch self {
        case .message: keep(Message(parsing: bytes).parts.count)
        case .examination: keep(Examiner().examine(mail: bytes).evidence.count)
        case .outlook: keep(Message(outlook: bytes).parts.count)
        case .outlookExamination: keep(Examiner().examine(outlook: bytes).evidence.count)
        case .report: keep(CaseRecord(Examiner().examine(mail: bytes), name: "", index: 0, texts: AdviceTexts(language: "en")!))
        case .marked: keep(MarkedText(of: Examiner().examine(mail: bytes)).sections.count)
        case .abuseReport: keep(AbuseReport(of: Examiner().examine(mail: bytes), subject: "x", words: "x")?.bytes.count)
        case .redacted: keep(AbuseReport(of: Examiner().examine(mail: bytes), subject: "x", words: "x", carrying: .redacted(key: [1]))?.bytes.count)
        case .header: readHeader(bytes)
        case .mbox: splitMbox(bytes)
        case .base64: decodeBody("base64", bytes)
        case .quotedPrintable: decodeBody("quoted-printable", bytes)
        case .html: keep(HTMLText(reading: bytes).text.count)
        case .folding: keep(FoldedText(folding: bytes).bytes.count)
        case .addresses: keep(AddressScanner.scan(bytes).count)
        case .amounts: keep(Quantities(in: bytes).amounts.count)
        case .deadlines: keep(Quantities(in: bytes).deadlines.count)
        case .unlabelled: keep(Charset.decode(bytes, declared: nil).text.count)
        case .utf8, .utf7, .utf16, .gb18030, .iso2022jp, .big5, .windows1251: decode(bytes)
        }
    }

    private func decode(_ bytes: [UInt8]) {
        let charsets: [Measure: Charset] = [
            .utf8: .utf8, .utf7: .utf7, .utf16: .utf16le, .gb18030: .gb18030, .iso2022jp: .iso2022JP, .big5: .big5, .windows1251: .windows1251,
        ]
        guard let charset = charsets[self] else { return }
        keep(charset.decode(bytes).text.count)
    }

    /// As the value of one header field that no limit cuts.
    private func readHeader(_ bytes: [UInt8]) {
        var limits = ParseLimits()
        limits.headerValueBytes = .max
        limits.addresses = .max
        let message = Message(parsing: Array("Subject: ".utf8) + bytes, limits: limits)
        guard let field = message.field(.subject) else { return }
        var text = HeaderText(message: message)
        text.append(field.valueRange)
        keep(text.bytes.count + message.mailboxes(of: field, limit: .max).count)
    }

    private func splitMbox(_ bytes: [UInt8]) {
        var splitter = MboxSplitter()
        for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
            splitter.append(bytes[start..<min(start + 1 << 16, bytes.count)])
            while let piece = splitter.next() { keep(piece.bytes.count) }
        }
        splitter.finish()
        while let piece = splitter.next() { keep(piece.bytes.count) }
    }

    private func decodeBody(_ encoding: String, _ bytes: [UInt8]) {
        let message = Message(parsing: Array("Content-Transfer-Encoding: \(encoding)\n\n".utf8) + bytes)
        keep(message.decodedBody(of: message.parts[0], limit: bytes.count).bytes.count)
    }
}

/// Keeps a result from being optimised away.
@inline(never)
func keep<Result>(_ result: Result) {}
