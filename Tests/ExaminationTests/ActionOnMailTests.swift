import Foundation
import Testing

@testable import Examination

/// A mail with what an action says changed.
@Suite struct ActionOnMailTests {
    private let fields = [Action.Field(name: "X-Unbluff-Result", value: "a;\r\n b"), Action.Field(name: "X-Spam-Flag", value: "YES")]

    @Test(arguments: [
        ("A: b\r\n\r\nx\n", "X-Unbluff-Result: a;\r\n b\r\nX-Spam-Flag: YES\r\nA: b\r\n\r\nx\n"),
        ("A: b\n\nx", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nA: b\n\nx"),
        // Forged copies, however they are written and wherever they stand.
        (
            "A: b\nx-unbluff-result : forged\n\tmore\nX-UNBLUFF-Result:\nC: d\n\nX-Unbluff-Result: body\n",
            "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nA: b\nC: d\n\nX-Unbluff-Result: body\n"
        ),
        ("X-Spam-Flag: NO\nX-Unbluff-Results: x\n\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nX-Spam-Flag: NO\nX-Unbluff-Results: x\n\n"),
        ("From a@example.org\nA: b\n\n", "From a@example.org\nX-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nA: b\n\n"),
        ("A: b", "X-Unbluff-Result: a;\r\n b\r\nX-Spam-Flag: YES\r\nA: b"), ("", "X-Unbluff-Result: a;\r\n b\r\nX-Spam-Flag: YES\r\n"),
        ("\nx", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\n\nx"), ("A: b\nno field\n\nx", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\nA: b\nno field\n\nx"),
        ("From a", "From a\r\nX-Unbluff-Result: a;\r\n b\r\nX-Spam-Flag: YES\r\n"), (" b\n", "X-Unbluff-Result: a;\n b\nX-Spam-Flag: YES\n\n b\n"),
        ("A: b\r\nX-Unbluff-Result: forged", "X-Unbluff-Result: a;\r\n b\r\nX-Spam-Flag: YES\r\nA: b\r\n"),
    ])
    func fieldsOnTop(_ mail: String, _ expected: String) {
        let action = Action(removedFields: ActionPolicy.ownFields, addedFields: fields)
        #expect(String(decoding: action.applied(to: Array(mail.utf8)), as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("A: b\nSubject: hello\nC: d\n\nx", "A: b\nSubject: [scam] hello\nC: d\n\nx"), ("A: b\n\nx", "A: b\nSubject: [scam]\n\nx"),
        ("SUBJECT :hello\n there\n\nx", "SUBJECT: [scam] hello\n there\n\nx"), ("Subject: a\nSubject: b\n\n", "Subject: [scam] a\nSubject: b\n\n"),
        ("Subject:\r\n\r\nx", "Subject: [scam]\r\n\r\nx"),
    ])
    func subjects(_ mail: String, _ expected: String) {
        #expect(String(decoding: Action(subjectPrefix: "[scam]").applied(to: Array(mail.utf8)), as: UTF8.self) == expected)
    }

    @Test(arguments: Fixture.all)
    func nothingElseChanges(_ fixture: Fixture) {
        for bytes in [fixture.bytes, fixture.withCRLF.bytes] {
            #expect(Action().applied(to: bytes) == bytes)
            let tagged = ActionPolicy().action(for: Examiner().examine(mail: bytes)).applied(to: bytes)
            #expect(tagged.suffix(bytes.count) == bytes[...])
            // Who filters twice has one result.
            let again = ActionPolicy().action(for: Examiner().examine(mail: tagged)).applied(to: tagged)
            #expect(again.suffix(bytes.count) == bytes[...] && again.count <= tagged.count + 200)
        }
    }

    /// A copy is no better hidden behind many fields, and they cost no more than their length.
    @Test func manyFields() {
        let many = String(repeating: "A: b\r\n", count: 100_000)
        let mail = Array((many + "X-Unbluff-Result: forged\r\n\r\nx").utf8)
        let changed = ActionPolicy.untouched.applied(to: mail)
        #expect(changed.count == mail.count - 26)
    }

    /// Every mail of up to five of these pieces: what is added is taken away again by whoever removes our fields, and nothing else is.
    @Test func whatIsAddedCanBeTakenAway() {
        let pieces = ["From a", "A: b", "X-Unbluff-Result: x", "\r", "\n", "\r\n", " c", ":", "Subject:d"].map { Array($0.utf8) }
        var mails: [[UInt8]] = [[]]
        var start = 0
        for _ in 0..<5 {
            let end = mails.count
            for mail in mails[start..<end] { mails += pieces.map { mail + $0 } }
            start = end
        }
        let adding = Action(removedFields: ActionPolicy.ownFields, addedFields: [Action.Field(name: "X-Unbluff-Result", value: "a;\r\n b")])
        let failed = mails.filter { mail in
            let tagged = adding.applied(to: mail)
            let isThere = HeaderLines(of: tagged).fields.filter { tagged[$0.name].elementsEqual("X-Unbluff-Result".utf8) }
            return isThere.count != 1 || !tagged[isThere[0].value].elementsEqual(" a;\r\n b".utf8) && !tagged[isThere[0].value].elementsEqual(" a;\n b".utf8)
                || !Self.leftovers(of: mail).contains(ActionPolicy.untouched.applied(to: tagged))
        }
        #expect(mails.count == 66_430)
        #expect(failed.count == 0, "\(failed.prefix(5).map { String(decoding: $0, as: UTF8.self) })")
    }

    /// What is left of a mail once our field has come and gone: itself. An empty line stays before a body that begins with a blank and had no header, and the mail's last line may
    /// have got its break.
    private static func leftovers(of mail: [UInt8]) -> [[UInt8]] {
        let plain = ActionPolicy.untouched.applied(to: mail)
        let header = HeaderLines(of: mail)
        let isHeadless = header.fields.isEmpty && header.end < mail.count && (mail[header.end] == 0x20 || mail[header.end] == 0x09)
        let isUnended = header.start == mail.count && plain.last.map { $0 != 0x0A } ?? false
        return [plain] + (isHeadless ? [Array(mail[..<header.start]) + header.lineBreak + mail[header.start...]] : [])
            + (isUnended ? [plain + header.lineBreak] : [])
    }
}
