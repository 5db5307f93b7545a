import FoundationEssentials
import Testing
import VictimAdvice

@testable import Examination

/// The writer gives the bytes of FoundationEssentials' encoder, with escapes for what a terminal obeys.
@Suite struct JSONTextTests {
    @Test(arguments: Fixture.all)
    func recordIsAsTheEncoderHasIt(_ fixture: Fixture) throws {
        for language in ["en", "ar"] {
            let record = CaseRecord(Examiner().examine(mail: fixture.bytes), name: "a/ä\"\u{7}.eml", index: 3, texts: AdviceTexts(language: language)!)
            #expect(String(decoding: record.json, as: UTF8.self) == (try Self.encoded(record)))
        }
    }

    @Test func textsAndProblems() throws {
        let text = Examiner().examine(text: Array("I recorded you. Pay 0.5 BTC or I send the video to your friends, 4\u{200E}8 hours.".utf8))
        let record = CaseRecord(text, name: "-", index: 0, texts: AdviceTexts(language: "en")!)
        #expect(String(decoding: record.json, as: UTF8.self) == (try Self.encoded(record)))
        let problem = ErrorRecord(name: "x/\u{202E}y", index: 12, error: "the file is \"empty\"")
        #expect(String(decoding: problem.json, as: UTF8.self) == (try Self.encoded(problem)))
    }

    @Test func everyCharacter() throws {
        let scalars =
            (0...0x30FF).compactMap(Unicode.Scalar.init) + [0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF, 0x1F600, 0x10FFFF].compactMap(Unicode.Scalar.init)
        for scalar in scalars {
            // Also at the ends, and beside another of its kind.
            for text in ["\(scalar)", "a\(scalar)b", "\(scalar)\(scalar)"] {
                #expect(Self.written { $0.string(text) } == (try Self.encoded(text)), "U+\(String(scalar.value, radix: 16))")
            }
        }
        #expect(Self.written { $0.string("") } == "\"\"")
    }

    @Test func numbers() throws {
        for number in [0, 1, 9, 10, 11, -1, 1_234_567, .max, .min] { #expect(Self.written { $0.number(number) } == "\(number)") }
        for number in [0, 1, -1, 0.5, 0.9992, 1.8, -12.25, 0.0001, -0.0001, 123_456.789, 100, 2.5e-7, 1e17] as [Double] {
            #expect(Self.written { $0.number(number) } == (try Self.encoded(number)))
        }
        for place in 0...10_000 { #expect(Self.written { $0.number(Double(place) / 10_000) } == (try Self.encoded(Double(place) / 10_000))) }
    }

    private static func written(_ write: (inout JSONText) -> Void) -> String {
        var text = JSONText()
        write(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = String(decoding: try encoder.encode(value), as: UTF8.self)
        var safe = ""
        for scalar in line.unicodeScalars {
            switch scalar.value {
            case 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                let digits = String(scalar.value, radix: 16)
                safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
