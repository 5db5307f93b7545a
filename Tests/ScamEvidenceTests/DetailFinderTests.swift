import Testing

@testable import ScamEvidence

@Suite struct DetailFinderTests {
    private func behind(_ text: String, _ detail: PersonalDetail) -> String? {
        let bytes = Array(("cue " + text).utf8)
        var finder = DetailFinder(text: bytes)
        return finder.look(behind: 0..<3, for: detail).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private func before(_ text: String, _ detail: PersonalDetail) -> String? {
        let bytes = Array((text + " cue").utf8)
        var finder = DetailFinder(text: bytes)
        return finder.look(before: bytes.count - 3..<bytes.count, for: detail).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        "+1 202-555-0143", "+12025550143", "(202) 555-0143", "202-555-0143", "202.555.0143", "2025550143", "+44 20 7946 0018", "020 7946 0018",
        "+49 (0) 30 901820",
        "01 99 00 12 34", "+1 *** *** 0143", "202-555-xx43",
    ])
    func phoneNumbers(_ number: String) {
        for frame in [number, "\(number).", "\(number), and", "“\(number)”", ": \(number)\nOr"] { #expect(behind(frame, .phoneNumber) == number, "\(frame)") }
        for frame in [number, "x: \(number)", "I know \(number)", "“\(number)”"] { #expect(before(frame, .phoneNumber) == number, "\(frame)") }
    }

    @Test(arguments: [
        "", "on file", "2024-05-01", "01.02.2024", "12345", "1234567890123456", "48 hours", "1.500,00 EUR", "$500", "*******", "12:30", "192.168.0.1",
        "2025550143@x.example",
        "3daa7ab7451f4215",
    ])
    func noPhoneNumbers(_ text: String) { #expect(behind(text, .phoneNumber) == nil) }

    @Test(arguments: [
        "12 Example Street", "12 Example Street, 10115 Exampletown", "12b Example Rd., London SW1A 1AA", "12 example street", "Beispielstraße 5, 10115 Berlin",
        "Beispielweg 12a", "5 rue de la Petite Poste, 75000 Paris", "ul. Testowa 7/3, 00-950 Warszawa", "Via Esempio 3, 20100 Milano", "ул. Примерная 5",
        "12 Example Lane Apt 4, Springfield 01234", "12 Example Street\n10115 Exampletown",
    ])
    func postalAddresses(_ address: String) {
        for frame in [address, "\(address). Or else", "“\(address)”", ": \(address), and i will"] {
            #expect(behind(frame, .postalAddress) == address, "\(frame)")
        }
        for frame in [address, "i know: \(address)", "“\(address)”"] { #expect(before(frame, .postalAddress) == address, "\(frame)") }
    }

    @Test(arguments: [
        "", "a house", "home", "the street", "48 hours", "12 days and pay", "Berlin", "10115 Berlin", "Example Street", "2 Bitcoin", "1400 USD in Bitcoin",
        "12 Monkeys",
        "fear.", "Paris and you have 2 Days", "10115 Exampletown chat.y4p0",
    ])
    func noPostalAddresses(_ text: String) { #expect(behind(text, .postalAddress) == nil) }

    @Test(arguments: ["alex_placeholder7", "Alex77", "placeholder-name", "AlexExample"])
    func userNames(_ name: String) {
        #expect(behind("\(name), and", .userName) == name)
        #expect(before("i know that \(name)", .userName) == name)
    }

    @Test func aWordIsAUserNameOnlyWhereItIsSetOff() {
        #expect(behind("required", .userName) == nil)
        #expect(behind(": placeholder", .userName) == "placeholder")
    }

    /// Any bytes are survived, and a value lies in the text, where it was looked for.
    @Test func hostileBytes() {
        var generator = SystemRandomNumberGenerator()
        let pieces: [[UInt8]] = ["1", "+", "(", "12 ", "Street", "St. ", ", ", "10115", "\n", "ß", "“", "\u{A0}", "de la ", "*", "x"].map { Array($0.utf8) }
        for _ in 0..<2_000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<40, using: &generator) {
                text +=
                    Int.random(in: 0..<6, using: &generator) == 0
                    ? [UInt8.random(in: 0...255, using: &generator)] : pieces.randomElement(using: &generator) ?? []
            }
            let place = Int.random(in: 0...text.count, using: &generator)
            for detail in PersonalDetail.allCases {
                var finder = DetailFinder(text: text)
                if let value = finder.look(behind: place..<place, for: detail) {
                    #expect(value.lowerBound >= place && value.upperBound <= text.count && !value.isEmpty)
                }
                if let value = finder.look(before: place..<place, for: detail) { #expect(value.lowerBound >= 0 && value.upperBound <= place && !value.isEmpty) }
            }
        }
    }
}
