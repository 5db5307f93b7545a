/// The encoding of POSIX.1 `uuencode`: lines of a length and four letters for each three bytes, between `begin` and `end`.
enum UUEncode {
    /// `begin`, a space, three or four octal digits, a space and a name; the name's range. `line` holds its line break.
    static func fileName(on line: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
        let content = bytes.trimmed(line)
        guard content.count > 10, bytes[content.lowerBound] == 0x62, bytes.spells("begin ", in: content.lowerBound..<content.lowerBound + 6) else {
            return nil
        }
        var position = content.lowerBound + 6
        while position < content.upperBound, bytes[position] >= 0x30, bytes[position] <= 0x37 { position += 1 }
        guard (3...4).contains(position - content.lowerBound - 6), position < content.upperBound, bytes[position] == .space else { return nil }
        let name = bytes.trimmed(position + 1..<content.upperBound)
        return name.isEmpty ? nil : name
    }

    /// Decodes from the line behind `begin`, if there is one, until `end` or what is no line of this encoding.
    static func decode(_ bytes: [UInt8], in range: Range<Int>, limit: Int) -> DecodedBytes {
        var decoded = DecodedBytes(bytes: [], map: OffsetMap())
        decoded.bytes.reserveCapacity(min(range.count / 4 * 3, limit))
        var position = range.lowerBound
        var isOpen = false
        while position < range.upperBound {
            let end = min(bytes.lineEnd(from: position), range.upperBound)
            let line = position..<end
            position = end
            if !isOpen, fileName(on: line, of: bytes) != nil {
                isOpen = true
                continue
            }
            guard let length = length(of: line, in: bytes), length > 0 else {
                if isOpen || !bytes.trimmed(line).isEmpty { break }
                continue
            }
            isOpen = true
            decode(bytes, line, length, into: &decoded)
            if decoded.bytes.count > limit {
                decoded.bytes.removeLast(decoded.bytes.count - limit)
                decoded.defects.append(.textTooLong)
                return decoded
            }
        }
        if decoded.bytes.isEmpty, !range.isEmpty { decoded.defects.append(.uuencodeMalformed) }
        return decoded
    }

    /// How many bytes a line says that it holds; nil where it is no line of this encoding: its letters are not as many as that takes.
    static func length(of line: Range<Int>, in bytes: [UInt8]) -> Int? {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] == .lineFeed || bytes[end - 1] == .carriageReturn { end -= 1 }
        guard end > line.lowerBound, let first = value(bytes[line.lowerBound]) else { return nil }
        // QUIRK: trailing spaces get lost on the way, and some writers add a letter as a check sum.
        let letters = (Int(first) + 2) / 3 * 4
        let count = end - line.lowerBound - 1
        return count <= letters + 2 && count + (first == 0 ? 0 : 3) >= letters / 2 ? Int(first) : nil
    }

    private static func decode(_ bytes: [UInt8], _ line: Range<Int>, _ length: Int, into decoded: inout DecodedBytes) {
        addMap(bytes, line, length, to: &decoded)
        let whole = decoded.bytes.count + length
        var position = line.lowerBound + 1
        while decoded.bytes.count < whole {
            var unit: UInt32 = 0
            for index in position..<position + 4 { unit = unit << 6 | UInt32(index < line.upperBound ? value(bytes[index]) ?? 0 : 0) }
            for shift in [UInt32(16), 8, 0] where decoded.bytes.count < whole { decoded.bytes.append(UInt8(truncatingIfNeeded: unit >> shift)) }
            position += 4
        }
    }

    /// Units of four letters; what stands for letters that got lost came from the last there is.
    private static func addMap(_ bytes: [UInt8], _ line: Range<Int>, _ length: Int, to decoded: inout DecodedBytes) {
        let output = decoded.bytes.count
        var end = line.upperBound
        while end > line.lowerBound + 1, bytes[end - 1] == .lineFeed || bytes[end - 1] == .carriageReturn { end -= 1 }
        let units = (end - line.lowerBound - 1) / 4
        if units > 0 { decoded.map.appendUnits(output: output, source: line.lowerBound + 1, outputBytes: 3, sourceBytes: 4) }
        if units * 3 < length { decoded.map.appendAtomic(output: output + units * 3, source: min(line.lowerBound + 1 + units * 4, end - 1)..<end) }
    }

    /// A grave accent is 0 as the space is.
    private static func value(_ byte: UInt8) -> UInt8? { byte >= 0x20 && byte <= 0x60 ? (byte - 0x20) & 0x3F : nil }
}
