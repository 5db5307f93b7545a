import Examination
import Foundation
import ScamVerdict
import SenderGuard
import Testing
import VisibleText

@testable import ChannelKit

private let environment = ProcessInfo.processInfo.environment
/// Real mails, which cannot be part of the project.
private let corpus = environment["UNBLUFF_CORPUS"].map { URL(filePath: $0) }
/// How many ordinary mails and answers are judged: script/measure-replies wants 10,000.
private let most = environment["UNBLUFF_REPLIES"].flatMap { Int($0) } ?? 1_000

/// Every real scam is remembered; then ordinary people write and answer each other.
@Suite(.enabled(if: corpus != nil, "UNBLUFF_CORPUS is not set")) struct ReplyCorpusTests {
    private static let key = HashKey(bytes: [UInt8](1...16))!
    private static let now = 1_700_000_000

    /// As clients answer: each form with the identifiers of the thread.
    private enum Form: CaseIterable {
        /// The mail itself, sent by one of our own people.
        case itself
        case quoted, copied, html

        func mail(_ original: CaseFile, _ bytes: [UInt8]) -> [UInt8] {
            if self == .itself { return bytes }
            let thread = MailContent(original)
            let id = String(decoding: thread.messageID, as: UTF8.self)
            let header = """
                From: alex@example.org\r
                Subject: Re: \(thread.subject.filter { !$0.isNewline })\r
                In-Reply-To: \(id)\r
                References: \(String(decoding: thread.references, as: UTF8.self)) \(id)\r
                MIME-Version: 1.0\r
                Content-Transfer-Encoding: 8bit\r

                """
            let text = original.reading.sections.filter { $0.place == .body }.map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: "\n")
            let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
            let body =
                switch self {
                case .itself: ""
                case .quoted:
                    "Content-Type: text/plain; charset=utf-8\r\n\r\nThank you.\r\n\r\nOn Monday, she wrote:\r\n" + lines.map { "> \($0)\r\n" }.joined()
                case .copied:
                    "Content-Type: text/plain; charset=utf-8\r\n\r\nThank you.\r\n\r\n-----Original Message-----\r\nFrom: she@example.com\r\nSubject: x\r\n\r\n"
                        + lines.joined(separator: "\r\n")
                case .html:
                    "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Thank you.</p><blockquote type=cite>"
                        + lines.map { $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }.joined(separator: "<br>\r\n") + "</blockquote>"
                }
            return Array((header + body).utf8)
        }
    }

    @Test func ordinaryThreadsAreNotHeld() throws {
        let examiner = Examiner()
        var guarding = ReplyGuard(key: Self.key)
        var scams = 0
        for file in try Self.files(["pos", "sibling", "spam"]) {
            let found = examiner.examine(mail: try [UInt8](Data(contentsOf: file)))
            guard found.verdict.outcome.isScam else { continue }
            scams += 1
            let content = MailContent(found)
            guarding.remember(messageID: content.messageID, wallets: content.ownWallets, threat: .filmed, at: Self.now)
            // An answer to it is held, if it can be told at all.
            if !content.messageID.isEmpty || !content.ownWallets.isEmpty {
                let answer = examiner.examine(mail: Form.quoted.mail(found, []))
                #expect(guarding.judge(Self.mail(answer), at: Self.now) != .pass, "\(file.path)")
            }
        }
        var (judged, held, scamsOfOwn) = (0, [String](), [String]())
        let ordinary = try Self.files(["ham", "hard_neg"])
        outer: for form in Form.allCases {
            for file in ordinary {
                guard judged < most else { break outer }
                let bytes = try [UInt8](Data(contentsOf: file))
                guard bytes.count < 200_000 else { continue }
                let original = examiner.examine(mail: bytes)
                let mail = form == .itself ? original : examiner.examine(mail: form.mail(original, bytes))
                judged += 1
                if guarding.judge(Self.mail(mail), at: Self.now) != .pass { held.append("\(form) \(file.lastPathComponent)") }
                if mail.verdict.outcome.isScam { scamsOfOwn.append("\(form) \(file.lastPathComponent)") }
            }
        }
        print("replies: \(scams) scams, \(guarding.count) signs remembered; \(judged) ordinary mails and answers judged, \(held.count) held \(held)")
        print("replies: \(scamsOfOwn.count) of them would be rejected as scams \(scamsOfOwn)")
        #expect(held.isEmpty)
        #expect(scams > 30 && judged == most)
    }

    private static func mail(_ file: CaseFile) -> ReplyGuard.Mail {
        let content = MailContent(file)
        var mail = ReplyGuard.Mail()
        (mail.inReplyTo, mail.references, mail.wallets, mail.subject) = (content.inReplyTo, content.references, content.wallets, content.subject)
        return mail
    }

    private static func files(_ folders: [String]) throws -> [URL] {
        let corpus = try #require(corpus)
        return folders.flatMap { folder in
            FileManager.default.enumerator(at: corpus.appending(path: folder), includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        }.filter { $0.pathExtension == "eml" }.sorted { $0.path < $1.path }
    }
}
