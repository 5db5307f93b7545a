/// A value with parameters, as Content-Type and Content-Disposition have it: RFC 9110 § 5.6.6, RFC 6266 § 4.1.
///
/// Lenient as browsers are: spaces around `=`, and no semicolon at the end of the last parameter.
struct FieldValue {
    /// In lower case.
    let value: String
    /// Names in lower case; of those that stand twice the first counts.
    private var parameters: [(name: String, value: String)] = []

    /// More are nobody's.
    private static let mostParameters = 16

    /// Nil where a quotation mark is not closed, a parameter has no `=`, or there are too many.
    init?(_ text: String) {
        var rest = Substring(text).utf8
        value = Self.trimmed(rest.prefix { $0 != UInt8(ascii: ";") }).lowercased()
        rest = rest.drop { $0 != UInt8(ascii: ";") }
        while !rest.isEmpty {
            rest = rest.dropFirst().drop(while: Self.isSpace)
            if rest.isEmpty { break }
            if rest.first == UInt8(ascii: ";") { continue }
            let name = Self.trimmed(rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }).lowercased()
            rest = rest.drop { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            guard rest.first == UInt8(ascii: "="), parameters.count < Self.mostParameters else { return nil }
            rest = rest.dropFirst().drop(while: Self.isSpace)
            let value: String
            if rest.first == UInt8(ascii: "\"") {
                guard let quoted = Self.readQuoted(&rest) else { return nil }
                value = quoted
            } else {
                value = Self.trimmed(rest.prefix { $0 != UInt8(ascii: ";") })
                rest = rest.drop { $0 != UInt8(ascii: ";") }
            }
            if !parameters.contains(where: { $0.name == name }) { parameters.append((name, value)) }
        }
    }

    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// `name*=UTF-8''na%C3%AFve`: RFC 8187. Nil for another charset, or what is no UTF-8.
    func extended(_ name: String) -> String? {
        guard let text = self[name + "*"] else { return nil }
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return String(validating: Percent.decoded(Array(parts[2].utf8)), as: UTF8.self)
    }

    /// A backslash stands for what follows only before a quotation mark or a backslash: others are in paths that old browsers send.
    private static func readQuoted(_ rest: inout Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        rest = rest.dropFirst()
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "\"") {
                // Up to the next parameter there is nothing.
                rest = rest.drop { $0 != UInt8(ascii: ";") }
                return String(decoding: bytes, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\"), let next = rest.first, next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") {
                bytes.append(next)
                rest = rest.dropFirst()
            } else {
                bytes.append(byte)
            }
        }
        return nil
    }

    private static func trimmed(_ bytes: Substring.UTF8View) -> String {
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
