import ModelTraining

extension Evasion {
    private enum Place: String, CaseIterable { case before, between, after }

    static let hidden: [Evasion] = [1, 5].flatMap { times in
        Place.allCases.map { place in
            Evasion(name: "hidden harmless text, \(times) times as much, \(place.rawValue)") { letter, random in
                let lines = letter.text.split(separator: "\n", omittingEmptySubsequences: false)
                let filler = { (length: Int, random: inout SplitMix) -> String in
                    var text = ""
                    while text.utf8.count < length { text += sentences.randomElement(using: &random)! + " " }
                    return hiding.randomElement(using: &random)!.replacing("…", with: text)
                }
                let whole = letter.text.utf8.count * times
                switch place {
                case .before: return letter.html(filler(whole, &random) + Letter.escaped(letter.text))
                case .after: return letter.html(Letter.escaped(letter.text) + filler(whole, &random))
                case .between: return letter.html(lines.map { filler(whole / lines.count, &random) + Letter.escaped($0) + "<br>" }.joined(separator: "\n"))
                }
            }
        }
    }

    private static let hiding = [
        "<div style=\"display:none\">…</div>", "<div style=\"font-size:0px\">…</div>", "<div style=\"color:#ffffff\">…</div>",
        "<div style=\"height:0;overflow:hidden\">…</div>", "<div hidden>…</div>", "<div style=\"opacity:0\">…</div>",
    ]

    private static let sentences = [
        "The library opens at nine and closes at six.", "Thank you for your order, it will be sent on Monday.", "Our newsletter tells you about new books.",
        "The weather was fine, and we walked along the river.", "Please find the minutes of the meeting below.", "The committee will meet again in spring.",
    ]
}
