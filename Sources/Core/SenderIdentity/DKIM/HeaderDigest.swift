internal import Crypto

/// Hashes header fields in their canonical form: RFC 6376 § 3.4.1, § 3.4.2, § 3.7.
struct HeaderDigest {
    private var hash = SHA256()
    /// What is not hashed yet: a few fields at most, whatever the header's length.
    private var buffer: [UInt8] = []
    private static let bufferBytes = 4 << 10

    init() { buffer.reserveCapacity(2 * Self.bufferBytes) }

    mutating func add(_ field: RawHeader.Field, of bytes: [UInt8], _ form: Canonicalization) {
        add(field, of: bytes, form, without: field.value.upperBound..<field.value.upperBound)
        buffer.append(.carriageReturn)
        buffer.append(.lineFeed)
    }

    /// The signature's own field: without the value of `b=`, and without the line break at its end.
    mutating func addLast(_ signature: SignatureField, of bytes: [UInt8], _ form: Canonicalization) {
        add(signature.field, of: bytes, form, without: signature.unsigned)
    }

    func finalized() -> SHA256.Digest {
        var hash = hash
        hash.update(data: buffer)
        return hash.finalize()
    }

    private mutating func add(_ field: RawHeader.Field, of bytes: [UInt8], _ form: Canonicalization, without gap: Range<Int>) {
        switch form {
        case .simple:
            addLines(bytes, field.name.lowerBound..<gap.lowerBound)
            addLines(bytes, gap.upperBound..<field.value.upperBound)
        case .relaxed:
            for index in field.name { buffer.append(bytes[index].lowercased) }
            buffer.append(UInt8(ascii: ":"))
            var spacing = Spacing()
            addWords(bytes, field.value.lowerBound..<gap.lowerBound, &spacing)
            addWords(bytes, gap.upperBound..<field.value.upperBound, &spacing)
        }
    }

    /// As they stand; an LF alone, as files on disk have it, was CRLF on the wire.
    private mutating func addLines(_ bytes: [UInt8], _ range: Range<Int>) {
        for index in range {
            if bytes[index] == .lineFeed, index == range.lowerBound || bytes[index - 1] != .carriageReturn { buffer.append(.carriageReturn) }
            append(bytes[index])
        }
    }

    private struct Spacing {
        var isPending = false
        var isInside = false
    }

    /// Unfolded, white space as one space, none at the ends.
    private mutating func addWords(_ bytes: [UInt8], _ range: Range<Int>, _ spacing: inout Spacing) {
        let source = bytes.span
        for index in range {
            let byte = source[index]
            if byte > .space {
                if spacing.isPending, spacing.isInside { buffer.append(.space) }
                spacing.isPending = false
                spacing.isInside = true
                append(byte)
            } else if byte.isBlank {
                spacing.isPending = true
            } else if byte != .lineFeed, byte != .carriageReturn || index + 1 == range.upperBound || source[index + 1] != .lineFeed {
                if spacing.isPending, spacing.isInside { buffer.append(.space) }
                spacing.isPending = false
                spacing.isInside = true
                append(byte)
            }
        }
    }

    private mutating func append(_ byte: UInt8) {
        buffer.append(byte)
        guard buffer.count >= Self.bufferBytes else { return }
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
