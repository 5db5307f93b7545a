import ScamEvidence
import Testing

@testable import ScamVerdict
@testable import VictimAdvice

private func verdict(_ outcome: Verdict.Outcome, _ kind: Verdict.Kind? = nil, gaps: [Verdict.Gap] = [], quotesScam: Bool = false) -> Verdict {
    Verdict(outcome: outcome, kind: kind, probability: 0.99, claims: [], reasons: [], model: "", gaps: gaps, quotesScam: quotesScam)
}

private func advice(on verdict: Verdict, quotesSecret: Bool = false, isInDistress: Bool = false, in texts: AdviceTexts = english) -> Advice {
    Advice(on: verdict, needs: .init(quotesSecret: quotesSecret, isInDistress: isInDistress), in: texts)
}

private let english = AdviceTexts(language: "en")!
private let allTexts = AdviceTexts.languages.map { AdviceTexts(language: $0)! }

private let allVerdicts =
    Verdict.Outcome.allCases.map { verdict($0) } + Verdict.Kind.allCases.map { verdict(.otherExtortionScam, $0) }
    + [verdict(.mentionsScam, quotesScam: true), verdict(.nothingFound, gaps: Verdict.Gap.allCases)]

@Suite struct AdviceTests {
    @Test func aScamIsAnsweredInOneSentenceAndOneAction() {
        for verdict in allVerdicts where verdict.outcome.isScam {
            let advice = advice(on: verdict)
            // What may be true all the same comes first.
            let urgent: [Verdict.Kind: String] = [.lockedFiles: "step.locked-files", .violence: "step.violence"]
            let before = verdict.kind.flatMap { urgent[$0] }.map { [$0] } ?? []
            #expect(Array(advice.stepNames.prefix(before.count + 1)) == before + ["step.do-not-pay"])
            #expect(advice.steps[before.count] == "Do not pay. Do not answer.")
            #expect(!advice.steps.contains { $0.contains("Change the password") })
        }
    }

    @Test func whatMayBeTrueIsToldWhateverTheVerdict() {
        let claims: [Claim] = [.violenceThreat, .filesLocked]
        #expect(Advice(on: .mentionsScam, quotesScam: true, claims: claims, in: english).stepNames.prefix(2) == ["step.violence", "step.locked-files"])
        #expect(Advice(on: .nothingFound, claims: claims, in: english).stepNames.first == "step.violence")
        #expect(Advice(on: .nothingFound, in: english).stepNames == ["other.worry", "other.personal"])
    }

    /// Violence comes before all but the danger of self-harm; nobody whose files are locked needs help against pictures.
    @Test func aRealThreatWithoutPicturesHasItsOwnSteps() {
        func steps(_ claims: [Claim], isInDistress: Bool = false) -> [String] {
            Advice(on: .possiblyReal, claims: claims, needs: .init(isInDistress: isInDistress), in: english).stepNames
        }
        #expect(steps([.violenceThreat]).prefix(2) == ["real.violence", "step.helpline"])
        #expect(steps([.violenceThreat], isInDistress: true).prefix(2) == ["step.helpline", "real.violence"])
        #expect(steps([.filesLocked]).first == "step.locked-files")
        #expect(steps([]).last == "real.take-down")
        let others = Advice(on: .possiblyReal, isAboutPictures: false, in: english).stepNames
        #expect(others.prefix(2) == ["step.helpline", "real.tell"] && !others.contains("real.take-down"))
    }

    /// Nobody whose life is threatened is asked about pictures.
    @Test func aThreatOfViolenceHasItsOwnQuestionAndReason() {
        let real = Advice(on: .possiblyReal, isAboutPictures: false, claims: [.violenceThreat], in: english)
        #expect(
            real.headline == english["headline.real-violence"]
                && real.stepNames == ["real.violence", "step.helpline", "real.tell", "real.keep-proof", "real.stop-answering", "real.block"])
        #expect(
            Advice(on: .possiblyReal, isAboutPictures: false, claims: [.violenceThreat, .demandsPayment], in: english).stepNames.contains("real.do-not-pay"))
        let scam = Advice(on: .otherExtortionScam, kind: .violence, in: english)
        #expect(
            scam.stepNames.filter { $0.hasPrefix("step.different") } == ["step.different-violence"]
                && scam.mostUrgent.last == english["step.different-violence"])
        #expect(english.reality(withoutSigns: verdict(.possiblyReal)) == english["relation.unknown"])
    }

    @Test func thePasswordIsOnlySpokenOfWhereOneIsQuoted() {
        #expect(advice(on: verdict(.sextortionScam), quotesSecret: true).steps[1].hasPrefix("Change the password"))
    }

    /// A message that could not be read is not a harmless one.
    @Test func whatWasNotReadIsSaid() {
        let whole = advice(on: verdict(.nothingFound))
        for gap in Verdict.Gap.allCases {
            let advice = advice(on: verdict(.nothingFound, gaps: [gap]))
            #expect(advice.headline != whole.headline)
            #expect(advice.steps.count == whole.steps.count + 1)
        }
    }

    /// Whoever asks about a scam that they got is answered too.
    @Test func aForwardedScamIsAnswered() {
        #expect(advice(on: verdict(.mentionsScam, quotesScam: true)).steps[0].contains("Do not pay"))
    }

    /// Whoever speaks of ending their life hears of help first, whatever else the message is; and so does whoever may be extorted.
    @Test func helpComesBeforeEverythingElse() {
        for texts in allTexts {
            for verdict in allVerdicts { #expect(advice(on: verdict, isInDistress: true, in: texts).steps[0] == texts["step.helpline"]) }
            #expect(advice(on: verdict(.possiblyReal), in: texts).steps[0] == texts["step.helpline"])
            #expect(texts["step.helpline"].contains("findahelpline.com"))
        }
    }
}

