extension ValueForm<Bool> {
    /// Also `yes`, `no`, `on` and `off`, as YAML 1.1 has them.
    static let boolean = word("true or false") { text, style throws(Misreading) in
        guard let value = PlainWord.boolean(text) else { throw .other(meant: NearMiss.of(text, among: ["true", "false"])) }
        if style == .quoted { throw .other(meant: "\(text) without quotes") }
        return value
    } write: {
        .plain($0 ? "true" : "false")
    }
}

extension ValueForm<Int> {
    /// A count in decimal digits.
    static func number(_ range: ClosedRange<Int>) -> Self {
        word("a whole number from \(range.lowerBound) to \(range.upperBound)") { text, style throws(Misreading) in
            guard let value = Digits.value(text[...]) else { throw .other() }
            if style == .quoted { throw .other(meant: "\(value) without quotes") }
            // YAML 1.1 takes 010 for 8.
            if text.hasPrefix("0"), text != "0" { throw .other(meant: "\(value), without the zero before it") }
            guard range.contains(value) else { throw .wrong("is out of range: from \(range.lowerBound) to \(range.upperBound)") }
            return value
        } write: {
            .plain(String($0))
        }
    }

    private static let sizeUnits = [("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)]

    /// Bytes; without a unit too.
    static func size(_ range: ClosedRange<Int>) -> Self {
        word("a size such as 50MB or 64KiB") { text, _ throws(Misreading) in
            let (digits, unit) = Digits.split(text)
            guard let number = Digits.value(digits) else { throw .other() }
            guard let factor = unit.isEmpty ? 1 : sizeUnits.first(where: { $0.0.lowercased() == unit.lowercased() })?.1 else {
                throw .other(meant: sizeUnits.first { $0.0.first?.lowercased() == unit.first?.lowercased() }.map { digits + $0.0 })
            }
            let (value, overflows) = number.multipliedReportingOverflow(by: factor)
            guard !overflows, range.contains(value) else {
                throw .wrong("is out of range: from \(sizeText(range.lowerBound)) to \(sizeText(range.upperBound))")
            }
            return value
        } write: {
            .plain(sizeText($0))
        }
    }

    private static func sizeText(_ bytes: Int) -> String {
        // The unit that gives the smallest whole number.
        let unit = sizeUnits.filter { bytes % $0.1 == 0 && bytes > 0 }.max { $0.1 < $1.1 } ?? sizeUnits[0]
        return "\(bytes / unit.1)\(unit.0)"
    }
}

extension ValueForm<Duration> {
    private static let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)]

    static func duration(_ range: ClosedRange<Duration>) -> Self {
        word("a duration such as 2s, 500ms or 5m") { text, _ throws(Misreading) in
            let (digits, unit) = Digits.split(text)
            guard let number = Digits.value(digits) else { throw .other() }
            guard let factor = units.first(where: { $0.0 == unit.lowercased() })?.1 else { throw .other(meant: meant(digits, unit)) }
            let (milliseconds, overflows) = number.multipliedReportingOverflow(by: factor)
            guard !overflows, range.contains(.milliseconds(milliseconds)) else {
                throw .wrong("is out of range: from \(durationText(range.lowerBound)) to \(durationText(range.upperBound))")
            }
            return .milliseconds(milliseconds)
        } write: {
            .plain(durationText($0))
        }
    }

    private static func meant(_ digits: Substring, _ unit: Substring) -> String? {
        if unit.isEmpty { return "\(digits)s for seconds" }
        return units.first { !$0.0.hasPrefix("ms") && unit.lowercased().hasPrefix($0.0) }.map { digits + $0.0 }
    }

    private static func durationText(_ duration: Duration) -> String {
        let milliseconds = Int(duration.components.seconds) * 1_000 + Int(duration.components.attoseconds / 1_000_000_000_000_000)
        let unit = units.last { milliseconds % $0.1 == 0 && milliseconds > 0 } ?? units[1]
        return "\(milliseconds / unit.1)\(unit.0)"
    }
}

/// Numbers in decimal digits: no signs, no separators, no fractions.
private enum Digits {
    /// Digits at the beginning, and what comes behind them without the spaces between.
    static func split(_ text: String) -> (digits: Substring, rest: Substring) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return (digits, text[digits.endIndex...].drop { $0 == " " })
    }

    /// Nil also where it is too large for the machine.
    static func value(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(digits) : nil
    }
}
