import Testing

@testable import ChannelKit

@Suite struct LogLineTests {
    /// What a client says may not end the line, begin a field, or move a cursor.
    @Test(arguments: [
        ("4ABC", "4ABC"), ("", "\"\""), ("a b", "\"a b\""), ("a=b", "\"a=b\""), ("x\nlevel=error", "\"x\\u000alevel=error\""), ("\u{1B}[2J", "\"\\u001b[2J\""),
        ("\"", "\"\\\"\""), ("\\", "\"\\\\\""), ("é", "\"\\u00e9\""), ("\u{1F600}", "\"\\ud83d\\ude00\""), ("\u{202E}", "\"\\u202e\""),
    ])
    func text(_ value: String, _ shown: String) {
        let line = LogLine(level: "info", message: "m", fields: [("k", value)])
        #expect(String(decoding: line.text, as: UTF8.self) == "level=info msg=m k=\(shown)\n")
    }

    @Test func json() {
        let line = LogLine(level: "info", message: "not \"examined\"", fields: [("bytes", "12"), ("ms", "nan"), ("queue_id", "4A"), ("x", "a\n")])
        #expect(
            String(decoding: line.json(time: "T"), as: UTF8.self)
                == #"{"time":"T","level":"info","msg":"not \"examined\"","bytes":12,"ms":"nan","queue_id":"4A","x":"a\u000a"}"# + "\n")
    }
}
