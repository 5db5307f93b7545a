internal import Crypto
internal import Examination
internal import MailMessage
internal import ScamVerdict
internal import VictimAdvice

/// What goes to the owner of the page when somebody wants it to: an abuse report with recipients, passwords and personal details taken out.
///
/// The same message gives the same bytes as long as the server runs, so that what was shown is what goes, and nothing is kept in between.
struct OwnerReport {
    let bytes: [UInt8]

    private static let key = SymmetricKey(size: .bits256)

    /// Nil where no report can be made of the message, and of what may be real: an employer must not get intimate words by one press of a button.
    init?(of file: CaseFile, _ texts: AdviceTexts) {
        if file.verdict.outcome == .possiblyReal { return nil }
        // One key a message: two reports do not tell that they have a recipient in common.
        let key = HMAC<SHA256>.authenticationCode(for: file.message.bytes[..<file.message.rawCount], using: Self.key)
        guard let report = AbuseReport(of: file, subject: "Abuse report", words: texts["page.report.letter"], carrying: .redacted(key: Array(key))) else {
            return nil
        }
        bytes = report.bytes
    }

    /// Header fields as a person reads them: what a desk sees, and not its encoding.
    private static func header(_ message: Message, _ part: Part) -> String {
        part.fields.map { field in
            var line = InertText.text(message.bytes, field.nameRange) + ": "
            for piece in message.pieces(of: field.valueRange) {
                switch piece {
                case .text(let range): line += InertText.text(message.bytes, range)
                // Ours, in UTF-8: of the mail's own fields none has them (`Redaction`).
                case .encodedWord(_, let isBase64, let payload):
                    let word = message.decodedWord(isBase64: isBase64, payload: payload).bytes
                    line += InertText.text(word, word.indices)
                }
            }
            return line + "\n"
        }
        .joined() + "\n"
    }

    /// All of it as it reads, part by part. For the template `confirm`.
    var parts: [[String: Any]] {
        let message = Message(parsing: bytes)
        return message.parts.indices.compactMap { index in
            let part = message.parts[index]
            var words = Self.header(message, part)
            // What holds other parts is shown by them.
            if !message.parts.contains(where: { $0.parent == index }) {
                let body = message.decodedBody(of: part, limit: bytes.count).bytes
                words += InertText.text(body, body.indices)
            }
            while words.last == "\n" { words.removeLast() }
            return words.isEmpty ? nil : ["words": words]
        }
    }
}
