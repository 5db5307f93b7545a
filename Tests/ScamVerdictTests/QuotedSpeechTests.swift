import Testing

@testable import ScamVerdict

@Suite struct QuotedSpeechTests {
    @Test(arguments: [
        ("He says \"pay\" and \"now\".", ["pay", "now"]), ("„Ich habe Sie gefilmt“, steht da", ["Ich habe Sie gefilmt"]), ("«à» »b«", ["à", "b"]),
        ("彼は「払え」と『今』書いた", ["払え", "今"]), ("it's mine, don't", []), ("a 15\" screen \"a\"", ["a"]), ("＂a＂", ["a"]), ("\"\"", []), ("", []), ("\u{201C}", []),
        ("\"" + String(repeating: "a", count: 700) + "\" and \"b\"", ["b"]),
    ])
    func whatStandsBetweenMarks(_ text: String, _ expected: [String]) {
        let bytes = Array(text.utf8)
        #expect(QuotedSpeech(in: bytes).ranges.map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
    }

    @Test func anyBytes() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                [0x22, 0xC2, 0xAB, 0xE2, 0x80, 0x9C, 0xE3, 0x8C, 0x61].randomElement()! as UInt8
            }
            let ranges = QuotedSpeech(in: bytes).ranges
            #expect(ranges.allSatisfy { !$0.isEmpty && $0.upperBound <= bytes.count })
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
    }
}
