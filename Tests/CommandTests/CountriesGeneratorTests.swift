import Foundation
import Testing

/// What `script/generate/countries` refuses: whoever mends the file is told which line is wrong.
@Suite struct CountriesGeneratorTests {
    private static let good = """
        # a comment
        country: BE
        english: Belgium

        point: helpline
        name: Somebody
        phone: 0800 32 123
        source: https://example.org/page
        checked: 2026-11-26 copy
        point: emergency
        phone: 112
        source: https://example.org
        checked: 2026-11-26
        """

    private func generate(_ text: String) throws -> (result: Command.Result, table: String?) {
        try withTemporaryFolder { folder in
            let input = folder.appending(path: "countries.txt")
            let output = folder.appending(path: "countries.bin")
            try Data(text.utf8).write(to: input)
            let script = Command.root.appending(path: "script/generate/countries").path
            let result = try Command.shell("exec python3 \"$1\" \"$2\" \"$3\"", [script, output.path, input.path])
            return (result, try? String(contentsOf: output, encoding: .utf8))
        }
    }

    @Test func whatIsGoodIsTakenWithoutComments() throws {
        let (result, table) = try generate(Self.good)
        #expect(result.status == 0 && result.error.isEmpty)
        #expect(table?.hasPrefix("country: BE\nenglish: Belgium\npoint: helpline\nname: Somebody\n") == true)
        #expect(table?.contains("#") == false)
    }

    @Test(arguments: [
        ("country: BE", "country: Belgium", 2, "no country"),
        ("english: Belgium", "english Belgium", 3, "not 'key: value'"),
        ("english: Belgium", "capital: Brussels", 3, "not 'key: value'"),
        ("english: Belgium", "own: België", 2, "name in English"),
        ("point: helpline", "point: friend", 5, "no point"),
        ("name: Somebody", "note: always-open", 5, "no name"),
        ("name: Somebody", "english: Belgium", 6, "belongs to a country"),
        ("phone: 0800 32 123", "phone: 0800 CALL", 7, "no phone"),
        ("phone: 0800 32 123", "phone: 1", 7, "digits"),
        ("phone: 0800 32 123", "phone: 0800 1234 5678 9012 34", 7, "digits"),
        ("phone: 0800 32 123", "phone: 0800\u{a0}32\u{a0}123", 7, "no phone"),
        ("phone: 0800 32 123", "phone: ٠٨٠٠", 7, "no phone"),
        ("phone: 0800 32 123", "mail: somebody", 7, "no mail"),
        ("phone: 0800 32 123", "web: http://example.org", 7, "no web"),
        ("phone: 0800 32 123", "web: https://somebody@example.org", 7, "no web"),
        ("phone: 0800 32 123", "web: javascript:alert(1)", 7, "no web"),
        ("phone: 0800 32 123", "note: always-open", 5, "reached by none"),
        ("phone: 0800 32 123", "note: sometimes", 7, "no note"),
        ("source: https://example.org/page", "speaks: French", 8, "no speaks"),
        ("source: https://example.org/page", "note: police", 5, "no source"),
        ("source: https://example.org/page", "source: a friend", 8, "no source"),
        ("checked: 2026-11-26 copy", "checked: today", 9, "no checked"),
        ("checked: 2026-11-26 copy", "checked: 2026-02-30", 9, "no day"),
        ("checked: 2026-11-26 copy", "checked: 9999-01-01", 9, "still to come"),
        ("checked: 2026-11-26 copy", "name: Somebody else", 9, "in line 6 already"),
        ("point: emergency", "country: BE", 10, "in line 2 already"),
        ("# a comment", "point: helpline", 1, "before any country"),
    ])
    func aMistakeIsToldWithItsLine(_ line: String, _ replacement: String, _ number: Int, _ words: String) throws {
        #expect(Self.good.contains(line))
        let (result, table) = try generate(Self.good.replacing(line, with: replacement, maxReplacements: 1))
        #expect(result.status == 1 && table == nil)
        #expect(result.error.contains("countries.txt:\(number): ") && result.error.contains(words), "\(result.error)")
    }

    @Test func whatNobodyHasLookedAtForLongIsWarnedOf() throws {
        let (result, table) = try generate(Self.good.replacing("2026-11-26 copy", with: "2020-01-01"))
        #expect(result.status == 0 && table != nil)
        #expect(result.error.contains("countries.txt:9: warning: nobody has looked at this"))
    }
}
