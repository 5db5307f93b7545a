import MailMessage
import ScamEvidence
import Testing
import VisibleText

@testable import ScamVerdict

private func features(_ text: String) -> CaseFeatures {
    let message = Message(text: Array(text.utf8))
    let reading = Reading(of: message)
    return CaseFeatures(of: Evidence.collect(from: reading, of: message).evidence, in: reading, of: message)
}

@Suite struct ModelFileTests {
    private let model = VerdictModel.embedded

    @Test func theProgramHasATrainedModel() {
        #expect(model.name != VerdictModel.untrained.name, "run script/generate/model")
        #expect(model.serialized.count <= 2_000_000)
        #expect(model.recipe.contains("messages"))
    }

    @Test func whatIsWrittenIsReadBack() throws { #expect(try VerdictModel(reading: model.serialized) == model) }

    /// Wherever a byte is changed, the file is refused; and wherever it is cut.
    @Test func aDamagedFileIsRefused() {
        let bytes = model.serialized
        for place in Array(0..<64) + Array(stride(from: 64, to: bytes.count, by: 16_411)) + [bytes.count - 1] {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(throws: VerdictModel.Problem.self) { try VerdictModel(reading: damaged) }
            #expect(throws: VerdictModel.Problem.self) { try VerdictModel(reading: Array(bytes.prefix(place))) }
        }
    }

    @Test func anotherFormatIsNamed() {
        var bytes = model.serialized
        bytes[4] = 9
        #expect(throws: VerdictModel.Problem.otherFormat(9)) { try VerdictModel(reading: bytes) }
        #expect(throws: VerdictModel.Problem.notAModel) { try VerdictModel(reading: Array("From: a@example.org\n\nHello".utf8)) }
    }

    /// A claim of the sender can speak for a scam only, and words about scams against one only, whatever the training mails were.
    @Test func theWeightsMeanWhatTheySay() {
        let scam = model.weights[VerdictModel.Question.scam.rawValue]
        let real = model.weights[VerdictModel.Question.real.rawValue]
        for (index, feature) in Feature.all.enumerated() {
            switch feature {
            case .claim: #expect(scam.features[index] >= 0, "\(feature.name)")
            case .context: #expect(scam.features[index] <= 0, "\(feature.name)")
            case .relation: #expect(real.features[index] >= 0, "\(feature.name)")
            case .structure: break
            }
        }
    }
}

@Suite struct WordingTests {
    private static let scam = "I recorded you with your webcam. Pay 500 USD in bitcoin or I send it to your friends. "

    /// What tells one mail from another, and no scam from other mail, is not seen.
    @Test(arguments: [
        "1111111111111111111114oLvT2", "bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq9e75rs", "2026", "900", "example.com", "placeholder", "x1y2z3",
        "averyveryveryveryveryverylongtokenofsomekind",
    ])
    func markersAreMasked(_ marker: String) { #expect(features(Self.scam + marker).wording == features(Self.scam).wording) }

    /// A list's or an archive's footer is no part of what the sender says; nor is a signature.
    @Test(arguments: ["\n_______________________________________________\nusers mailing list\nunsubscribe here\n", "\n-- \nsome signature\n"])
    func footersAreLeftOut(_ footer: String) { #expect(features(Self.scam + footer).wording == features(Self.scam).wording) }

    /// The words of a short mail are read, as phrases may know none of them.
    @Test func longHarmlessMailIsNotReadForItsWording() {
        let mail = "See you at noon. The weather is fine. "
        #expect(!features(mail).wording.buckets.isEmpty)
        #expect(features(String(repeating: mail, count: 50)).wording.buckets.isEmpty)
    }

    /// A few words say little, whatever they are.
    @Test(arguments: [
        "Call me", "I know.", "Where are you?", "We need to talk.", "Send money now", "Ruf mich an", "Appelle-moi", "Llámame", "電話して", "Позвони мне",
    ])
    func fewWordsSayLittle(_ text: String) {
        #expect(Chances(features(text), .embedded).outcome == .nothingFound)
        #expect(features(text).wording.value == features("Hi").wording.value)
    }

    @Test func repetitionSaysNothingMore() {
        #expect(features(Self.scam).wording.buckets.count > 20)
        #expect(features(Self.scam + "\n" + Self.scam).wording == features(Self.scam + "\n" + Self.scam + "\n" + Self.scam).wording)
    }
}
