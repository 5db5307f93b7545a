import ModelTraining

extension Evasion {
    static let words: [Evasion] =
        [
            .text("words split by spaces") { text, random in
                mapWords(text) { $0.count >= 4 && random.happens(0.5) ? $0.map(String.init).joined(separator: " ") : $0 }
            },
            .html("words split by empty tags") { text, random in
                mapWords(text) { insertMarkup(["<b></b>", "<span></span>", "<!-- -->"], $0, &random) }
            },
            .html("words split by hidden spans") { text, random in
                mapWords(text) {
                    insertMarkup(
                        [
                            "<span style=\"display:none\">qx</span>", "<i style=\"font-size:0\">zu</i>",
                            "<font style=\"visibility:hidden;display:none\">w</font>",
                        ], $0, &random)
                }
            },
        ]
        + [0.1, 0.2, 0.3].map { share in
            .text("words replaced by others, \(Int(share * 100)) %", least: share > 0.25 ? 0.9 : 0.98) { text, random in
                mapWords(text) { random.happens(share) ? otherWords.randomElement(using: &random)! : $0 }
            }
        }
        + [
            .text("sentences shuffled") { text, random in
                var sentences: [String] = []
                var sentence = ""
                for character in text {
                    sentence.append(character)
                    if ".!?。！？\n".contains(character) {
                        sentences.append(sentence)
                        sentence = ""
                    }
                }
                sentences.append(sentence)
                sentences.shuffle(using: &random)
                return sentences.map { $0.hasSuffix("\n") ? $0 : $0 + " " }.joined()
            }
        ]

    private static func insertMarkup(_ markup: [String], _ word: String, _ random: inout SplitMix) -> String {
        word.enumerated().map { index, letter in
            let tag = index > 0 && random.happens(0.3) ? markup.randomElement(using: &random)! : ""
            return tag + Letter.escaped(String(letter))
        }.joined()
    }

    private static let otherWords = [
        "garden", "maybe", "window", "Tuesday", "green", "slowly", "paper", "the", "about", "river", "kitchen", "almost", "seven", "under", "station", "music",
    ]
}
