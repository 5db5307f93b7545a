import Foundation
import Testing

/// The contract of docs/json.md: extended only by adding.
@Suite struct JSONTests {
    @Test func recordHasTheKeysOfTheContract() throws {
        let run = try Command.run(["check", "--json", Command.fixture("17")])
        #expect(run.lines.count == 1)
        let record = try #require(run.objects.first)
        let keys = ["file", "index", "verdict", "kind", "probability", "language", "model", "version", "claims", "evidence", "reasons", "defects", "advice"]
        for key in keys { #expect(record[key] != nil, "\(key)") }
        try expect(record["claims"], toHave: ["claim", "spans", "quote"])
        try expect(record["evidence"], toHave: ["kind", "spans", "part"])
        try expect(record["reasons"], toHave: ["reason", "weight"])
        let advice = try #require(record["advice"] as? [String: Any])
        #expect(advice["headline"] is String)
        #expect((advice["steps"] as? [String])?.isEmpty == false)
        let address = try #require((record["evidence"] as? [[String: Any]])?.first { $0["kind"] as? String == "payment-address" })
        #expect(address["currency"] as? String == "BTC")
        #expect(address["checksum"] as? String == "valid")
    }

    private func expect(_ list: Any?, toHave keys: [String]) throws {
        let list = try #require(list as? [[String: Any]])
        #expect(!list.isEmpty)
        for entry in list { for key in keys { #expect(entry[key] != nil, "\(key)") } }
    }

    @Test func spansAreRangesOfTheRawBytes() throws {
        let path = try Command.fixture("17")
        let bytes = try Data(contentsOf: URL(filePath: path))
        let record = try #require(try Command.run(["check", "--json", path]).objects.first)
        let evidence = try #require(record["evidence"] as? [[String: Any]])
        let secret = try #require(evidence.first { $0["kind"] as? String == "quoted-secret" }?["spans"] as? [[Int]])
        #expect(secret.map { String(decoding: bytes[$0[0]..<$0[1]], as: UTF8.self) } == ["PLACEHOLDER-secret"])
    }

    @Test func nothingElseIsOnStandardOutput() throws {
        let run = try Command.run(["check", "--json", "/nonexistent", Command.fixture("17"), Command.fixture("44")])
        #expect(run.objects.count == run.lines.count)
        #expect(run.objects.count == 3)
        #expect(run.objects[0].keys.sorted() == ["error", "file", "index"])
        #expect(run.errorLines.count == 1)
    }
}
