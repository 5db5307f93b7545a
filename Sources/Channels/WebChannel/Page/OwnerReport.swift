internal import Crypto
internal import Examination
internal import MailMessage
internal import VictimAdvice

/// What goes to the owner of the page when somebody wants it to: an abuse report with recipients, passwords and personal details taken out.
///
/// The same message gives the same bytes as long as the server runs, so that what was shown is what goes, and nothing is kept in between.
struct OwnerReport {
    let bytes: [UInt8]

    private static let key = SymmetricKey(size: .bits256)

    /// Nil where no report can be made of the message.
    init?(of file: CaseFile, _ texts: AdviceTexts) {
        // One key a message: two reports do not tell that they have a recipient in common.
        let key = HMAC<SHA256>.authenticationCode(for: file.message.bytes[..<file.message.rawCount], using: Self.key)
        guard let report = AbuseReport(of: file, subject: "Abuse report", words: texts["page.report.letter"], carrying: .redacted(key: Array(key))) else {
            return nil
        }
        bytes = report.bytes
    }

    /// All of it as it reads, part by part. For the template `confirm`.
    var parts: [[String: Any]] {
        let message = Message(parsing: bytes)
        return message.parts.indices.compactMap { index in
            let part = message.parts[index]
            var words = InertText.text(message.bytes, part.header)
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
