extension Evasion {
    static let letters: [Evasion] =
        [0.1, 0.3, 1].map { share in
            .text("look-alikes, \(Int(share * 100)) % of letters") { text, random in
                String(text.map { letter in random.happens(share) ? lookAlikes[letter]?.randomElement(using: &random) ?? letter : letter })
            }
        }
        + [0.1, 0.3].map { share in
            .text("zero-width characters, \(Int(share * 100)) %") { insert(["\u{200B}", "\u{200C}", "\u{2060}", "\u{FEFF}"], behindLettersOf: $0, share, &$1) }
        }
        + [
            .text("combining marks, 30 %") { insert(["\u{301}", "\u{307}", "\u{323}", "\u{335}"], behindLettersOf: $0, 0.3, &$1) },
            .text("soft hyphens, 30 %") { insert(["\u{AD}"], behindLettersOf: $0, 0.3, &$1) },
            .text("character references in plain text, 30 %") { text, random in
                text.unicodeScalars.map { $0.properties.isAlphabetic && random.happens(0.3) ? "&#\($0.value);" : String($0) }.joined()
            },
            .text("leetspeak, half of the letters") { text, random in
                String(text.map { letter in random.happens(0.5) ? leet[letter.lowercased().first ?? letter] ?? letter : letter })
            },
            .text("random case") { text, random in text.map { random.happens(0.5) ? $0.uppercased() : $0.lowercased() }.joined() },
            .text("foreign filler between letters") { text, random in
                // Among letters of their own script a person could not tell them apart.
                let filler = foreignLetters.filter { !$0.contains { text.contains($0) } }.randomElement(using: &random)!
                return mapWords(text) { word in word.count < 4 ? word : insert(filler, behindLettersOf: word, 0.4, &random) }
            },
        ]

    /// Letters of other scripts that a person reads as the letter, or the other way round for Cyrillic texts.
    private static let lookAlikes: [Character: [Character]] = {
        var table: [Character: [Character]] = [
            "a": ["а", "ɑ"], "b": ["Ь"], "c": ["с", "ϲ"], "d": ["ԁ"], "e": ["е", "ҽ"], "g": ["ɡ"], "h": ["һ"], "i": ["і", "ı"], "j": ["ј"], "k": ["κ", "к"],
            "l": ["ӏ", "ⅼ"], "m": ["м", "ⅿ"], "n": ["ո", "п"], "o": ["о", "ο", "օ"], "p": ["р", "ρ"], "q": ["ԛ"], "r": ["г", "ᴦ"], "s": ["ѕ"], "t": ["т", "τ"],
            "u": ["ս", "υ"], "v": ["ѵ", "ν"], "w": ["ѡ", "ԝ"], "x": ["х", "ⅹ"], "y": ["у", "γ"], "z": ["ᴢ"],
            "A": ["А", "Α"], "B": ["В", "Β"], "C": ["С"], "E": ["Е", "Ε"], "H": ["Н", "Η"], "I": ["І", "Ι"], "K": ["К", "Κ"], "M": ["М", "Μ"], "N": ["Ν"],
            "O": ["О", "Ο"], "P": ["Р", "Ρ"], "S": ["Ѕ"], "T": ["Т", "Τ"], "X": ["Х", "Χ"], "Y": ["Υ"], "Z": ["Ζ"],
        ]
        for (cyrillic, latin) in zip("аеорсху", "aeopcxy") { table[cyrillic] = [latin] }
        return table
    }()

    private static let leet: [Character: Character] = ["a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"]

    /// Letters that no word of the text around is made of.
    private static let foreignLetters: [[String]] = [["ж", "щ", "ы", "э"], ["ก", "ข", "ด"], ["ק", "ש", "ת"], ["中", "文", "字"], ["ა", "ბ", "დ"]]
}
