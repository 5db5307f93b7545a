import MailMessage
import ScamEvidence
import Testing
import VisibleText

@testable import ModelTraining

@Suite struct ForgettingTests {
    private static let evidence = Evidence.collect(
        from: Reading(
            of: Message(
                text: Array("I recorded you. I recorded you. Pay 500 USD in bitcoin to 1111111111111111111114oLvT2 or I send the video to your contacts.".utf8))
        ),
        of: Message(text: [])
    ).evidence

    private static func facts(_ evidence: [Evidence]) -> [String] { evidence.map { "\($0.fact)" } }

    @Test func theSameNameForgetsTheSame() {
        let copies = Forgetting.copies(of: Self.evidence, named: "a").map(Self.facts)
        #expect(copies == Forgetting.copies(of: Self.evidence, named: "a").map(Self.facts))
        #expect(copies.count == Forgetting.copies && Set(copies).count > 1)
    }

    @Test func aMeaningGoesAsAWholeAndAddressesStay() {
        let whole = Self.facts(Self.evidence)
        var isForgotten = false
        for number in 0..<40 {
            for copy in Forgetting.copies(of: Self.evidence, named: "\(number)") {
                let left = Self.facts(copy)
                for fact in Set(whole) {
                    let count = left.count { $0 == fact }
                    #expect(count == 0 || count == whole.count { $0 == fact }, "\(fact)")
                }
                #expect(copy.contains { if case .paymentAddress = $0.fact { true } else { false } })
                isForgotten = isForgotten || left.count < whole.count
            }
        }
        #expect(isForgotten)
    }
}
