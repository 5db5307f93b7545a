internal import EmbeddedData

/// One language's words, by name: `Texts/en.txt` has the names. Rules of writing: docs/wording.md.
public struct AdviceTexts: Sendable {
    /// BCP 47.
    public let language: String
    private let texts: [Substring: Substring]

    /// The languages that advice is written in, as BCP 47 tags, in the order of the alphabet.
    public static let languages: [String] = table.keys.sorted()

    /// `tag` is one of `languages`, in either case, or begins with one (`en-GB`, `de_AT.UTF-8`); nil for any other.
    public init?(language tag: String) {
        let primary = tag.lowercased().prefix { $0 != "-" && $0 != "_" && $0 != "." && $0 != "@" }
        guard let lines = Self.table[String(primary)] else { return nil }
        language = String(primary)
        texts = Dictionary(uniqueKeysWithValues: String(decoding: lines, as: UTF8.self).split(separator: "\n").compactMap(Self.text))
    }

    /// The text of a name; a name that `Texts` does not have gives itself, and a test that fails.
    public subscript(name: String) -> String { texts[name[...]].map(String.init) ?? name }

    /// The text with `{word}` replaced. The words are put in once: what they contain is left alone.
    public subscript(name: String, word: String, replacement: String) -> String {
        self[name].replacing("{\(word)}", with: replacement, maxReplacements: 1)
    }

    /// In lower case: what may not be said to somebody who may be a real victim, as parts of words.
    public var calmingWords: [String] { self["calming-words"].split(separator: ",").map { String($0.drop { $0 == " " }) } }

    package var names: [String] { texts.keys.map(String.init) }

    /// The lines of each language; they are part of the program, so the pointers hold for good.
    nonisolated(unsafe) private static let table: [String: UnsafeBufferPointer<UInt8>] = {
        let embedded = embedded_texts()
        let bytes = UnsafeBufferPointer(start: embedded.bytes, count: embedded.count)
        let heads = bytes.indices.filter { bytes[$0] == UInt8(ascii: "@") && ($0 == 0 || bytes[$0 - 1] == UInt8(ascii: "\n")) }
        var languages: [String: UnsafeBufferPointer<UInt8>] = [:]
        for (head, end) in zip(heads, heads.dropFirst() + [bytes.count]) {
            let name = bytes[(head + 1)..<end].prefix { $0 != UInt8(ascii: "\n") }
            languages[String(decoding: name, as: UTF8.self)] = UnsafeBufferPointer(rebasing: bytes[name.endIndex..<end])
        }
        return languages
    }()

    private static func text(_ line: Substring) -> (Substring, Substring)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return (line[..<colon], line[line.index(colon, offsetBy: 2)...])
    }
}