@Suite struct AdviceTextsTests {
    /// Whoever may be a real victim must not read that it is nothing, in any language.
    @Test func possiblyRealIsNeverCalledABluff() {
        for texts in allTexts {
            #expect(texts.calmingWords.count >= 4, "\(texts.language)")
            let advice = advice(on: verdict(.possiblyReal), quotesSecret: true, in: texts)
            let relations = RelationalSign.allCases.map(\.rawValue) + ["unknown"]
            let steps = advice.steps + Advice(on: .possiblyReal, claims: [.violenceThreat, .filesLocked], in: texts).steps
            let shown = [advice.headline] + steps + relations.map { texts["relation.\($0)"] } + [texts["verdict.possibly-real"], texts["report.why"]]
            for text in shown.map({ $0.lowercased() }) {
                for word in texts.calmingWords { #expect(!text.contains(word), "\(texts.language): \(word) in \(text)") }
            }
            #expect(advice.explanations.isEmpty)
        }
    }

    /// The page's frame stands around the answer to real victims too.
    @Test func thePageCallsNothingABluff() {
        for texts in allTexts {
            for name in texts.names where name.hasPrefix("page.") && !name.hasPrefix("page.scam.") {
                for word in texts.calmingWords { #expect(!texts[name].lowercased().contains(word), "\(texts.language): \(word) in \(name)") }
            }
        }
    }

    /// The words of the list are the words that the language's other answers use: else it would guard nothing.
    @Test func theCalmingWordsAreThoseInUse() {
        for texts in allTexts {
            let said = texts.names.filter { $0.hasPrefix("headline.") || $0.hasPrefix("claim.") }.map { texts[$0].lowercased() }
            let used = texts.calmingWords.filter { word in said.contains { $0.contains(word) } }
            #expect(used.count >= 2, "\(texts.language)")
        }
    }

    /// Every name that the program asks for is there, in every language, and no text is left in English.
    @Test func everyTextIsThere() {
        for texts in allTexts {
            let asked =
                Claim.allCases.map { "claim.\($0.rawValue)" } + RelationalSign.allCases.map { "relation.\($0.rawValue)" }
                + Verdict.Outcome.allCases.map { "verdict.\($0.rawValue)" }
                + Verdict.Kind.allCases.flatMap { ["kind.\($0.rawValue)", "headline.\($0.rawValue)"] }
                + Verdict.Gap.allCases.map { "gap.\($0.rawValue)" }
            for name in asked { #expect(texts[name] != name, "\(texts.language): \(name)") }
            for verdict in allVerdicts {
                let advice = advice(on: verdict, quotesSecret: true, in: texts)
                for text in [advice.headline] + advice.steps {
                    #expect(text.contains(where: { $0 == " " || $0.unicodeScalars.first!.value > 0x2E80 }), "\(text)")
                }
            }
            guard texts.language != "en" else { continue }
            for name in texts.names where name != "calming-words" && !["report.", "verdict.", "kind.", "certainty."].contains(where: name.hasPrefix) {
                // "Police" is a word of many languages; a sentence is one of one.
                let isLabel = name.hasPrefix("page.") && !english[name].contains(".")
                #expect(isLabel || texts[name] != english[name], "\(texts.language): \(name)")
            }
        }
    }

    /// docs/wording.md: no sentence is longer than 25 words (or 75 characters where none are set apart), none ends with an exclamation mark.
    @Test func sentencesAreShortAndCalm() {
        for texts in allTexts {
            for name in texts.names where name != "calming-words" {
                #expect(!texts[name].contains { "!！¡".contains($0) }, "\(texts.language): \(name)")
                for sentence in texts[name].split(separator: #/[.?:;。？：؟] ?/#) {
                    let isUnspaced = ["ja", "zh"].contains(texts.language)
                    #expect(isUnspaced ? sentence.count <= 75 : sentence.split(separator: " ").count <= 25, "\(texts.language): \(sentence)")
                }
            }
        }
    }

    @Test(arguments: [
        ("en", "en"), ("en-GB", "en"), ("EN", "en"), ("en_GB.UTF-8", "en"), ("xx", nil), ("", nil), ("english", nil), ("C", nil),
    ])
    func languages(_ tag: String, _ language: String?) { #expect(AdviceTexts(language: tag)?.language == language) }
}
