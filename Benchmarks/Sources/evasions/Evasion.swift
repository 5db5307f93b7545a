import ModelTraining
import ScamVerdict

/// A way in which senders disguise a text from filters while people still read it.
struct Evasion: Sendable {
    let name: String
    /// The share that has to be recognised all the same.
    var least = 0.98
    /// The disguised mail; nil where the way does not apply to the letter.
    let disguise: @Sendable (Letter, inout SplitMix) -> [UInt8]?

    var seed: UInt64 { FNV1a(name.utf8).value }

    static let all: [Evasion] = letters + words + lines + hidden + encodings + addresses + pictures

    /// A plain mail with the text, and the subject, changed.
    static func text(_ name: String, least: Double = 0.98, _ change: @escaping @Sendable (String, inout SplitMix) -> String) -> Evasion {
        Evasion(name: name, least: least) { letter, random in
            var letter = letter
            letter.text = letter.sparing { change($0, &random) }
            letter.subject = change(letter.subject, &random)
            return letter.plainMail
        }
    }

    /// An HTML mail with markup put into the text, which is escaped before.
    static func html(_ name: String, _ change: @escaping @Sendable (String, inout SplitMix) -> String) -> Evasion {
        Evasion(name: name) { letter, random in letter.html("<p>" + change(letter.text, &random) + "</p>") }
    }
}

extension Letter {
    /// The text with all but the payment addresses changed: whoever wants to be paid leaves them readable.
    func sparing(_ change: (String) -> String) -> String {
        var pieces = [(text: text, isAddress: false)]
        for address in addresses {
            pieces = pieces.flatMap { piece -> [(text: String, isAddress: Bool)] in
                guard !piece.isAddress, let range = piece.text.firstRange(of: address) else { return [piece] }
                return [(String(piece.text[..<range.lowerBound]), false), (address, true), (String(piece.text[range.upperBound...]), false)]
            }
        }
        return pieces.map { $0.isAddress ? $0.text : change($0.text) }.joined()
    }
}

/// Calls `change` for each word; white space stays.
func mapWords(_ text: String, _ change: (String) -> String) -> String {
    var result = ""
    var word = ""
    for character in text {
        if character.isWhitespace {
            if !word.isEmpty { result += change(word) }
            word = ""
            result.append(character)
        } else {
            word.append(character)
        }
    }
    return word.isEmpty ? result : result + change(word)
}

/// Puts something behind letters, each with the same chance.
func insert(_ signs: [String], behindLettersOf text: String, _ chance: Double, _ random: inout SplitMix) -> String {
    var result = ""
    for character in text {
        result.append(character)
        if character.isLetter, random.happens(chance) { result += signs.randomElement(using: &random)! }
    }
    return result
}
