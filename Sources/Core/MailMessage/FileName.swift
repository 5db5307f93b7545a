/// A parameter's value and the charset that it names: RFC 2231 § 4.
package struct ParameterText: Sendable, Equatable {
    /// Quotes and percent encoding undone; encoded words, which do not belong there, are still inside. Never empty.
    package let bytes: [UInt8]
    /// The label; empty where none is given.
    package let charset: [UInt8]
}

extension Message {
    /// The file name that a part was sent with (RFC 2183 § 2.3, or the older `name`); nil where it has none.
    package func fileName(of part: Part) -> ParameterText? { part.fileName(in: bytes) }
}

extension Part {
    func fileName(in bytes: [UInt8]) -> ParameterText? { fields.fileName(in: bytes) }
}

extension [HeaderField] {
    func fileName(in bytes: [UInt8]) -> ParameterText? {
        parameter("filename", of: .contentDisposition, in: bytes) ?? parameter("name", of: .contentType, in: bytes)
    }

    private func parameter(_ name: StaticString, of field: FieldName, in bytes: [UInt8]) -> ParameterText? {
        guard let range = first(where: { $0.name == field })?.valueRange else { return nil }
        let plain = bytes.withoutComments(in: range) ?? [UInt8](bytes[range])
        return ParameterList(of: plain, in: 0..<plain.count).text(of: name, in: plain)
    }
}
