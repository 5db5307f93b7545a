import Foundation
import Testing

@testable import SenderIdentity

/// Our side of script/compare-authentication: reads what the file asks for and writes down what was read.
private let file = ProcessInfo.processInfo.environment["UNBLUFF_AUTHENTICATION_COMPARISON"].map { URL(filePath: $0) }

@Suite(.enabled(if: file != nil, "only for script/compare-authentication")) struct AuthenticationComparison {
    private struct Asked: Decodable {
        let fields: [String]
        let names: [String]
    }

    private struct Answer: Encodable {
        let fields: [Field]
        let organizations: [String?]
    }

    private struct Field: Encodable {
        let server: String?
        let defects: [String]
        let results: [Result]

        init(_ read: AuthenticationResults) {
            server = read.server
            defects = read.defects.map(\.rawValue).sorted()
            results = read.results.map(Result.init)
        }
    }

    private struct Result: Encodable {
        let method: String
        let result: String
        let reason: String?
        let properties: [[String]]

        init(_ read: AuthenticationResults.MethodResult) {
            (method, result, reason) = (read.method, read.result, read.reason)
            properties = read.properties.map { [$0.type, $0.name, $0.value] }
        }

        enum Key: CodingKey { case method, result, reason, properties }

        /// With the reason even where it is null.
        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: Key.self)
            try fields.encode(method, forKey: .method)
            try fields.encode(result, forKey: .result)
            try fields.encode(reason, forKey: .reason)
            try fields.encode(properties, forKey: .properties)
        }
    }

    @Test func whatIsAskedIsWrittenDown() throws {
        let file = try #require(file)
        let asked = try JSONDecoder().decode(Asked.self, from: Data(contentsOf: file))
        let fields = asked.fields.map { Field(AuthenticationResults(parsing: $0.utf8)) }
        let organizations = asked.names.map { DNSName($0).flatMap(PublicSuffixList.organizationalDomain)?.text }
        try JSONEncoder().encode(Answer(fields: fields, organizations: organizations)).write(to: file.appendingPathExtension("answer"))
    }
}
