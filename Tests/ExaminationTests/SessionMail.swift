import Examination
import MailMessage
import SenderIdentity

/// Short mails as a server takes them in a session: no field of its own is there yet.
enum SessionMail {
    static let scamText = "I hacked your device. I recorded you with your camera. Pay 500 dollars in bitcoin or I send the video to your contacts.\r\n"

    static func bytes(_ header: String = "", from: String = "a@example.com", text: String = scamText) -> [UInt8] {
        Array(("From: \(from)\r\nTo: me@example.org\r\nSubject: hello\r\nX-Fixture: unbluff\r\n" + header + "\r\n" + text).utf8)
    }

    static func file(_ bytes: [UInt8] = bytes(), envelope: Envelope = Envelope(), trusted: [String] = []) -> CaseFile {
        let examiner = Examiner(sender: SenderSettings(trustedServers: trusted, isDelivered: false))
        return examiner.examine(Message(parsing: bytes), envelope: envelope)
    }

    static let scam = file()
    static let innocent = file(bytes(text: "See you on Thursday.\r\n"))
}
