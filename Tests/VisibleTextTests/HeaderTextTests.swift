import MailMessage
import Testing

@testable import VisibleText

@Suite struct HeaderTextTests {
    private func subject(_ value: String) -> String {
        let message = Message(parsing: Array("Subject: \(value)\n\n".utf8))
        var text = HeaderText(message: message)
        if let field = message.field(.subject) { text.append(field.valueRange) }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test(
        "encoded words in a row",
        arguments: [
            ("=?utf-8?q?a?= =?utf-8?q?b?= c", "ab c"),
            ("=?utf-8?q?=C3?=\n =?utf-8?q?=A9?=", "é"),
            // Each word begins and ends in ASCII, so two shifts of ISO-2022-JP follow each other.
            ("=?iso-2022-jp?b?GyRCRnwbKEI=?=\n =?iso-2022-jp?b?GyRCS1wbKEI=?=", "日本"),
            // One text in Base64, cut anywhere.
            ("=?utf-8?b?SSBoYWNrZ?= =?utf-8?b?WQg0YLQtdCx0Y8gb2s=?=", "I hacked тебя ok"),
            ("=?utf-8?b?SSBoYWNrZW?= =?utf-8?b?Qg0YLQt?= =?utf-8?b?dCx0Y8gb2s=?=", "I hacked тебя ok"),
            // Without padding, but each whole.
            ("=?utf-8?b?SSBoYWNrZWQ?= =?utf-8?b?IHlvdQ?=", "I hacked you"),
            // Of these only the last shifts back.
            ("=?iso-2022-jp?b?GyRCRnw=?=\n =?iso-2022-jp?b?S1wbKEI=?=", "日本"),
        ])
    func joins(value: String, expected: String) { #expect(subject(value) == expected) }
}
