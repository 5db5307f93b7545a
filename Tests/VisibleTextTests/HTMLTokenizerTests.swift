import Foundation
import Testing

@testable import VisibleText

/// The html5lib-tests tokenizer vectors (https://github.com/html5lib/html5lib-tests), read from the shared folder.
@Suite struct HTMLTokenizerTests {
    static let vectors = ProcessInfo.processInfo.environment["UNBLUFF_SHARED"].map { "\($0)/vectors/html5lib-tokenizer" }

    static let files: [String] = [
        "contentModelFlags", "domjs", "entities", "escapeFlag", "namedEntities", "numericEntities", "pendingSpecChanges", "test1", "test2", "test3",
        "test4", "unicodeChars", "unicodeCharsProblematic", "xmlViolation",
    ]

    @Test("html5lib tokens", .enabled(if: vectors != nil, "UNBLUFF_SHARED is not set"), arguments: files)
    func html5libTokens(file: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(try #require(Self.vectors))/\(file).test"))
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        // contentModelFlags.test and others hold "tests"; xmlViolation.test is for tools that make XML of HTML (§ 13.2.9).
        for json in root["tests"] as? [[String: Any]] ?? [] { try check(json, coerce: { $0 }) }
        for json in root["xmlViolationTests"] as? [[String: Any]] ?? [] { try check(json, coerce: coercedToXML) }
    }

    private func check(_ json: [String: Any], coerce: (Expected) -> Expected) throws {
        let description = try #require(json["description"] as? String)
        let isEscaped = json["doubleEscaped"] as? Bool == true
        // A lone surrogate cannot be written in UTF-8.
        guard let input = unescaped(try #require(json["input"] as? String), isEscaped),
            let output = unescaped(try #require(json["output"] as? [[Any]]), isEscaped)
        else { return #expect(description.contains("U+D") || description.contains("surrogate"), "\(description)") }
        let expected = expectedTokens(output)
        for state in json["initialStates"] as? [String] ?? ["Data state"] {
            let found = tokens(of: Array(input.utf8), state: state, lastStartTag: json["lastStartTag"] as? String)
            #expect(found.map(coerce) == expected, "\(description) in \(state)")
        }
    }

    // MARK: what is expected

    enum Expected: Equatable {
        case startTag(String, [String: String], isSelfClosing: Bool)
        case endTag(String)
        case comment(String)
        case characters(String)
        case doctype(String?, String?, String?, isCorrect: Bool)
    }

    private func expectedTokens(_ output: [[Any]]) -> [Expected] {
        var tokens: [Expected] = []
        for token in output {
            let first = token.count > 1 ? token[1] as? String : nil
            switch token[0] as? String {
            case "StartTag": tokens.append(.startTag(first ?? "", token[2] as? [String: String] ?? [:], isSelfClosing: token.count > 3))
            case "EndTag": tokens.append(.endTag(first ?? ""))
            case "Comment": tokens.append(.comment(first ?? ""))
            case "DOCTYPE": tokens.append(.doctype(first, token[2] as? String, token[3] as? String, isCorrect: token[4] as? Bool == true))
            default: Self.append(first ?? "", to: &tokens)
            }
        }
        return tokens
    }

    private static func append(_ text: String, to tokens: inout [Expected]) {
        if case .characters(let before) = tokens.last {
            tokens[tokens.count - 1] = .characters(before + text)
        } else {
            tokens.append(.characters(text))
        }
    }

    private func coercedToXML(_ token: Expected) -> Expected {
        switch token {
        case .characters(let text):
            .characters(text.replacingOccurrences(of: "\u{FFFF}", with: "\u{FFFD}").replacingOccurrences(of: "\u{0C}", with: " "))
        case .comment(let text): .comment(text.replacingOccurrences(of: "--", with: "- -"))
        default: token
        }
    }

    private func unescaped(_ output: [[Any]], _ isEscaped: Bool) -> [[Any]]? {
        guard isEscaped else { return output }
        var result: [[Any]] = []
        for token in output {
            var fields: [Any] = []
            for field in token {
                guard let text = field as? String else {
                    fields.append(field)
                    continue
                }
                guard let text = unescaped(text, true) else { return nil }
                fields.append(text)
            }
            result.append(fields)
        }
        return result
    }

    private func unescaped(_ text: String, _ isEscaped: Bool) -> String? {
        guard isEscaped else { return text }
        var units: [UInt16] = []
        var rest = Array(text.utf16)[...]
        while let unit = rest.popFirst() {
            if unit == 0x5C, rest.first == 0x75, rest.count >= 5 {
                guard let code = UInt16(String(decoding: rest.dropFirst().prefix(4), as: UTF16.self), radix: 16) else { return nil }
                units.append(code)
                rest = rest.dropFirst(5)
            } else {
                units.append(unit)
            }
        }
        return String(validating: units, as: UTF16.self)
    }

    // MARK: what is found

    private func tokens(of input: [UInt8], state: String, lastStartTag: String?) -> [Expected] {
        var tokenizer = HTMLTokenizer()
        tokenizer.contentModel = contentModel(state)
        tokenizer.lastStartTag = PackedName((lastStartTag ?? "").utf8)
        var tokens: [Expected] = []
        var model = tokenizer.contentModel
        while let token = tokenizer.next(in: input.span) {
            add(token, tokenizer, model, input, to: &tokens)
            model = tokenizer.contentModel
        }
        return tokens
    }

    private func contentModel(_ state: String) -> HTMLTokenizer.ContentModel {
        switch state {
        case "RCDATA state": .rcdata
        case "RAWTEXT state": .rawText
        case "Script data state": .scriptData
        case "PLAINTEXT state": .plaintext
        case "CDATA section state": .cdata
        default: .data
        }
    }

    private func add(
        _ token: HTMLToken, _ tokenizer: HTMLTokenizer, _ model: HTMLTokenizer.ContentModel, _ input: [UInt8], to tokens: inout [Expected]
    ) {
        let name = { String(decoding: HTMLTokenizer.name(of: $0, in: input.span), as: UTF8.self) }
        let text = { String(decoding: HTMLTokenizer.text(of: $0, in: input.span, null: $1), as: UTF8.self) }
        switch token {
        case .text(let range): Self.append(text(range, model == .data || model == .cdata ? .keep : .replace), to: &tokens)
        case .characterReference(let reference):
            Self.append(String(decoding: (0..<reference.byteCount).map(reference.byte), as: UTF8.self), to: &tokens)
        case .comment(let range): tokens.append(.comment(text(range, .replace)))
        case .endTag: tokens.append(.endTag(name(tokenizer.tag.name)))
        case .startTag:
            var attributes: [String: String] = [:]
            for attribute in tokenizer.attributes where attributes[name(attribute.name)] == nil {
                attributes[name(attribute.name)] = String(decoding: HTMLTokenizer.value(of: attribute, in: input.span), as: UTF8.self)
            }
            tokens.append(.startTag(name(tokenizer.tag.name), attributes, isSelfClosing: tokenizer.tag.isSelfClosing))
        case .doctype:
            let doctype = tokenizer.doctype
            let identifiers = [doctype.publicIdentifier, doctype.systemIdentifier].map { $0.map { text($0, .replace) } }
            tokens.append(.doctype(doctype.name.map(name), identifiers[0], identifiers[1], isCorrect: !doctype.forcesQuirks))
        }
    }
}
