import MailMessage
import Testing
import VisibleText

@testable import Examination

@Suite struct SubjectPrefixTests {
    @Test(arguments: [
        ("[scam]", " hello", "[scam] hello"), ("[scam]", "", "[scam]"), ("", "hello", "hello"), ("[scam]", " [scam] hello", "[scam] hello"),
        ("[scam]", "[scam]mer", "[scam] [scam]mer"), ("[scam]", " =?utf-8?Q?h=C3=A9?=\r\n =?utf-8?Q?llo?=", "[scam] =?utf-8?Q?h=C3=A9?=\r\n =?utf-8?Q?llo?="),
        ("Vorsicht: Erpressung", " h\u{E9}llo \t", "Vorsicht: Erpressung h\u{E9}llo"),
        // Between two encoded words no white space is shown: it goes into the first.
        ("[\u{FC}]", " hello", "=?utf-8?B?W8O8XQ==?= hello"), ("[\u{FC}]", " =?utf-8?Q?hello?=", "=?utf-8?B?W8O8XSA=?= =?utf-8?Q?hello?="),
        ("[a=?b]", " hello", "=?utf-8?B?W2E9P2Jd?= hello"), ("a\r\nX: y", " hello", "aX: y hello"),
        ("[scam]", " " + String(repeating: "x", count: 70), "[scam]\r\n " + String(repeating: "x", count: 70)),
        ("[scam]", " " + String(repeating: "x", count: 62), "[scam] " + String(repeating: "x", count: 62)),
        ("[scam]", " " + String(repeating: "x", count: 70) + "\n\ty", "[scam]\n " + String(repeating: "x", count: 70) + "\n\ty"),
    ])
    func values(_ prefix: String, _ old: String, _ expected: String) {
        let value = SubjectPrefix.value(prefix, before: Array(old.utf8))
        #expect(String(decoding: value, as: UTF8.self) == expected)
        #expect(SubjectPrefix.value(prefix, before: value) == value || !EncodedText.isPlain(prefix) || prefix.contains("\r"))
    }

    /// What a person sees is the prefix, a space, and the subject as it was.
    @Test(arguments: ["[scam]", "[Erpressung \u{FC}]", String(repeating: "\u{8A50}\u{6B3A}", count: 40)], Fixture.all)
    func everySubjectReadsAsBefore(_ prefix: String, _ fixture: Fixture) {
        let before = subject(fixture.bytes)
        let changed = Action(subjectPrefix: prefix).applied(to: fixture.bytes)
        #expect(subject(changed) == (before.isEmpty ? prefix : prefix + " " + before))
    }

    /// White space in a row counts as one: folds may be anywhere.
    private func subject(_ bytes: [UInt8]) -> String {
        let reading = Reading(of: Message(parsing: bytes))
        let text = reading.sections.first { $0.place == .subject && $0.part == 0 }.map { String(decoding: $0.text, as: UTF8.self) } ?? ""
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
