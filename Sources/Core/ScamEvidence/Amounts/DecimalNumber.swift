/// A number in figures as people of many countries write it: `1400`, `1,400.50`, `1.300,50`, `1 300`, `1'300`, `0.484890`.
struct DecimalNumber: Equatable {
    enum Limit {
        /// Figures before and after the decimal sign; nobody demands more.
        static let whole = 15
        static let fraction = 18
        /// Groups of figures; more make a serial number.
        static let groups = 6
    }

    /// Figures without grouping, as written.
    var whole: [UInt8]
    var fraction: [UInt8]
    /// Whether a point or comma stands before three figures, so that it may group or begin a fraction: `1.300`. Taken as grouping.
    var isAmbiguous = false
    /// Whether that was a point.
    private var hasPoint = false

    /// Reads a number of which the first figure stands at `start`. The end is behind all figures that belong together,
    /// also where they make no number: `1.2.3`, `2024.05.01`, `192.168.0.1`.
    static func read(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (number: DecimalNumber?, end: Int) {
        var groups = [figures(text, at: start)]
        var signs: [UInt8] = []
        var end = groups[0].upperBound
        while let (sign, next) = separator(text, at: end) {
            let group = figures(text, at: next)
            if isBlank(sign), !(group.count == 3 && groups[groups.count - 1].count <= 3 && signs.allSatisfy { $0 == sign }) { break }
            if group.count > Limit.fraction || groups.count > Limit.groups { return (nil, group.upperBound) }
            groups.append(group)
            signs.append(sign)
            end = group.upperBound
        }
        return (DecimalNumber(groups.map { Array(text[$0]) }, signs), end)
    }

    /// A whole number.
    init(_ value: Int) {
        whole = Array(String(value).utf8)
        fraction = []
    }

    /// Nil where grouping and decimal signs make no sense together.
    private init?(_ groups: [[UInt8]], _ signs: [UInt8]) {
        var groups = groups
        var signs = signs
        fraction = []
        if let last = signs.last, Self.isDecimalSign(last), Self.beginsFraction(groups, signs) {
            fraction = groups.removeLast()
            signs.removeLast()
        } else if signs.count == 1, Self.isDecimalSign(signs[0]) {
            isAmbiguous = true
            hasPoint = signs[0] == UInt8(ascii: ".")
        }
        guard Set(signs).count <= 1, Self.areGroups(groups) else { return nil }
        whole = groups.flatMap(\.self)
        guard whole.count <= Limit.whole else { return nil }
    }

    /// Whether the last sign is a decimal one: the only of its kind, and not before exactly three figures unless others have grouped.
    private static func beginsFraction(_ groups: [[UInt8]], _ signs: [UInt8]) -> Bool {
        guard signs.count(where: { $0 == signs[signs.count - 1] }) == 1 else { return false }
        if signs.count > 1 { return true }
        return groups[1].count != 3 || groups[0].count > 3 || groups[0] == [UInt8(ascii: "0")]
    }

    /// Groups of three, or of two before the last one of three, as in India.
    private static func areGroups(_ groups: [[UInt8]]) -> Bool {
        guard groups.count > 1 else { return true }
        guard let last = groups.last, last.count == 3, groups[0].count <= 3 else { return false }
        let middle = groups[1..<(groups.count - 1)]
        return middle.allSatisfy { $0.count == 3 } || (middle.allSatisfy { $0.count == 2 } && groups[0].count <= 2)
    }

    /// The decimal spelling, for cryptocurrencies with an ambiguous point read as a fraction; nil for zero.
    func spelling(isCryptocurrency: Bool, zeros: Int = 0) -> String? {
        var whole = whole
        var fraction = fraction
        if isCryptocurrency, isAmbiguous, hasPoint {
            fraction = Array(whole.suffix(3))
            whole.removeLast(3)
        }
        for _ in 0..<zeros { whole.append(fraction.isEmpty ? UInt8(ascii: "0") : fraction.removeFirst()) }
        let significant = whole.drop { $0 == UInt8(ascii: "0") }
        guard !significant.isEmpty || fraction.contains(where: { $0 != UInt8(ascii: "0") }) else { return nil }
        let front = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
        return fraction.isEmpty ? front : front + "." + String(decoding: fraction, as: UTF8.self)
    }

    private static func figures(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int> {
        var end = start
        while end < text.count, end - start <= Limit.fraction, AddressBytes.isDigit(text[end]) { end += 1 }
        return start..<end
    }

    /// A sign between figures: `,` `.` `'` `’` or a blank, with a figure behind it. Blanks and apostrophes of all kinds count as one.
    private static func separator(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (sign: UInt8, next: Int)? {
        guard position < text.count else { return nil }
        let (scalar, width) = decodeScalar(text, at: position)
        let next = position + width
        guard next < text.count, AddressBytes.isDigit(text[next]) else { return nil }
        return switch scalar {
        case 0x2C, 0x2E: (UInt8(scalar), next)
        case 0x27, 0x2019: (UInt8(ascii: "'"), next)
        case 0x20, 0xA0, 0x2009, 0x202F: (UInt8(ascii: " "), next)
        default: nil
        }
    }

    private static func isDecimalSign(_ sign: UInt8) -> Bool { sign == UInt8(ascii: ".") || sign == UInt8(ascii: ",") }
    private static func isBlank(_ sign: UInt8) -> Bool { sign == UInt8(ascii: " ") }
}
