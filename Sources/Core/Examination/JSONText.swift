/// JSON (RFC 8259) as it is written: byte for byte what FoundationEssentials' encoder gives with sorted keys and without escaped slashes, which neither Core nor
/// channels may import. Whoever writes an object names its members in the order of the alphabet.
///
/// Characters that a terminal obeys (controls, and those of the bidirectional algorithm) and line separators are escapes in strings: the value stays the same.
package struct JSONText {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: bytes that will do for most.
    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package mutating func object(_ members: (inout JSONText) -> Void) {
        bytes.append(Self.openingBrace)
        members(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    package mutating func list<Element>(_ elements: some Sequence<Element>, _ write: (Element, inout JSONText) -> Void) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(element, &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// A member's name; its value is to be written next.
    package mutating func name(_ name: StaticString) {
        if bytes.last != Self.openingBrace { bytes.append(UInt8(ascii: ",")) }
        bytes.append(Self.quote)
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(Self.quote)
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func member(_ name: StaticString, _ value: String?) {
        self.name(name)
        if let value { string(value) } else { null() }
    }

    package mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        number(value)
    }

    package mutating func member(_ name: StaticString, _ value: Double) {
        self.name(name)
        number(value)
    }

    package mutating func member(_ name: StaticString, _ values: [String]) {
        self.name(name)
        list(values) { $1.string($0) }
    }

    package mutating func null() { bytes.append(contentsOf: "null".utf8) }

    package mutating func number(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var first = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        var last = bytes.count - 1
        while first < last {
            bytes.swapAt(first, last)
            (first, last) = (first + 1, last - 1)
        }
    }

    /// A finite number, in the fewest digits that tell it from all others.
    package mutating func number(_ value: Double) {
        let digits = value.description
        bytes.append(contentsOf: digits.utf8)
        if digits.hasSuffix(".0") { bytes.removeLast(2) }
    }

    package mutating func string(_ text: String) {
        bytes.append(Self.quote)
        var text = text
        text.withUTF8 { escape($0) }
        bytes.append(Self.quote)
    }

    /// Runs between what needs an escape are copied as they are.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var position = 0
        while position < text.count {
            // Most bytes of most texts.
            if Self.isPlain(text[position]) {
                position += 1
                continue
            }
            guard let (scalar, length) = Self.escaped(text, position) else {
                position += 1
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<position]))
            append(escapeOf: scalar)
            position += length
            start = position
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    /// Whether no escape begins with this byte.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != quote && byte != backslash || byte > 0x7F && byte != 0xC2 && byte != 0xD8 && byte != 0xE2
    }

    /// The character at a position, and how many bytes it has; nil where it stands for itself. Of more bytes than one are U+0080…9F, U+061C, U+200E…200F,
    /// U+2028…202E and U+2066…2069.
    private static func escaped(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> (scalar: UInt16, length: Int)? {
        func next(_ offset: Int) -> UInt8 { position + offset < text.count ? text[position + offset] : 0 }
        switch text[position] {
        case 0xC2: return next(1) < 0xA0 ? (UInt16(next(1)), 2) : nil
        case 0xD8: return next(1) == 0x9C ? (0x061C, 2) : nil
        case 0xE2:
            switch (next(1), next(2)) {
            case (0x80, 0x8E...0x8F), (0x80, 0xA8...0xAE): return (0x2000 + UInt16(next(2) & 0x3F), 3)
            case (0x81, 0xA6...0xA9): return (0x2040 + UInt16(next(2) & 0x3F), 3)
            default: return nil
            }
        case let byte: return (UInt16(byte), 1)
        }
    }

    private mutating func append(escapeOf scalar: UInt16) {
        bytes.append(Self.backslash)
        switch scalar {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case UInt16(Self.quote): bytes.append(Self.quote)
        case UInt16(Self.backslash): bytes.append(Self.backslash)
        default:
            bytes.append(UInt8(ascii: "u"))
            for shift in stride(from: 12, through: 0, by: -4) {
                let digit = UInt8(scalar >> UInt16(shift) & 0xF)
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let openingBrace = UInt8(ascii: "{")
}
