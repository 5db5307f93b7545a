import MailMessage
import ScamEvidence
import ScamVerdict
import Testing
import VisibleText

@testable import ModelTraining

private func labelled(_ text: String, _ label: LabelledCase.Label, language: String = "en", template: String = "") -> LabelledCase {
    let message = Message(text: Array(text.utf8))
    let reading = Reading(of: message)
    let features = CaseFeatures(of: Evidence.collect(from: reading, of: message).evidence, in: reading, of: message)
    return LabelledCase(features: features, wording: features.wording, label: label, language: language, template: template, source: text, isFixture: true)
}

private let cases: [LabelledCase] =
    (1...8).flatMap { number in
        [
            labelled("I recorded you, pay \(number)00 USD in bitcoin or I send the video to your contacts.", .sextortionScam, template: "T\(number % 4)"),
            labelled("We had a video call and you sent me pictures number \(number). Pay or I send them to your sister.", .possiblyReal),
            labelled("Scammers claim that they recorded you. Do not pay, report it to us. \(number)", .mentionsScam),
            labelled("The meeting was recorded, you find the video number \(number) here.", .nothingFound),
        ]
    }

@Suite struct TrainerTests {
    private static let model = Trainer.train(cases, name: "x", recipe: "")

    @Test func theSameCasesGiveTheSameBytes() {
        let first = Self.model.serialized
        #expect(first == Trainer.train(cases, name: "x", recipe: "").serialized)
        #expect(first != Trainer.train(cases.dropLast(4), name: "x", recipe: "").serialized)
    }

    @Test func whatIsDifferentIsTold() {
        for labelled in cases { #expect(labelled.label.accepts(Chances(labelled.features, Self.model).outcome), "\(labelled.source)") }
    }

    /// A template that is left out is judged by a model that never saw it.
    @Test func whatIsLeftOutIsNotLearnt() {
        let odd = labelled("Zyxwv qwertz recorded you, pay 900 USD in bitcoin or I send the video to your contacts.", .sextortionScam, template: "odd")
        let chances = CrossValidation.chances(of: [odd], training: cases + [odd], dividedBy: .template)
        let other = CrossValidation.chances(of: [odd], training: cases + [odd, odd], dividedBy: .template)
        // Calibration sees all cases: it may move the last digits.
        #expect(abs(chances[0].scam - other[0].scam) < 0.001)
        #expect(chances.first?.outcome == .sextortionScam)
    }

    @Test(arguments: CrossValidation.Division.allCases)
    func aPartHoldsItsLike(_ division: CrossValidation.Division) {
        for (one, other) in zip(cases, cases.dropFirst(16)) where one.template == other.template && one.label == other.label && !one.template.isEmpty {
            #expect(division.part(of: one) == division.part(of: other))
        }
    }
}

@Suite struct MeasureTests {
    @Test func wilsonsInterval() {
        let interval = Share(hits: 9, count: 10).interval
        #expect(abs(interval.lowerBound - 0.596) < 0.001 && abs(interval.upperBound - 0.982) < 0.001)
        #expect(Share(hits: 0, count: 0).interval == 0...1)
    }

    @Test func perfectProbabilitiesHaveNoCalibrationError() {
        let certain = (0..<300).map { (probability: $0 % 2 == 0 ? 1.0 : 0.0, isPositive: $0 % 2 == 0) }
        #expect(Reliability(certain).expectedCalibrationError == 0)
        let wrong = (0..<300).map { _ in (probability: 0.9, isPositive: false) }
        #expect(abs(Reliability(wrong).expectedCalibrationError - 0.9) < 1e-9)
        #expect(Reliability(certain).bins.count == 15)
        #expect(Reliability([]).expectedCalibrationError == 0)
    }

    @Test func macroSharesCountAlike() {
        let macro = MacroShare([Share(hits: 100, count: 100), Share(hits: 0, count: 1)])
        #expect(macro.value == 0.5)
        #expect(macro.interval.contains(0.5))
    }
}
