/// The members of one JSON object (RFC 8259) of which the values that are strings are kept. Others are read over, but only if they are well formed.
///
/// One pass, whatever the bytes are; nesting is a counter and a list of bits, not recursion.
struct JSONMembers {
    enum Problem: Error, Equatable {
        /// No JSON, or not in UTF-8: RFC 8259 § 8.1.
        case malformed
        /// An array, a number, …
        case notAnObject
        /// RFC 8259 § 4 leaves open which of them counts.
        case nameTwice
        case tooDeep
        case tooManyMembers
    }

    /// Ours have four.
    static let mostMembers = 32
    /// Of what is read over.
    static let mostDepth = 64

    /// UTF-8, escapes undone; half a surrogate pair is U+FFFD.
    private(set) var texts: [String: [UInt8]] = [:]
    /// Names whose value is no string.
    private(set) var others: Set<String> = []

    init(_ bytes: [UInt8]) throws(Problem) {
        guard (try? UTF8Span(validating: bytes.span)) != nil else { throw .malformed }
        var reader = Reader(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        reader.skipSpace()
        guard reader.take("{") else {
            try reader.skipValue()
            throw reader.isAtEnd() ? .notAnObject : .malformed
        }
        reader.skipSpace()
        if !reader.take("}") {
            repeat { try readMember(&reader) } while reader.take(",")
            guard reader.take("}") else { throw .malformed }
        }
        guard reader.isAtEnd() else { throw .malformed }
    }

    private mutating func readMember(_ reader: inout Reader) throws(Problem) {
        reader.skipSpace()
        let name = String(decoding: try reader.readString(), as: UTF8.self)
        reader.skipSpace()
        guard reader.take(":") else { throw .malformed }
        reader.skipSpace()
        guard texts[name] == nil, !others.contains(name) else { throw .nameTwice }
        guard texts.count + others.count < Self.mostMembers else { throw .tooManyMembers }
        if reader.isAt("\"") {
            texts[name] = try reader.readString()
        } else {
            try reader.skipValue()
            others.insert(name)
        }
        reader.skipSpace()
    }

    private struct Reader {
        private let bytes: [UInt8]
        var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        func isAt(_ letter: Unicode.Scalar) -> Bool { next == UInt8(ascii: letter) }

        mutating func take(_ letter: Unicode.Scalar) -> Bool {
            guard isAt(letter) else { return false }
            position += 1
            return true
        }

        mutating func skipSpace() { while let next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { position += 1 } }

        mutating func isAtEnd() -> Bool {
            skipSpace()
            return position == bytes.count
        }

        /// string = quotation-mark *char quotation-mark
        mutating func readString() throws(Problem) -> [UInt8] {
            guard take("\"") else { throw .malformed }
            var text: [UInt8] = []
            var start = position
            while let byte = next {
                if byte == UInt8(ascii: "\"") {
                    text += bytes[start..<position]
                    position += 1
                    return text
                }
                guard byte >= 0x20 else { throw .malformed }
                position += 1
                if byte == UInt8(ascii: "\\") {
                    text += bytes[start..<position - 1]
                    text.append(contentsOf: String(try readEscape()).utf8)
                    start = position
                }
            }
            throw .malformed
        }

        /// What stands behind a backslash.
        private mutating func readEscape() throws(Problem) -> Unicode.Scalar {
            guard let letter = next else { throw .malformed }
            position += 1
            switch Unicode.Scalar(letter) {
            case "\"", "\\", "/": return Unicode.Scalar(letter)
            case "b": return "\u{8}"
            case "f": return "\u{C}"
            case "n": return "\n"
            case "r": return "\r"
            case "t": return "\t"
            case "u": return try readUnit()
            default: throw .malformed
            }
        }

        private mutating func readUnit() throws(Problem) -> Unicode.Scalar {
            let unit = try readHex()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            // A high surrogate, and the low one behind it.
            guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
                return "\u{FFFD}"
            }
            let behind = position
            position += 2
            let low = try readHex()
            if (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) { return scalar }
            position = behind
            return "\u{FFFD}"
        }

        private mutating func readHex() throws(Problem) -> UInt32 {
            var value: UInt32 = 0
            for _ in 0..<4 {
                guard let letter = next, let digit = Character(Unicode.Scalar(letter)).hexDigitValue else { throw .malformed }
                value = value << 4 | UInt32(digit)
                position += 1
            }
            return value
        }

        /// Any value; strings in it are checked as others are.
        mutating func skipValue() throws(Problem) {
            // What is open, the innermost last: whether it is an object.
            var open: [Bool] = []
            while true {
                skipSpace()
                if isAt("\"") {
                    _ = try readString()
                } else if take("{") {
                    guard open.count < JSONMembers.mostDepth else { throw .tooDeep }
                    skipSpace()
                    if !take("}") {
                        open.append(true)
                        try skipName()
                        continue
                    }
                } else if take("[") {
                    guard open.count < JSONMembers.mostDepth else { throw .tooDeep }
                    skipSpace()
                    if !take("]") {
                        open.append(false)
                        continue
                    }
                } else {
                    try skipWord()
                }
                // A value has ended: so may what is around it.
                while let isObject = open.last {
                    skipSpace()
                    if take(",") {
                        if isObject { try skipName() }
                        break
                    }
                    guard take(isObject ? "}" : "]") else { throw .malformed }
                    open.removeLast()
                }
                if open.isEmpty { return }
            }
        }

        private mutating func skipName() throws(Problem) {
            skipSpace()
            _ = try readString()
            skipSpace()
            guard take(":") else { throw .malformed }
        }

        /// A number, or one of the three words.
        private mutating func skipWord() throws(Problem) {
            let start = position
            while let next, next == UInt8(ascii: "-") || next == UInt8(ascii: "+") || next == UInt8(ascii: ".") || isLetterOrDigit(next) { position += 1 }
            let word = bytes[start..<position]
            if !["true", "false", "null"].contains(where: { word.elementsEqual($0.utf8) }), !Self.isNumber(word) { throw .malformed }
        }

        private func isLetterOrDigit(_ byte: UInt8) -> Bool { Self.isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) }

        private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

        /// number = [ minus ] int [ frac ] [ exp ]
        private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
            var rest = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
            func digits() -> Int {
                let count = rest.prefix(while: isDigit).count
                rest = rest.dropFirst(count)
                return count
            }
            let hasLeadingZero = rest.first == UInt8(ascii: "0")
            let whole = digits()
            guard whole > 0, !(hasLeadingZero && whole > 1) else { return false }
            if rest.first == UInt8(ascii: ".") {
                rest = rest.dropFirst()
                guard digits() > 0 else { return false }
            }
            if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
                rest = rest.dropFirst()
                if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
                guard digits() > 0 else { return false }
            }
            return rest.isEmpty
        }
    }
}
