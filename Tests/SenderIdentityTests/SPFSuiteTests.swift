import Foundation
import Testing
import Yams

@testable import SenderIdentity

/// The published test suite of RFC 7208 (openspf.org, release 2014.04), read from the shared folder. Every case has to pass.
@Suite struct SPFSuiteTests {
    static let file = ProcessInfo.processInfo.environment["UNBLUFF_SHARED"].map { "\($0)/vectors/rfc7208-tests.yml" }

    struct Scenario: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let zone: SPFZone
        let cases: [Case]
    }

    struct Case: Sendable {
        let name: String
        let client: IPAddress
        let helo: String
        let mailFrom: String
        /// The first is the one preferred.
        let results: [String]
        let explanation: String?
    }

    @Test(.enabled(if: file != nil, "UNBLUFF_SHARED is not set"))
    func allAreRead() throws {
        let scenarios = try Self.read()
        #expect(scenarios.count == 16)
        // As many as there are lines with a result.
        let text = try String(contentsOfFile: existing(Self.file), encoding: .utf8)
        #expect(scenarios.map(\.cases.count).reduce(0, +) == text.components(separatedBy: "\n    result: ").count - 1)
    }

    @Test(.enabled(if: file != nil, "UNBLUFF_SHARED is not set"), arguments: file == nil ? [] : (try? read()) ?? [])
    func scenario(_ scenario: Scenario) throws {
        for test in scenario.cases {
            let (report, questions) = try scenario.zone.run {
                try SPF.check(client: test.client, helo: test.helo, mailFrom: test.mailFrom, now: 0, known: $0)
            }
            #expect(test.results.contains(report.result.rawValue), "\(test.name): \(report)")
            if let explanation = test.explanation { #expect(report.explanation ?? "DEFAULT" == explanation, "\(test.name): \(report)") }
            #expect(questions.count <= SPFLimits.questions, "\(test.name)")
        }
    }

    static func read() throws -> [Scenario] {
        let text = try String(contentsOfFile: existing(file), encoding: .utf8)
        return try compose_all(yaml: text).map { document in
            Scenario(
                testDescription: try existing(document["description"]?.string), zone: try zone(existing(document["zonedata"]?.mapping)),
                cases: try existing(document["tests"]?.mapping).map { try testCase(existing($0.key.string), $0.value) })
        }
    }

    private static func testCase(_ name: String, _ node: Node) throws -> Case {
        let result = try existing(node["result"])
        return Case(
            name: name, client: try existing(IPAddress(existing(node["host"]?.string))), helo: try existing(node["helo"]?.string),
            mailFrom: try existing(node["mailfrom"]?.string), results: try result.sequence?.map { try existing($0.string) } ?? [existing(result.string)],
            explanation: node["explanation"]?.string)
    }

    private static func zone(_ names: Node.Mapping) throws -> SPFZone {
        var zone = SPFZone()
        for (name, records) in names {
            let name = try existing(DNSName(existing(name.string)))
            let records = try existing(records.sequence)
            // The suite's rule: SPF records are TXT records too where the name has no TXT of its own.
            let hasText = records.contains { $0["TXT"] != nil }
            zone.add(nil, at: name)
            for record in records {
                if record.string == "TIMEOUT" {
                    zone.add(.noAnswer, at: name)
                } else {
                    let (type, value) = try existing(record.mapping?.first)
                    try zone.add(entry(existing(type.string), value, hasText: hasText), at: name)
                }
            }
        }
        return zone
    }

    private static func entry(_ type: String, _ value: Node, hasText: Bool) throws -> SPFZone.Entry? {
        switch type {
        case "SPF" where hasText: return nil
        case "TXT" where value.string == "NONE": return nil
        case "SPF", "TXT":
            let strings = try value.sequence?.map { try existing($0.string) } ?? [existing(value.string)]
            // The suite writes bytes as the characters of the same number.
            return .record(.text(try strings.joined().unicodeScalars.map { try existing(UInt8(exactly: $0.value)) }), .txt)
        case "A": return .record(.address(try existing(IPAddress(existing(value.string)))), .a)
        case "AAAA": return .record(.address(try existing(IPAddress(existing(value.string)))), .aaaa)
        case "MX":
            let fields = try existing(value.sequence)
            // The root, for a domain that takes no mail (RFC 7505): it is no host.
            guard let host = fields[1].string, !host.isEmpty else { return nil }
            return .record(.mailExchange(preference: try existing(UInt16(existing(fields[0].string))), host: try existing(DNSName(host))), .mx)
        case "PTR": return .record(.pointer(try existing(DNSName(existing(value.string)))), .ptr)
        case "CNAME": return .alias(try existing(DNSName(existing(value.string))))
        default: throw UnknownType(type: type)
        }
    }

    private struct UnknownType: Error { let type: String }
}

/// The value, or an error: a suite that is not as expected must not be taken for one that passes.
private func existing<Value>(_ value: Value?) throws -> Value { try #require(value) }
