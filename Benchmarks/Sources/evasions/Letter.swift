import Foundation
import MailMessage
import ScamEvidence
import VisibleText

/// A message's subject and text as a person sees them, to be sent anew in some disguise.
struct Letter: Sendable {
    let name: String
    var subject: String
    var text: String
    /// The payment addresses in the text, as they stand there.
    let addresses: [String]

    /// Nil for a message without text.
    init?(_ message: Message, name: String) {
        let reading = Reading(of: message)
        let bodies = reading.sections.indices.filter { reading.sections[$0].place != .subject }
        guard let index = bodies.max(by: { reading.sections[$0].text.count < reading.sections[$1].text.count }) else { return nil }
        let body = reading.sections[index]
        guard !body.text.isEmpty else { return nil }
        self.name = name
        subject = reading.sections.first { $0.place == .subject }.map { String(decoding: $0.text, as: UTF8.self) } ?? ""
        text = String(decoding: body.text, as: UTF8.self)
        addresses = Evidence.collect(from: reading, of: message).evidence.compactMap { piece in
            guard case .paymentAddress(let address) = piece.fact, piece.section == index else { return nil }
            let standing = String(decoding: body.text[piece.textRange], as: UTF8.self)
            return standing == address.value ? standing : nil
        }
    }

    var plainMail: [UInt8] { mail(type: "text/plain; charset=utf-8", encoding: "8bit", body: Array(text.utf8)) }

    func html(_ body: String) -> [UInt8] { mail(type: "text/html; charset=utf-8", encoding: "8bit", body: Array(body.utf8)) }

    func mail(type: String, encoding: String, body: [UInt8]) -> [UInt8] {
        let word = Data(subject.utf8).base64EncodedString()
        let head = "From: Sender <sender@example.com>\nTo: reader@example.org\nSubject: =?utf-8?B?\(word)?=\nMIME-Version: 1.0\n"
        return Array((head + "Content-Type: \(type)\nContent-Transfer-Encoding: \(encoding)\n\n").utf8) + body + [0x0A]
    }

    /// As text of HTML, line breaks kept.
    static func escaped(_ text: some StringProtocol) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: "\n", with: "<br>\n")
    }
}
