import Testing

@testable import SenderGuard

@Suite struct BodyFingerprintTests {
    private static let letter = """
        Dear all, the canteen will be closed from Monday to Wednesday, as the kitchen gets a new floor. Lunch can be had in the building across the
        street, where our cards are taken as well. Please tell the office until Friday if you need a vegetarian meal, so that nobody has to go without.
        We are sorry for the trouble and thank you for your patience. With kind regards from the people of the house who look after the building.
        """
    private static let other = """
        Hello, I send you the minutes of the last meeting as promised. We talked about the budget of the coming year, about who takes over the library,
        and about the summer party, which most would like to have by the lake again. Could you look over the part about the budget, and tell me whether
        the figures are those we agreed on? I would like to send the paper to everybody on Thursday, and then forget about it until autumn. Best wishes.
        """

    private static func distance(_ one: String, _ other: String) -> Int {
        (BodyFingerprint.of(Array(one.utf8))! ^ BodyFingerprint.of(Array(other.utf8))!).nonzeroBitCount
    }

    @Test(arguments: [
        "Dear Anna Miller, your code is 1234-77. " + letter, letter.replacing("Monday", with: "Tuesday"), letter.uppercased(),
        letter.replacing(" ", with: "\n  "), "Anna! " + letter + " https://example.com/x?u=17 anna@example.org",
    ])
    func copiesAreNear(_ copy: String) {
        #expect(Self.distance(Self.letter, copy) <= BodyFingerprint.nearBits)
    }

    @Test func othersAreFar() {
        #expect(Self.distance(Self.letter, Self.other) > BodyFingerprint.nearBits + 4)
        // Sentences of both, shuffled: letters that share a greeting and a signature stay apart.
        let words = (Self.letter + Self.other).split(whereSeparator: \.isWhitespace)
        var random = SmallRandom(5)
        var prints: [UInt64] = []
        for _ in 0..<40 {
            let text = "Dear all, " + (0..<60).map { _ in String(words[random.below(words.count)]) }.joined(separator: " ") + " With kind regards, Anna"
            prints.append(BodyFingerprint.of(Array(text.utf8))!)
        }
        for (index, one) in prints.enumerated() {
            for two in prints[(index + 1)...] { #expect((one ^ two).nonzeroBitCount > BodyFingerprint.nearBits) }
        }
    }

    @Test func shortTextsHaveNone() {
        #expect(BodyFingerprint.of(Array("Thank you, see you on Monday.".utf8)) == nil)
        #expect(BodyFingerprint.of([]) == nil)
        #expect(BodyFingerprint.of([UInt8](repeating: 0x61, count: 100_000)) == nil)
        #expect(BodyFingerprint.of([UInt8](repeating: 0x20, count: 100_000)) == nil)
    }
}
