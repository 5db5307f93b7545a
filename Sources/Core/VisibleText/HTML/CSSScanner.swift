/// A number with its unit, such as `12px`.
struct CSSDimension {
    var value: Float
    /// Empty where there is none.
    var unit: PackedName

    static let percent = PackedName("%".utf8)

    private static let pixels: [(PackedName, Float)] = [
        ("px", 1), ("pt", 4.0 / 3), ("pc", 16), ("in", 96), ("cm", 37.8), ("mm", 3.78), ("q", 0.945), ("rem", 16), ("vw", 8), ("vh", 6), ("vmin", 6),
        ("vmax", 8),
    ].map { (PackedName($0.0.utf8), $0.1) }
    private static let fontRelative: [(PackedName, Float)] = [("em", 1), ("%", 0.01), ("ex", 0.5), ("ch", 0.5)].map { (PackedName($0.0.utf8), $0.1) }

    /// An absolute length in CSS pixels; a number without unit counts as pixels (it is one if 0, and quirks mode takes it so).
    var absolute: Float? {
        if unit.count == 0 { return value }
        return Self.pixels.first { $0.0 == unit }.map { $0.1 * value }
    }

    /// A multiple of the font size.
    var relative: Float? { Self.fontRelative.first { $0.0 == unit }.map { $0.1 * value } }

    /// Pixels on a screen of usual size, with 16 pixel text on it and 800 pixel wide: enough to tell near from far.
    var roughPixels: Float? {
        if unit == Self.percent { return value * 8 }
        return absolute ?? relative.map { $0 * 16 }
    }
}

/// Reads CSS values out of a range of bytes. It never goes past the range's end.
struct CSSScanner {
    var index: Int
    let end: Int

    init(_ range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
    }

    @inline(__always)
    func peek(_ input: Span<UInt8>) -> UInt8? { index < end ? input[index] : nil }

    @inline(__always)
    mutating func skip(_ input: Span<UInt8>, while condition: (UInt8) -> Bool) {
        while index < end, condition(input[index]) { index &+= 1 }
    }

    /// A run of letters, digits and hyphens; empty if there is none here.
    mutating func identifier(_ input: Span<UInt8>) -> PackedName {
        var name = PackedName()
        while let byte = peek(input), byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
            name.append(byte)
            index &+= 1
        }
        return name
    }

    /// A number and its unit; nil, and nothing read, if there is none here.
    mutating func dimension(_ input: Span<UInt8>) -> CSSDimension? {
        let start = index
        let isNegative = peek(input) == UInt8(ascii: "-")
        if isNegative || peek(input) == UInt8(ascii: "+") { index &+= 1 }
        let digits = index
        var value: Float = 0
        var scale: Float = 1
        var hasPoint = false
        while let byte = peek(input) {
            if byte.isASCIIDigit {
                value = value * 10 + Float(byte &- 0x30)
                if hasPoint { scale *= 10 }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                break
            }
            index &+= 1
        }
        guard index &- digits > (hasPoint ? 1 : 0) else {
            index = start
            return nil
        }
        // With so many digits that both are infinite, it is no number at all.
        let number = value / scale
        return CSSDimension(value: number.isNaN ? 0 : isNegative ? -number : number, unit: unit(input))
    }

    private mutating func unit(_ input: Span<UInt8>) -> PackedName {
        guard peek(input) == UInt8(ascii: "%") else { return identifier(input) }
        index &+= 1
        return CSSDimension.percent
    }

    @inline(__always)
    static func trimmed(_ input: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, input[lower].isHTMLSpace { lower &+= 1 }
        while upper > lower, input[upper &- 1].isHTMLSpace { upper &-= 1 }
        return lower..<upper
    }
}
