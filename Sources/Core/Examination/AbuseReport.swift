internal import MailMessage
internal import ScamVerdict
public import SenderIdentity
internal import VisibleText

/// A message as a report to an abuse desk: ARF, RFC 5965 (multipart/report, RFC 6522).
///
/// A file for the person to download, and to attach or send where they like: it has no sender, no recipient and no date, and unbluff never sends it.
/// Of how the mail came in it says only what the receiving side recorded (`ReceivedTrace`), and nothing of the person but what the mail itself says.
public struct AbuseReport: Sendable {
    /// RFC 5965 § 7.3.
    public enum FeedbackType: String, Sendable {
        /// Unsolicited mail.
        case abuse
        /// Of any kind of fraud.
        case fraud
    }

    /// What is carried of the mail.
    public enum Carried: Sendable, Equatable {
        /// All of it, byte for byte: message/rfc822.
        case mail
        /// Its header alone: text/rfc822-headers.
        case header
        /// What identifies the sender, and the visible text: message/rfc822 with recipients, passwords and personal details redacted (RFC 6590).
        ///
        /// The key is a secret of whoever makes reports: those made with the same one tell that they have a recipient in common, and not which. Without
        /// that need, it is best made at random for each.
        case redacted(key: [UInt8])
    }

    public let bytes: [UInt8]
    public let feedbackType: FeedbackType

    /// Nil only where no boundary can be found that the mail does not have: it was made for that.
    ///
    /// - Parameters:
    ///   - subject: one line; put in as encoded words where it is not ASCII.
    ///   - words: for a person at the desk; lines end with LF.
    ///   - settings: those of the examiner that made the file.
    public init?(of file: CaseFile, subject: String, words: String, carrying carried: Carried = .mail, settings: SenderSettings = SenderSettings()) {
        feedbackType = file.verdict.outcome.isScam ? .fraud : .abuse
        let redaction: Redaction? = if case .redacted(let key) = carried { Redaction(of: file, key: key, settings: settings) } else { nil }
        var mail = redaction?.mail ?? MailCopy(of: file).bytes
        let header = HeaderLines(of: mail)
        if carried == .header { mail = Array(mail[..<header.end]) }
        let lineBreak = header.lineBreak
        let note = TextBody(Array(words.utf8), lineBreak: lineBreak)
        let fields = FeedbackFields(of: file, feedbackType, settings).lines.flatMap { line in
            Array((redaction?.redacted(field: line) ?? line).utf8) + lineBreak
        }
        guard let boundary = PartBoundary.unused(in: note.bytes + lineBreak + fields + mail, from: 0) else { return nil }
        let encoding = Self.encoding(of: mail.span, lineBreak)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(mail.count + note.bytes.count + fields.count + 2_000)
        func line(_ text: String) { bytes += Array(text.utf8) + lineBreak }
        var folded = FoldedValue(fieldName: "Subject")
        for word in EncodedText.words(of: subject) { folded.append(word) }
        line("Subject: \(lineBreak.count == 1 ? folded.text.replacing("\r\n", with: "\n") : folded.text)")
        line("MIME-Version: 1.0")
        line("Content-Type: multipart/report; report-type=feedback-report;")
        line(" boundary=\"\(boundary)\"")
        line("Content-Transfer-Encoding: \(encoding)")
        line("")
        line("--\(boundary)")
        line("Content-Type: text/plain; charset=utf-8")
        line("Content-Transfer-Encoding: \(note.encoding)")
        line("")
        bytes += note.bytes + lineBreak
        line("--\(boundary)")
        line("Content-Type: message/feedback-report")
        line("")
        bytes += fields
        line("")
        line("--\(boundary)")
        line("Content-Type: \(carried == .header ? "text/rfc822-headers" : "message/rfc822")")
        line("Content-Transfer-Encoding: \(encoding)")
        line("")
        bytes += mail
        // RFC 2046 § 5.1.1: the line break before a boundary is the boundary's.
        line("")
        line("--\(boundary)--")
        self.bytes = bytes
    }

    /// What is carried may not be encoded again (RFC 2046 § 5.2.1), so that it is said what it is: RFC 2045 § 2.7 to § 2.9.
    private static func encoding(of mail: Span<UInt8>, _ lineBreak: [UInt8]) -> String {
        var isASCII = true
        var lineStart = 0
        for index in 0..<mail.count {
            switch mail[index] {
            case 0: return "binary"
            case 0x0A:
                let isCRLF = index > 0 && mail[index - 1] == 0x0D
                if isCRLF != (lineBreak.count == 2) || index - lineStart - (isCRLF ? 1 : 0) > longestLine { return "binary" }
                lineStart = index + 1
            case 0x0D: if index + 1 == mail.count || mail[index + 1] != 0x0A { return "binary" }
            case 0x80...: isASCII = false
            default: break
            }
        }
        if mail.count - lineStart > longestLine { return "binary" }
        return isASCII ? "7bit" : "8bit"
    }

    /// RFC 5322 § 2.1.1: 998 characters before the line's end.
    private static let longestLine = 998
}
