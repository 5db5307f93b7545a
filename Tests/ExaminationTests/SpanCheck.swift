import Foundation
import MailMessage
import ScamEvidence

@testable import Examination

/// Holds what a case file says of its evidence against the raw bytes, by simple decoders of its own.
struct SpanCheck {
    let file: CaseFile
    private let bytes: [UInt8]

    init(_ file: CaseFile) {
        self.file = file
        bytes = file.message.bytes
    }

    /// What is wrong; empty when all is well.
    func problems() -> [String] { file.evidence.flatMap { problems(of: $0) } }

    private func problems(of evidence: Evidence) -> [String] {
        var found: [String] = []
        var last = -1
        for span in evidence.spans {
            if span.isEmpty || span.lowerBound <= last && last >= 0 || span.upperBound > bytes.count { found.append("span \(span) after \(last)") }
            last = span.upperBound
        }
        if evidence.spans.isEmpty { found.append("\(evidence.fact) has no span") }
        if case .hiddenText = evidence.fact { return found }
        // No decoder here for what was unpacked; its own tests hold these spans.
        if file.message.parts[evidence.part].encoding == .uuencode || file.message.rawCount < file.message.bytes.count { return found }
        let quote = file.quote(of: evidence)
        if evidence.isSecret {
            if quote != CaseFile.mask { found.append("a secret is quoted") }
            return found
        }
        let text = decoded(evidence)
        let source = Self.letters(text)
        if text.unicodeScalars.contains("\u{202E}") {
            // Turned round where it is seen: the letters stand in the other order, with what is hidden between them.
            let letters = Self.letters(quote.replacing(CaseFile.mask, with: ""))
            if !Self.isInOrder(letters, in: source.reversed()) { found.append("quote \(quote.debugDescription) is not behind an override") }
            return found
        }
        var rest = source[...]
        for piece in quote.components(separatedBy: CaseFile.mask).map(Self.letters) {
            guard let place = Self.firstRange(of: piece, in: rest) else {
                if isCloseInBase64(quote, source, evidence) { return found }
                found.append("quote \(quote.debugDescription) is not in \(String(String.UnicodeScalarView(source)).debugDescription)")
                break
            }
            rest = rest[place.upperBound...]
        }
        return found
    }

    /// The text of the evidence's spans, each span decoded on its own.
    private func decoded(_ evidence: Evidence) -> String {
        let part = file.message.parts[evidence.part]
        let isInHeader = evidence.spans.allSatisfy { part.header.contains($0.lowerBound) }
        let data = evidence.spans.map { span -> Data in
            let raw = Data(bytes[isInHeader ? wholeWords(span) : span])
            if isInHeader { return raw + Data(" ".utf8) }
            switch part.encoding {
            case .identity: return raw
            case .quotedPrintable: return Self.quotedPrintable(raw)
            case .base64: return Data(base64Encoded: raw, options: .ignoreUnknownCharacters) ?? Data()
            case .uuencode: return raw
            }
        }
        let text = Self.string(data.reduce(Data(), +), charset: String(decoding: part.mediaType.charset, as: UTF8.self).lowercased())
        return isInHeader ? Self.header(text) : text
    }

    /// With the encoded words that the span begins and ends in.
    private func wholeWords(_ span: Range<Int>) -> Range<Int> {
        let isSpace: (UInt8) -> Bool = { $0 <= 0x20 }
        let lower = bytes[..<span.lowerBound].lastIndex(where: isSpace).map { $0 + 1 } ?? 0
        return lower..<(bytes[span.upperBound...].firstIndex(where: isSpace) ?? bytes.count)
    }

    private static func quotedPrintable(_ data: Data) -> Data {
        var result = Data()
        var index = data.startIndex
        while index < data.endIndex {
            if data[index] == 0x3D {
                let hex = String(decoding: data[index...].dropFirst().prefix(2), as: UTF8.self)
                if let value = UInt8(hex, radix: 16), hex.count == 2, !hex.contains("+") {
                    result.append(value)
                    index += 3
                    continue
                }
                if let lineFeed = data[index...].firstIndex(of: 0x0A), data[index..<lineFeed].dropFirst().allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
                    index = lineFeed + 1
                    continue
                }
            }
            result.append(data[index])
            index += 1
        }
        return result
    }

    private static func string(_ data: Data, charset: String) -> String {
        let encodings: [String: String.Encoding] = [
            "iso-8859-1": .windowsCP1252, "us-ascii": .windowsCP1252, "windows-1252": .windowsCP1252, "windows-1251": .windowsCP1251,
            "windows-1250": .windowsCP1250, "iso-8859-2": .isoLatin2,
        ]
        // A span of base64 may begin in the middle of a character of two bytes; all that is compared is ASCII.
        if charset.hasPrefix("utf-16") { return String(decoding: data.filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self) }
        if charset != "utf-8", let text = String(data: data, encoding: encodings[charset] ?? .utf8) { return text }
        return String(data: data, encoding: .utf8) ?? String(data: data, encoding: .windowsCP1252) ?? String(decoding: data, as: UTF8.self)
    }

    /// Encoded words as bytes, roughly: enough to find a quote in them.
    private static func header(_ text: String) -> String {
        var result = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            let fields = word.split(separator: "?", omittingEmptySubsequences: false).map(String.init)
            if fields.count >= 4, fields[0].hasSuffix("=") {
                let data =
                    fields[2].lowercased() == "b" ? Data(base64Encoded: fields[3]) ?? Data() : quotedPrintable(Data(fields[3].replacing("_", with: " ").utf8))
                result += String(decoding: data, as: UTF8.self)
            } else {
                result += String(decoding: quotedPrintable(Data(word.replacing("_", with: " ").utf8)), as: UTF8.self)
            }
        }
        return result
    }

    /// Without tags, references and white space: what is left is the same in HTML and in the quote. U+FFFD is whatever it stands for.
    private static func letters(_ text: String) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        for scalar in references(in: text.replacing(/<[^<>]*>/, with: "")).unicodeScalars
        where scalar.properties.isAlphabetic && scalar.isASCII || scalar.properties.numericType != nil && scalar.isASCII {
            scalars.append(scalar)
        }
        return scalars
    }

    /// Numeric references decoded, named ones left out.
    private static func references(in text: String) -> String {
        text.replacing(/&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?/) { match in
            let value = match.1.flatMap { UInt32($0, radix: 16) } ?? match.2.flatMap { UInt32($0) }
            return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }.replacing(/&[A-Za-z]+;/, with: "")
    }

    /// Whole units of four characters hold up to two bytes beside the text at each end of a span: pieces of the tags between.
    private func isCloseInBase64(_ quote: String, _ source: [Unicode.Scalar], _ evidence: Evidence) -> Bool {
        let letters = Self.letters(quote.replacing(CaseFile.mask, with: ""))
        return evidence.spans.count > 1 && file.message.parts[evidence.part].encoding == .base64
            && source.count <= letters.count + 4 * evidence.spans.count && Self.isInOrder(letters, in: source)
    }

    private static func isInOrder(_ letters: [Unicode.Scalar], in text: some Sequence<Unicode.Scalar>) -> Bool {
        var rest = letters[...]
        for scalar in text where scalar == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }

    private static func firstRange(of piece: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
        guard piece.count <= text.count else { return nil }
        for start in text.startIndex...(text.endIndex - piece.count) where text[start..<start + piece.count].elementsEqual(piece) {
            return start..<start + piece.count
        }
        return nil
    }
}
