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

    /// Where the figures end that belong together with those at `start`, also where they make no number: `1.2.3`, `2024.05.01`, `192.168.0.1`.
    ///
    /// They are too long where no number has so many.
    static func end(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (end: Int, isTooLong: Bool) {
        var last = figures(text, at: start)
        var groups = 1
        var firstSign: UInt8?
        var isMixed = false
        while let (sign, next) = separator(text, at: last.end) {
            let group = figures(text, at: next)
            isMixed = isMixed || sign != firstSign ?? sign
            if isBlank(sign), isMixed || group.count != 3 || last.count > 3 { break }
            if group.count > Limit.fraction || groups > Limit.groups { return (group.end, true) }
            firstSign = firstSign ?? sign
            groups += 1
            last = group
        }
        return (last.end, false)
    }

    /// Reads figures that belong together; nil where they make no number.
    init?(_ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        var end = Self.figures(text, at: range.lowerBound).end
        var groups = [Self.spelling(text, from: range.lowerBound, to: end)]
        var signs: [UInt8] = []
        while end < range.upperBound, let (sign, next) = Self.separator(text, at: end) {
            end = Self.figures(text, at: next).end
            groups.append(Self.spelling(text, from: next, to: end))
            signs.append(sign)
        }
        self.init(groups, signs)
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

    /// Figures in a row: where they end, and how many they are.
    private struct Group {
        let end: Int
        let count: Int
    }

    private static func figures(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Group {
        var end = start
        var count = 0
        while count <= Limit.fraction, let (_, width) = Figures.read(text, at: end) {
            end += width
            count += 1
        }
        return Group(end: end, count: count)
    }

    /// As ASCII.
    private static func spelling(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> [UInt8] {
        var spelling: [UInt8] = []
        var position = start
        while position < end, let (value, width) = Figures.read(text, at: position) {
            spelling.append(0x30 | value)
            position += width
        }
        return spelling
    }

    /// A sign between figures: `,` `.` `'` `’` or a blank, with a figure behind it. Blanks and apostrophes of all kinds count as one.
    private static func separator(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (sign: UInt8, next: Int)? {
        guard position < text.count else { return nil }
        let (scalar, width) = decodeScalar(text, at: position)
        let next = position + width
        guard Figures.read(text, at: next) != nil else { return nil }
        return switch scalar {
        case 0x2C, 0x2E: (UInt8(scalar), next)
        case 0xFF0C, 0xFF0E: (UInt8(scalar - 0xFEE0), next)
        // Arabic decimal and thousands signs.
        case 0x66B: (UInt8(ascii: "."), next)
        case 0x66C: (UInt8(ascii: ","), next)
        case 0x27, 0x2019: (UInt8(ascii: "'"), next)
        case 0x20, 0xA0, 0x2009, 0x202F: (UInt8(ascii: " "), next)
        default: nil
        }
    }

    /// The value where it is whole and of no more figures than that.
    func value(figures most: Int) -> Int? {
        guard fraction.isEmpty, whole.count <= most else { return nil }
        return whole.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }

    private static func isDecimalSign(_ sign: UInt8) -> Bool { sign == UInt8(ascii: ".") || sign == UInt8(ascii: ",") }
    private static func isBlank(_ sign: UInt8) -> Bool { sign == UInt8(ascii: " ") }
}
