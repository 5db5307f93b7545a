/// authres-payload = [CFWS] authserv-id [CFWS authres-version] (no-result / 1*resinfo) [CFWS]: RFC 8601 § 2.2.
struct AuthenticationResultsParser {
    private typealias Limits = AuthenticationResultsLimits

    private var cursor: FieldCursor
    private var parsed = AuthenticationResults()
    private var sawStrayWord = false

    init(_ bytes: [UInt8], _ range: Range<Int>) { cursor = FieldCursor(bytes, range) }

    mutating func parse() -> AuthenticationResults {
        parseInstance()
        parseServer()
        while cursor.take(.semicolonByte) {
            guard parsed.results.count < Limits.results else {
                parsed.defects.insert(.tooMany)
                break
            }
            parseResult()
        }
        if sawStrayWord { parsed.defects.insert(.malformed) }
        return parsed
    }

    /// instance = "i" [CFWS] "=" [CFWS] 1*2DIGIT [CFWS] ";" before the rest: RFC 8617 § 4.1.1.
    private mutating func parseInstance() {
        var ahead = cursor
        ahead.skipCommentsAndWhitespace()
        let key = ahead.takeWord(until: .nameEnd)
        ahead.skipCommentsAndWhitespace()
        guard cursor.bytes.spells("i", in: key), ahead.take(.equalsByte) else { return }
        ahead.skipCommentsAndWhitespace()
        guard let number = number(ahead.takeWord(until: .numberEnd)) else { return }
        ahead.skipCommentsAndWhitespace()
        guard ahead.take(.semicolonByte) else { return }
        parsed.instance = number
        cursor = ahead
    }

    /// authserv-id = value
    private mutating func parseServer() {
        var ahead = cursor
        ahead.skipCommentsAndWhitespace()
        let name = ahead.takeQuotedString().map { String(decoding: $0.prefix(Limits.valueBytes), as: UTF8.self) } ?? text(ahead.takeWord(until: .serverEnd))
        ahead.skipCommentsAndWhitespace()
        // QUIRK: Microsoft's mailboxes leave the authserv-id out, and the results begin at once.
        if ahead.next == .equalsByte || ahead.next == 0x2F {
            parsed.defects.insert(.serverMissing)
            return parseResult()
        }
        if name.isEmpty { parsed.defects.insert(.serverMissing) } else { parsed.server = name }
        cursor = ahead
        let version = cursor.takeWord(until: .numberEnd)
        if !version.isEmpty {
            parsed.version = number(version)
            if parsed.version != 1 { parsed.defects.insert(parsed.version == nil ? .malformed : .unknownVersion) }
        }
        skipRest()
    }

    /// resinfo = [CFWS] ";" methodspec [CFWS reasonspec] [CFWS 1*propspec], without its semicolon; or no-result.
    private mutating func parseResult() {
        guard let method = keyword() else { return skipRest() }
        cursor.skipCommentsAndWhitespace()
        var version: Int?
        if cursor.take(0x2F) {
            cursor.skipCommentsAndWhitespace()
            version = number(cursor.takeWord(until: .nameEnd))
            if version != 1 { parsed.defects.insert(.unknownVersion) }
            cursor.skipCommentsAndWhitespace()
        }
        guard cursor.take(.equalsByte) else {
            if method != "none" || version != nil { parsed.defects.insert(.malformed) }
            return skipRest()
        }
        guard let outcome = keyword() else { return skipRest() }
        var result = AuthenticationResults.MethodResult(method: method, version: version, result: outcome)
        while parseProperty(of: &result) {}
        // § 2.6: results of another version of a method are not for us.
        if (version ?? 1) == 1 { parsed.results.append(result) }
        skipRest()
    }

    /// reasonspec = "reason" [CFWS] "=" [CFWS] value; propspec = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue. Whether there was one.
    private mutating func parseProperty(of result: inout AuthenticationResults.MethodResult) -> Bool {
        cursor.skipCommentsAndWhitespace()
        guard let next = cursor.next, next != .semicolonByte, var name = keywordRange() else { return false }
        var type: Range<Int>?
        cursor.skipCommentsAndWhitespace()
        if cursor.take(0x2E) {
            guard let property = keywordRange() else { return false }
            (type, name) = (name, property)
            cursor.skipCommentsAndWhitespace()
        }
        guard cursor.take(.equalsByte) else {
            // A word that belongs to nothing; the properties behind it still count.
            sawStrayWord = true
            return true
        }
        let value = value()
        guard result.properties.count < Limits.propertiesOfResult else {
            parsed.defects.insert(.tooMany)
            return false
        }
        if type == nil, cursor.bytes.spells("reason", in: name) {
            if result.reason == nil { result.reason = value }
        } else {
            result.properties.append(.init(type: type.map(lowercased) ?? "", name: lowercased(name), value: value))
        }
        return true
    }

    /// Keyword (RFC 5321 § 4.1.2), behind CFWS, in lower case. Nil where something else stands.
    private mutating func keyword() -> String? { keywordRange().map(lowercased) }

    private mutating func keywordRange() -> Range<Int>? {
        cursor.skipCommentsAndWhitespace()
        let word = cursor.takeWord(until: .keywordEnd)
        return word.isEmpty ? nil : word
    }

    private func lowercased(_ range: Range<Int>) -> String { cursor.bytes.lowercasedText(in: range.prefix(Limits.valueBytes)) }

    /// pvalue = [CFWS] (value / [[local-part] "@"] domain-name) [CFWS], value = token / quoted-string (RFC 2045 § 5.1).
    ///
    /// QUIRK: an address often has what no token may have (`=`, `/`), so that only white space, a comment or a semicolon ends what is not quoted.
    private mutating func value() -> String {
        cursor.skipCommentsAndWhitespace()
        guard let quoted = cursor.takeQuotedString() else { return text(cursor.takeWord(until: .valueEnd)) }
        // A quoted local part has its domain behind it.
        let rest = cursor.next == 0x40 ? cursor.takeWord(until: .valueEnd) : cursor.position..<cursor.position
        return String(decoding: quoted.prefix(Limits.valueBytes), as: UTF8.self) + text(rest)
    }

    /// Up to the next semicolon.
    private mutating func skipRest() {
        if cursor.skip(to: .semicolonByte) { sawStrayWord = true }
    }

    private func text(_ range: Range<Int>) -> String { cursor.bytes.text(in: range.prefix(Limits.valueBytes)) }

    /// 1*DIGIT; no version or instance is longer than three. Nil for anything else.
    private func number(_ range: Range<Int>) -> Int? {
        guard range.count <= 3, cursor.bytes[range].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(cursor.bytes.text(in: range))
    }
}

extension ByteSet {
    fileprivate static let nameEnd = ByteSet("=;\"")
    fileprivate static let numberEnd = ByteSet(";\"")
    fileprivate static let serverEnd = ByteSet("=;/\"")
    fileprivate static let keywordEnd = ByteSet(".=/;\"@,)")
    fileprivate static let valueEnd = ByteSet(";")
}

extension UInt8 {
    fileprivate static let semicolonByte: UInt8 = 0x3B
    fileprivate static let equalsByte: UInt8 = 0x3D
}

extension AuthenticationResults {
    fileprivate init() {}
}

extension Range<Int> {
    fileprivate func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(lowerBound + count, upperBound) }
}
