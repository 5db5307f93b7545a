/// One entity's header section: RFC 5322 § 2.2, RFC 2045 § 3.
struct HeaderBlock {
    var fields: [HeaderField] = []
    /// Where the body begins: behind the empty line, or at the line that cannot be a header field.
    var bodyStart: Int
    var defects: [Defect] = []
    /// The names that came, a bit each.
    private var seen: UInt32 = 0

    init(of bytes: [UInt8], from start: Int, limits: ParseLimits) {
        bodyStart = start
        // A message has some hundred fields, a part in it two or three.
        fields.reserveCapacity(start == 0 ? 128 : 4)
        var position = Self.skipPreamble(in: bytes, at: start)
        var sawEmptyLine = false
        while position < bytes.count {
            let end = endOfLine(in: bytes, from: position)
            if Self.isEmptyLine(bytes, position..<end) {
                position = end
                sawEmptyLine = true
                break
            }
            if let colon = Self.colon(in: bytes, position..<end) {
                let valueEnd = endOfFolds(in: bytes, from: end)
                add(bytes, name: position..<colon, value: colon + 1..<valueEnd, limits: limits)
                position = valueEnd
            } else if Self.isKnownField(bytes, at: end) || (fields.isEmpty && bytes[position].isWhitespace && end < bytes.count) {
                // A stray line between header fields: clients pass over it, and what follows may say how the body is encoded.
                note(.headerFieldWithoutColon)
                position = end
            } else {
                note(.headerFieldWithoutColon)
                break
            }
        }
        bodyStart = position
        if !sawEmptyLine, position >= bytes.count { note(.headerWithoutBody) }
        if bytes.firstIndex(of: 0, in: start..<position) != nil { note(.nulByte) }
    }

    private mutating func add(_ bytes: [UInt8], name: Range<Int>, value: Range<Int>, limits: ParseLimits) {
        let nameRange = bytes.trimmed(name)
        let fieldName = FieldName(bytes, nameRange)
        let bit = UInt32(1) << UInt32(fieldName.rawValue)
        // The first of each that is asked for counts however late it comes: thousands of others before it are no hiding place.
        guard fields.count < limits.headerFields || fieldName != .other && seen & bit == 0 else { return note(.tooManyHeaderFields) }
        seen |= bit
        var kept = value
        if value.count > limits.headerValueBytes {
            kept = value.lowerBound..<value.lowerBound + limits.headerValueBytes
            note(.headerValueTooLong)
        }
        fields.append(HeaderField(name: fieldName, nameRange: nameRange, valueRange: bytes.trimmed(kept)))
    }

    private mutating func note(_ defect: Defect) {
        if !defects.contains(defect) { defects.append(defect) }
    }

    /// The lines that begin with white space carry the value on (RFC 5322 § 2.2.3).
    private mutating func endOfFolds(in bytes: [UInt8], from lineEnd: Int) -> Int {
        var end = lineEnd
        while end < bytes.count, bytes[end] == .space || bytes[end] == .tab { end = endOfLine(in: bytes, from: end) }
        return end
    }

    /// QUIRK: a CR alone breaks a line of the header where a field, a fold or the empty line comes next; else it is one of the value's bytes.
    private mutating func endOfLine(in bytes: [UInt8], from start: Int) -> Int {
        var end = bytes.lineEnd(from: start)
        while end < bytes.count, bytes[end - 1] == .carriageReturn {
            note(.bareCarriageReturn)
            let next = end..<bytes.lineEnd(from: end)
            if end == start + 1 || bytes[end].isWhitespace || Self.colon(in: bytes, next) != nil { break }
            end = next.upperBound
        }
        return end
    }

    /// field-name = 1*ftext (33–126 but ":"); obsolete syntax allows white space before the colon.
    static func colon(in bytes: [UInt8], _ line: Range<Int>) -> Int? {
        let bytes = bytes.span
        var index = line.lowerBound
        while index < line.upperBound, bytes[index] &- 33 < 94, bytes[index] != .colon { index &+= 1 }
        guard index > line.lowerBound else { return nil }
        while index < line.upperBound, bytes[index] == .space || bytes[index] == .tab { index += 1 }
        return index < line.upperBound && bytes[index] == .colon ? index : nil
    }

    private static func isKnownField(_ bytes: [UInt8], at start: Int) -> Bool {
        let end = bytes.lineEnd(from: start)
        guard start < end, let colon = colon(in: bytes, start..<end) else { return false }
        return FieldName(bytes, bytes.trimmed(start..<colon)) != .other
    }

    static func isEmptyLine(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        bytes[line.lowerBound] == .lineFeed || (line.count <= 3 && bytes[line.lowerBound] == .carriageReturn)
    }

    /// A message saved from an mbox often keeps its separator line; a pasted one has empty lines, or a byte order mark, before its header.
    private static func skipPreamble(in bytes: [UInt8], at start: Int) -> Int {
        var position = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start
        while start == 0, position < bytes.count, isEmptyLine(bytes, position..<bytes.lineEnd(from: position)) { position = bytes.lineEnd(from: position) }
        if position > start, !isKnownField(bytes, at: position) { return start }
        let isSeparator = bytes.spells("from ", in: position..<position + 5) || bytes.spells(">from ", in: position..<position + 6)
        return isSeparator ? bytes.lineEnd(from: position) : position
    }
}
