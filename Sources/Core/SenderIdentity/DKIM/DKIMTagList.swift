/// A list of `name=value`, separated by semicolons: RFC 6376 § 3.2, as signatures and key records are written.
///
/// A list that breaks the grammar, or has a name twice, is none at all. Names that nobody knows are passed over by whoever asks for others.
struct DKIMTagList {
    struct Tag {
        let name: Range<Int>
        /// Without white space at its ends; may be empty.
        let value: Range<Int>
        /// From behind the equals sign to the semicolon or the end: what is taken away of `b=` (§ 3.7).
        let all: Range<Int>
    }

    private(set) var tags: [Tag] = []

    // tag-list = tag-spec *( ";" tag-spec ) [ ";" ]
    init(_ bytes: [UInt8], _ range: Range<Int>) throws(SignatureReason) {
        guard range.count <= SignatureLimits.tagListBytes else { throw .tooLong }
        var position = range.lowerBound
        repeat {
            guard tags.count < SignatureLimits.tags else { throw .tooManyTags }
            try readTag(bytes, &position, range.upperBound)
            // The grammar has no white space behind the last semicolon; a fold before the end of the field is common.
        } while bytes.behindFolds(position, range.upperBound) < range.upperBound
    }

    // tag-spec = [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]
    private mutating func readTag(_ bytes: [UInt8], _ position: inout Int, _ end: Int) throws(SignatureReason) {
        let nameStart = bytes.behindFolds(position, end)
        var index = nameStart
        while index < end, bytes[index].isTagNameByte(isFirst: index == nameStart) { index += 1 }
        let name = nameStart..<index
        index = bytes.behindFolds(index, end)
        guard !name.isEmpty, index < end, bytes[index] == UInt8(ascii: "=") else { throw .malformedTagList }
        let allStart = index + 1
        let valueStart = bytes.behindFolds(allStart, end)
        var valueEnd = valueStart
        index = valueStart
        while index < end, bytes[index] != UInt8(ascii: ";") {
            if bytes[index].isTagValueByte {
                index += 1
                valueEnd = index
            } else {
                let next = bytes.behindFolds(index, end)
                guard next > index else { throw .malformedTagList }
                index = next
            }
        }
        for tag in tags where tag.name.count == name.count && bytes[tag.name].elementsEqual(bytes[name]) { throw .malformedTagList }
        tags.append(Tag(name: name, value: valueStart..<max(valueStart, valueEnd), all: allStart..<index))
        position = min(index + 1, end)
    }

    func tag(_ name: StaticString, in bytes: [UInt8]) -> Tag? {
        for tag in tags where bytes.equals(name, in: tag.name) { return tag }
        return nil
    }
}

extension UInt8 {
    // tag-name = ALPHA *(ALPHA / DIGIT / "_")
    fileprivate func isTagNameByte(isFirst: Bool) -> Bool {
        switch self {
        case 0x41...0x5A, 0x61...0x7A: true
        case 0x30...0x39, 0x5F: !isFirst
        default: false
        }
    }

    // VALCHAR = %x21-3A / %x3C-7E, and since RFC 8616 § 4 UTF-8
    @inline(__always)
    fileprivate var isTagValueByte: Bool { self > 0x20 && self != 0x3B && self != 0x7F }
}

extension [UInt8] {
    /// Behind the white space that stands at `start`, where line breaks are followed by a blank: FWS, RFC 5322 § 3.2.2.
    ///
    /// Several folds in a row, which only the obsolete syntax allows, are passed over too.
    func behindFolds(_ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            if self[index].isBlank {
                index += 1
                continue
            }
            let lineFeed = self[index] == .carriageReturn ? index + 1 : index
            guard lineFeed + 1 < end, self[lineFeed] == .lineFeed, self[lineFeed + 1].isBlank else { break }
            index = lineFeed + 2
        }
        return index
    }

    /// The parts of a value between colons, without white space at their ends; a part may be empty.
    func colonSeparated(_ value: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = value.lowerBound
        for index in value.lowerBound...value.upperBound where index == value.upperBound || self[index] == UInt8(ascii: ":") {
            let lower = behindFolds(start, index)
            var upper = index
            while upper > lower, self[upper - 1].isFieldWhitespace { upper -= 1 }
            parts.append(lower..<upper)
            start = index + 1
        }
        return parts
    }

    /// 1*DIGIT; `Int.max` for what is larger. Nil for anything else.
    func number(_ value: Range<Int>) -> Int? {
        guard !value.isEmpty else { return nil }
        var number = 0
        for index in value {
            guard self[index] >= 0x30, self[index] <= 0x39 else { return nil }
            let (product, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) = product.addingReportingOverflow(Int(self[index] - 0x30))
            number = overflows || overflowsToo ? .max : sum
        }
        return number
    }

    // base64string = ALPHADIGITPS *([FWS] ALPHADIGITPS) [ [FWS] "=" [ [FWS] "=" ] ]
    /// The bytes that a value stands for in base64, folds passed over (RFC 6376 § 2.10); nil where it is none. As the grammar has it, nobody counts the padding.
    func base64(_ value: Range<Int>) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(value.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var letters = 0
        var padding = 0
        for index in value {
            let byte = self[index]
            let six: UInt8
            switch byte {
            case 0x41...0x5A: six = byte - 0x41
            case 0x61...0x7A: six = byte - 0x61 + 26
            case 0x30...0x39: six = byte - 0x30 + 52
            case UInt8(ascii: "+"): six = 62
            case UInt8(ascii: "/"): six = 63
            case UInt8(ascii: "="):
                padding += 1
                continue
            case .space, .tab, .carriageReturn, .lineFeed: continue
            default: return nil
            }
            guard padding == 0 else { return nil }
            bits = bits << 6 | UInt32(six)
            letters += 1
            if letters % 4 != 1 { decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32((4 - (letters - 1) % 4 - 1) * 2))) }
        }
        return padding <= 2 && letters > 0 && letters % 4 != 1 ? decoded : nil
    }
}
