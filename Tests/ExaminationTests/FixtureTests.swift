import Foundation
import MailMessage
import ScamEvidence
import ScamVerdict
import Testing
import VictimAdvice

@testable import Examination

@Suite struct FixtureTests {
    @Test func thereAreFixtures() { #expect(Fixture.all.count >= 60) }

    @Test(arguments: Fixture.all)
    func withLineFeeds(_ fixture: Fixture) {
        check(Examiner().examine(mail: fixture.bytes), fixture) { $0 }
    }

    @Test(arguments: Fixture.all)
    func withCarriageReturns(_ fixture: Fixture) {
        let (bytes, offset) = fixture.withCRLF
        check(Examiner().examine(mail: bytes), fixture, offset: offset)
    }

    /// A cut mail is still a value with spans inside it.
    @Test(arguments: Fixture.all)
    func cutAnywhere(_ fixture: Fixture) {
        for end in stride(from: 0, to: fixture.bytes.count, by: 37) {
            let file = Examiner().examine(mail: Array(fixture.bytes.prefix(end)))
            #expect(file.evidence.allSatisfy { $0.spans.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= end } })
        }
    }

    private func check(_ file: CaseFile, _ fixture: Fixture, offset: (Int) -> Int) {
        let expected = fixture.expected
        #expect(file.verdict.outcome.rawValue == expected.verdict, "\(describe(file))")
        if let kind = expected.kind { #expect(file.verdict.kind?.rawValue == kind, "\(describe(file))") }
        let claims = Set(file.verdict.claims.map(\.claim.rawValue))
        #expect(claims.isSuperset(of: expected.claims ?? []), "missing \(Set(expected.claims ?? []).subtracting(claims))")
        let record = records(of: file)
        for piece in expected.evidence ?? [] {
            #expect(record.contains { matches($0, piece, offset) }, "\(piece) is not among \(record)")
        }
        for kind in expected.absent ?? [] { #expect(!record.contains { $0["kind"] as? String == kind }, "\(kind) is among \(record)") }
        let quotes = file.evidence.map { file.quote(of: $0).lowercased() }
        for quote in expected.quotes ?? [] {
            #expect(quotes.contains { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(quote.lowercased()) }, "\(quote)")
        }
        let problems = SpanCheck(file).problems()
        #expect(problems == [])
    }

    private func describe(_ file: CaseFile) -> String {
        let reasons = file.verdict.reasons.map { "\($0.name) \($0.weight)" }.joined(separator: ", ")
        let signs = file.evidence.compactMap { evidence -> String? in
            switch evidence.fact {
            case .relation(let sign): "\(sign.rawValue): \(file.quote(of: evidence))"
            case .context(let sign): "\(sign.rawValue): \(file.quote(of: evidence))"
            default: nil
            }
        }
        return "p=\(file.verdict.probability) \(reasons) \(signs)"
    }

    private func records(of file: CaseFile) -> [[String: Any]] {
        let data = try! JSONEncoder().encode(CaseRecord(file, name: "", index: 0, texts: AdviceTexts(language: "en")!))
        let object = try! JSONSerialization.jsonObject(with: data) as! [String: Any]
        return object["evidence"] as! [[String: Any]]
    }

    private func matches(_ record: [String: Any], _ piece: Fixture.Expectation.Piece, _ offset: (Int) -> Int) -> Bool {
        guard record["kind"] as? String == piece.kind else { return false }
        if let currency = piece.currency, record["currency"] as? String != currency { return false }
        if let value = piece.value, record["value"] as? String != value { return false }
        if let checksum = piece.checksum, record["checksum"] as? String != checksum { return false }
        if let place = piece.place, record["place"] as? String != place { return false }
        if let detail = piece.detail, record["detail"] as? String != detail { return false }
        if let hours = piece.hours, record["hours"] as? Int != hours { return false }
        guard let spans = piece.spans else { return true }
        let moved = spans.map { [offset($0[0]), offset($0[1] - 1) + 1] }
        return record["spans"] as? [[Int]] == moved
    }
}
