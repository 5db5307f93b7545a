import Foundation
import Testing

@testable import VisibleText

/// The look-alikes seen in perturbed extortion mails (`unicode/extortion-alphabet.txt`, BitAbuse, NAACL 2025), each with the letter
/// that a person reads, decided by eye.
private let read: [(letters: String, characters: String)] = [
    ("a", "À Â Ã Ä Å à á â ã ä å ā ă ą ȧ Ʌ ɑ ʌ Α α А а Ꭺ ἀ ἁ ἇ 𝘼 ˄"),
    ("ae", "æ"),
    ("b", "ƀ Ɓ Ƅ ƅ ʙ Β β В в Ь Ᏼ ᛒ ₿"),
    ("c", "¢ Ç ç ć č Ƈ ϲ Ϲ С с Ꮯ ᴄ 𝘾"),
    ("d", "ď đ ɗ д ԁ ժ Ꭰ 𝘿"),
    ("e", "Ë è é ê ë ē ĕ ė Ę ę ě Ε Е е З ѐ ё ҽ ᴇ € 𝙀"),
    ("f", "ƒ ʄ ḟ"),
    ("g", "ġ ģ ɠ ɡ ɢ Ꮐ"),
    ("h", "ʜ Η Н н ң ҥ һ Ի հ Ꮋ"),
    ("i", "¡ Í Î Ï ì í î ï ĩ ī ĭ İ ı Ǐ ȋ ɩ ɪ Ι ί ι і Ꭵ ᛁ ἰ ἱ ἳ ὶ \u{1F77} ℹ"),
    ("j", "ĵ ʝ ϳ Ј ј յ Ꭻ"),
    ("k", "ķ ĸ ƙ Κ κ К к қ ҡ Ꮶ ᛕ ᴋ ḱ"),
    ("l", "£ ĺ ł ɭ ʟ ӏ Ꮮ"),
    ("m", "ɱ ʍ Μ Ϻ М Ꮇ ᛖ ᴍ ḿ ṁ"),
    ("n", "Ñ ñ ń ň ŉ ŋ ƞ ǹ ɳ ɴ Ν η π и л п ᴨ ᴺ ṅ"),
    ("o", "º Ó Ø ò ó ô õ ö ø ō ŏ ő ȯ Ο ο σ О о Օ օ Ⴍ ᴏ ᴑ ᴼ ὀ ὁ"),
    ("oe", "œ"),
    ("p", "þ Ƿ Ρ ρ Р р ҏ Ꮲ ᴾ ῤ ῥ"),
    ("q", "ԛ գ զ Ⴓ"),
    ("r", "ŕ ŗ Ř ř ɺ ɼ ɾ ʀ г Ꮢ ᚱ ᴦ ᴿ Ṛ 𝙍"),
    ("s", "§ Ś ś Ş ş š ș ʂ Ѕ ѕ Տ Ⴝ Ꮪ ṡ"),
    ("ss", "ß"),
    ("t", "ţ Ť ť Ƭ ț Τ τ Т т Ꭲ 𝙏"),
    ("tc", "ʨ"),
    ("u", "µ Ù Ú Ü ù ú û ü ũ ū ŭ ű ų Ư μ υ џ Ա Ս ս ᴜ ⋃"),
    ("v", "ʋ ν Ѵ ѵ Ꮩ ᴠ"),
    ("w", "ŵ ɯ ω ш щ ѡ ա Ꮃ ᴡ ẁ ẃ ẇ ₩"),
    ("x", "Χ χ Х х ҳ"),
    ("y", "¥ ý Ÿ Ƴ ɣ ʏ Υ γ У у ч Ү ү"),
    ("z", "ż ž Ζ Ꮓ"),
]

private let shared = ProcessInfo.processInfo.environment["UNBLUFF_SHARED"]

struct FoldingAlphabetTests {
    @Test(arguments: read)
    func `a look-alike inside a word is the letter a person reads`(letters: String, characters: String) {
        for character in characters.split(separator: " ") {
            #expect(folded("we\(character)am") == "\nwe\(letters)am\n", "\(character)")
        }
    }

    @Test(.enabled(if: shared != nil, "UNBLUFF_SHARED is not set"))
    func `the list above has every character of the alphabet that is read as a letter`() throws {
        let file = URL(fileURLWithPath: try #require(shared)).appending(path: "vectors/unicode/extortion-alphabet.txt")
        let known = Set(read.flatMap { $0.characters.unicodeScalars })
        let notLetters = Set("¯»¿―".unicodeScalars)
        let alphabet = try String(contentsOf: file, encoding: .utf8).unicodeScalars
        for scalar in alphabet where scalar.value >= 0x80 && !notLetters.contains(scalar) {
            #expect(known.contains(scalar), "\(scalar) U+\(String(scalar.value, radix: 16))")
        }
    }
}

func folded(_ text: String) -> String {
    String(decoding: FoldedText(folding: [UInt8](text.utf8)).bytes, as: UTF8.self)
}
