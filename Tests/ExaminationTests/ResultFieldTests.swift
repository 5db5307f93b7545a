import Foundation
import ScamVerdict
import Testing

@testable import Examination

@Suite struct ResultFieldTests {
    @Test func aScam() {
        var field = ResultField(SessionMail.scam.verdict, handling: .quarantine, version: "0.1.0")
        field.probability = 0.98
        field.reasons = ["demands-payment", "deadline"]
        #expect(field.value == "sextortion-scam; probability=0.98; reasons=demands-payment,\r\n deadline; action=quarantine; version=0.1.0")
    }

    @Test(arguments: [(0, "0.00"), (0.004, "0.00"), (0.05, "0.05"), (0.986, "0.99"), (0.9999, "0.99"), (1, "0.99"), (-1, "0.00"), (.nan, "0.00")])
    func probabilities(_ probability: Double, _ expected: String) {
        var field = ResultField(SessionMail.innocent.verdict)
        field.probability = probability
        #expect(field.value.contains("; probability=\(expected);"))
    }

    /// Whatever the mail says, the field is made of words from lists, in lines of 78 characters, and can be read again.
    @Test(arguments: Fixture.all)
    func everyFixture(_ fixture: Fixture) throws {
        let verdict = Examiner().examine(mail: fixture.bytes).verdict
        let handlings = [nil, .quarantine, .hold, .reject] + ActionPolicy.Allowance.allCases.map { ResultField.Handling.allowed($0) }
        for handling in handlings {
            let field = ResultField(verdict, handling: handling)
            let lines = "\(ResultField.name): \(field.value)".components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 78 })
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && $0.count > 1 })
            #expect(field.value.wholeMatch(of: Self.grammar) != nil, "\(field.value)")
            let read = try #require(ResultField(parsing: field.value))
            #expect(abs(read.probability - verdict.probability) < 0.02)
            #expect(read.value == field.value && read.reasons == field.reasons && read.handling == handling && read.kind == verdict.kind)
            #expect(read.reasons.count <= 8 && Set(read.reasons).count == read.reasons.count)
        }
        if verdict.outcome.isScam { #expect(!ResultField(verdict).reasons.isEmpty) }
    }

    // As in docs/result-field.md.
    nonisolated(unsafe) private static let grammar =
        #/
        [a-z\-]+
        (;\s+kind=[a-z\-]+)?
        ;\s+probability=0\.[0-9][0-9]
        (;\s+reasons=[a-z0-9\-]+(,\s*[a-z0-9\-]+){0,7})?
        (;\s+action=(hold|quarantine|reject|allowed;\s+allowed-by=(recipient|client|domain)))?
        ;\s+version=[A-Za-z0-9.+~_\-]+
        /#

    @Test(arguments: [
        "", ";", "scam; probability=0.98; version=1", "sextortion-scam", "sextortion-scam; probability=0.98", "sextortion-scam; probability=1.98; version=1",
        "sextortion-scam; probability=0.+9; version=1", "sextortion-scam; probability=0.-0; version=1", "sextortion-scam; probability=0.98; version=",
        "sextortion-scam; probability=0.98; version=a\u{1B}b",
        "sextortion-scam; probability=0.98; reasons=a,<b>; version=1", "sextortion-scam; probability=0.98; probability=0.97; version=1",
        "sextortion-scam; probability=0.98; action=allowed; version=1", "sextortion-scam; probability; version=1",
        "sextortion-scam; probability=0.98; version=" + String(repeating: "1", count: 2_000),
    ])
    func whatIsNoResult(_ value: String) { #expect(ResultField(parsing: value) == nil) }

    @Test func unknownKeysArePassedOver() {
        let read = ResultField(parsing: "possibly-real; new=1; probability=0.20;\r\n\treasons=a,\r\n b; action=later; version=0.2.0~rc1")
        #expect(read?.outcome == .possiblyReal && read?.reasons == ["a", "b"] && read?.handling == nil && read?.version == "0.2.0~rc1")
    }
}
