import ScamEvidence
import Testing

@testable import ScamVerdict
@testable import VictimAdvice

private func verdict(_ outcome: Verdict.Outcome, _ kind: Verdict.Kind? = nil, gaps: [Verdict.Gap] = [], quotesScam: Bool = false) -> Verdict {
    Verdict(outcome: outcome, kind: kind, probability: 0.99, claims: [], reasons: [], gaps: gaps, quotesScam: quotesScam)
}

private let allVerdicts =
    Verdict.Outcome.allCases.map { verdict($0) } + Verdict.Kind.allCases.map { verdict(.otherExtortionScam, $0) }
    + [verdict(.mentionsScam, quotesScam: true), verdict(.nothingFound, gaps: Verdict.Gap.allCases)]

@Suite struct AdviceTests {
    /// Whoever may be a real victim must not read that it is nothing.
    @Test func possiblyRealIsNeverCalledABluff() throws {
        for quotesSecret in [true, false] {
            let advice = try #require(Advice(on: verdict(.possiblyReal), quotesSecret: quotesSecret))
            let text = ([advice.headline] + advice.steps).joined(separator: " ").lowercased()
            for word in ["bluff", "fake", "harmless", "scam", "hoax", "nothing to worry", "almost certainly", "guess"] {
                #expect(!text.contains(word), "\(word)")
            }
            #expect(advice.explanations.isEmpty)
        }
    }

    @Test func aScamIsAnsweredInOneSentenceAndOneAction() throws {
        for verdict in allVerdicts where [.sextortionScam, .otherExtortionScam].contains(verdict.outcome) {
            let advice = try #require(Advice(on: verdict, quotesSecret: false))
            #expect(advice.steps.first == "Do not pay. Do not answer.")
            #expect(!advice.steps.contains { $0.contains("Change the password") })
        }
    }

    @Test func thePasswordIsOnlySpokenOfWhereOneIsQuoted() throws {
        let advice = try #require(Advice(on: verdict(.sextortionScam), quotesSecret: true))
        #expect(advice.steps[1].hasPrefix("Change the password"))
    }

    /// A message that could not be read is not a harmless one.
    @Test func whatWasNotReadIsSaid() throws {
        let whole = try #require(Advice(on: verdict(.nothingFound), quotesSecret: false))
        for gap in Verdict.Gap.allCases {
            let advice = try #require(Advice(on: verdict(.nothingFound, gaps: [gap]), quotesSecret: false))
            #expect(advice.headline != whole.headline)
            #expect(advice.steps.count == whole.steps.count + 1)
        }
    }

    /// Whoever asks about a scam that they got is answered too.
    @Test func aForwardedScamIsAnswered() throws {
        let advice = try #require(Advice(on: verdict(.mentionsScam, quotesScam: true), quotesSecret: false))
        #expect(advice.steps[0].contains("Do not pay"))
    }

    /// docs/wording.md: no sentence is longer than 25 words, none ends with an exclamation mark.
    @Test func sentencesAreShortAndCalm() throws {
        var sentences: [String] = Claim.allCases.map { AdviceTexts.english.explanation($0) }
        for verdict in allVerdicts {
            let advice = try #require(Advice(on: verdict, quotesSecret: true))
            sentences += [advice.headline] + advice.steps
        }
        for text in sentences {
            #expect(!text.contains("!"))
            for sentence in text.split(separator: #/[.?:] /#) { #expect(sentence.split(separator: " ").count <= 25, "\(sentence)") }
        }
    }

    @Test(arguments: [("en", true), ("en-GB", true), ("EN", true), ("xx", false), ("", false), ("english", false)])
    func languages(_ tag: String, _ isKnown: Bool) {
        #expect((Advice(on: verdict(.nothingFound), quotesSecret: false, language: tag) != nil) == isKnown)
    }
}
