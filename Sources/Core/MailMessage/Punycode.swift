/// Punycode: RFC 3492, with the parameters of § 5.
enum Punycode {
    private static let base = 36
    private static let tMin = 1
    private static let tMax = 26
    private static let skew = 38
    private static let damp = 700
    private static let initialBias = 72
    private static let initialN = 0x80
    /// RFC 1034 § 3.1: no label is longer, and inserting is quadratic.
    private static let maxLabel = 63

    /// The characters of a label without its `xn--`; nil where it is no Punycode: § 6.2.
    static func decode(_ label: some Collection<UInt8>) -> [Unicode.Scalar]? {
        guard label.count <= maxLabel else { return nil }
        let letters = Array(label)
        let delimiter = letters.lastIndex(of: .hyphen)
        var output = letters[..<(delimiter ?? 0)].map { Unicode.Scalar($0.asciiLowercased) }
        guard output.allSatisfy(\.isASCII) else { return nil }
        var n = initialN
        var i = 0
        var bias = initialBias
        var position = delimiter.map { $0 + 1 } ?? 0
        while position < letters.count {
            guard let delta = number(letters, &position, bias) else { return nil }
            let count = output.count + 1
            bias = adapt(delta, count, isFirst: i == 0)
            i += delta
            n += i / count
            i %= count
            guard n <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(n)) else { return nil }
            output.insert(scalar, at: i)
            i += 1
        }
        return output
    }

    /// The letters of a label without the `xn--` before them: § 6.3. Quadratic in the label's length, which its caller bounds.
    static func encode(_ label: some Collection<Unicode.Scalar>) -> [UInt8] {
        let scalars = label.map { Int($0.value) }
        var output = scalars.filter { $0 < initialN }.map { UInt8($0) }
        let basic = output.count
        if basic > 0 { output.append(.hyphen) }
        var (n, delta, bias, handled) = (initialN, 0, initialBias, basic)
        while handled < scalars.count, let next = scalars.lazy.filter({ $0 >= n }).min() {
            delta += (next - n) * (handled + 1)
            n = next
            for scalar in scalars {
                if scalar < n { delta += 1 }
                guard scalar == n else { continue }
                append(delta, bias, to: &output)
                bias = adapt(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return output
    }

    private static func append(_ number: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = number
        var k = base
        while true {
            let threshold = min(max(k - bias, tMin), tMax)
            if rest < threshold { return output.append(letter(rest)) }
            output.append(letter(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            k += base
        }
    }

    private static func letter(_ digit: Int) -> UInt8 { UInt8(digit < 26 ? 0x61 + digit : 0x30 + digit - 26) }

    /// A generalised variable-length integer: § 3.3. Nil where it ends early or is larger than any in a label.
    private static func number(_ letters: [UInt8], _ position: inout Int, _ bias: Int) -> Int? {
        var value = 0
        var weight = 1
        var k = base
        while position < letters.count {
            guard let digit = digit(letters[position]) else { return nil }
            position += 1
            value += digit * weight
            // 64 characters times the code points: what is larger is no scalar.
            guard value < 0x10FFFF * 64 else { return nil }
            let threshold = min(max(k - bias, tMin), tMax)
            if digit < threshold { return value }
            weight *= base - threshold
            guard weight < 1 << 40 else { return nil }
            k += base
        }
        return nil
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte.asciiLowercased {
        case 0x61...0x7A: Int(byte.asciiLowercased) - 0x61
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    /// § 6.1
    private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var k = 0
        while delta > ((base - tMin) * tMax) / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }
}
