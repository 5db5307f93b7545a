/// A colour as `0xRRGGBB`, or one that cannot be compared.
struct CSSColor: Equatable, Sendable {
    var bits: UInt32

    init(bits: UInt32) { self.bits = bits }

    static let black = CSSColor(bits: 0)
    static let white = CSSColor(bits: 0xFFFFFF)
    /// The usual colour of a link.
    static let link = CSSColor(bits: 0x0000EE)
    /// A picture, a gradient, a variable: no colour that could be known here.
    static let unknown = CSSColor(bits: 0x0100_0000)
    static let transparent = CSSColor(bits: 0x0200_0000)
    static let inherited = CSSColor(bits: 0x0300_0000)

    private var isKnown: Bool { bits <= 0xFFFFFF }

    /// Channels that differ by no more cannot be told apart by a reader: a contrast below 1.2 : 1.
    static let nearlyEqual: Int32 = 16

    /// Whether text of this colour cannot be read on `background`.
    func isUnreadable(on background: CSSColor) -> Bool {
        if self == .transparent { return true }
        guard isKnown, background.isKnown else { return false }
        for shift: UInt32 in [0, 8, 16] {
            let difference = Int32(bits &>> shift & 0xFF) &- Int32(background.bits &>> shift & 0xFF)
            if difference.magnitude > Self.nearlyEqual.magnitude { return false }
        }
        return true
    }

    /// The names of CSS Color 4 § 6.1, without `lightgoldenrodyellow`, which is longer than a `PackedName`.
    private static let names = """
        aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000 blanchedalmond ffebcd
        blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
        cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9
        darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
        darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3
        deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22
        fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080
        honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00
        lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
        lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de
        lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd
        mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc
        mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6
        olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee
        palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080
        rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57
        seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f
        steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff
        whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
        """

    private static let table: NameTable = {
        let words = names.split { $0 == " " || $0 == "\n" }
        let named = stride(from: 0, to: words.count - 1, by: 2).map { (name: words[$0], value: UInt32(words[$0 + 1], radix: 16) ?? 0) }
        let keywords: [(name: Substring, value: UInt32)] = [
            ("transparent", transparent.bits), ("inherit", inherited.bits), ("currentcolor", unknown.bits), ("unset", unknown.bits),
            ("initial", unknown.bits), ("revert", unknown.bits), ("canvas", unknown.bits), ("windowtext", unknown.bits), ("window", unknown.bits),
        ]
        return NameTable(named + keywords)
    }()

    static func named(_ name: PackedName) -> CSSColor? {
        if name.count > PackedName.exactBytes { return .unknown }
        return table[name].map(CSSColor.init(bits:))
    }
}

extension CSSColor {
    /// Below this alpha a colour is as good as not there, and above the other one as good as opaque.
    private static let minAlpha: Float = 0.05
    private static let opaqueAlpha: Float = 0.95

    /// A colour with an alpha: one that lets something through, and so depends on what that is, is `unknown`.
    private init(bits: UInt32, alpha: Float) {
        self.bits = alpha <= Self.minAlpha ? Self.transparent.bits : alpha < Self.opaqueAlpha ? Self.unknown.bits : bits
    }

    /// The colour in `range`: a name, `#rgb`, `#rrggbb` with or without alpha, `rgb()`; another function is `unknown`, bad syntax nil.
    init?(css input: Span<UInt8>, _ range: Range<Int>) {
        guard let first = range.first else { return nil }
        if input[first] == UInt8(ascii: "#") {
            self.init(hexadecimal: input, range.dropFirst())
            return
        }
        var scanner = CSSScanner(range)
        let name = scanner.identifier(input)
        if scanner.peek(input) == UInt8(ascii: "(") {
            self =
                name == Self.rgb || name == Self.rgba
                ? Self.function(input, &scanner) : name == Self.hsl || name == Self.hsla ? Self.hue(input, &scanner) : .unknown
            return
        }
        guard let color = Self.named(name) else { return nil }
        self = color
    }

    private static let rgb = PackedName("rgb".utf8)
    private static let rgba = PackedName("rgba".utf8)
    private static let hsl = PackedName("hsl".utf8)
    private static let hsla = PackedName("hsla".utf8)

    init?(hexadecimal input: Span<UInt8>, _ digits: Range<Int>) {
        var value: UInt32 = 0
        guard digits.count <= 8 else { return nil }
        for index in digits {
            guard let digit = input[index].hexDigit else { return nil }
            value = value &<< 4 | digit
        }
        switch digits.count {
        case 3: self.init(bits: Self.doubled(value))
        case 4: self.init(bits: Self.doubled(value &>> 4), alpha: Float(value & 0xF) / 15)
        case 6: self.init(bits: value)
        case 8: self.init(bits: value &>> 8, alpha: Float(value & 0xFF) / 255)
        default: return nil
        }
    }

    private static func doubled(_ short: UInt32) -> UInt32 {
        ((short &>> 8 & 0xF) &<< 16 | (short &>> 4 & 0xF) &<< 8 | short & 0xF) &* 0x11
    }

    private static func skipSigns(_ input: Span<UInt8>, _ scanner: inout CSSScanner) {
        scanner.skip(input) { $0.isHTMLSpace || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "(") }
    }

    /// `hsl(120 50% 99% / 1)`: CSS Color 4 § 7.1, the hue in degrees. Near white and black the hue does not matter much, so it is
    /// only looked at where the number has no unit or `deg`.
    private static func hue(_ input: Span<UInt8>, _ scanner: inout CSSScanner) -> CSSColor {
        var numbers = InlineArray<4, Float>(repeating: 1)
        for index in 0..<4 {
            skipSigns(input, &scanner)
            guard let number = scanner.dimension(input) else {
                if index == 3 { break }
                return .unknown
            }
            if index == 0, number.unit.count > 0, number.unit != degrees { return .unknown }
            numbers[index] = index == 0 || index == 3 && number.unit != CSSDimension.percent ? number.value : number.value / 100
        }
        guard abs(numbers[0]) < 1e6 else { return .unknown }
        let turn = (numbers[0] / 30).truncatingRemainder(dividingBy: 12) + (numbers[0] < 0 ? 12 : 0)
        let (saturation, lightness) = (min(max(numbers[1], 0), 1), min(max(numbers[2], 0), 1))
        let reach = saturation * min(lightness, 1 - lightness)
        var channels: UInt32 = 0
        for offset: Float in [0, 8, 4] {
            let position = (offset + turn).truncatingRemainder(dividingBy: 12)
            let channel = lightness - reach * max(-1, min(position - 3, 9 - position, 1))
            channels = channels &<< 8 | UInt32(min(max(channel, 0), 1) * 255)
        }
        return CSSColor(bits: channels, alpha: numbers[3])
    }

    private static let degrees = PackedName("deg".utf8)

    private static func function(_ input: Span<UInt8>, _ scanner: inout CSSScanner) -> CSSColor {
        var channels: UInt32 = 0
        var alpha: Float = 1
        for index in 0..<4 {
            skipSigns(input, &scanner)
            guard let number = scanner.dimension(input) else { return index == 3 ? CSSColor(bits: channels) : .unknown }
            let isPercentage = number.unit == CSSDimension.percent
            if index < 3 {
                channels = channels &<< 8 | UInt32(max(0, min(255, isPercentage ? number.value * 2.55 : number.value)))
            } else {
                alpha = isPercentage ? number.value / 100 : number.value
            }
        }
        return CSSColor(bits: channels, alpha: alpha)
    }

    /// A longer one is cut there (HTML § 2.3.6, step 8).
    private static let longestLegacy = 128

    /// A colour of an HTML attribute (`bgcolor`, `color`): any text is one, by the rules for parsing a legacy colour value (HTML § 2.3.6).
    /// Nil where the attribute says nothing; `unknown` where the text is not ASCII.
    static func legacy(_ input: Span<UInt8>, _ range: Range<Int>) -> CSSColor? {
        let value = CSSScanner.trimmed(input, range)
        guard let first = value.first else { return nil }
        if input[first] == UInt8(ascii: "#"), value.count == 4, let color = CSSColor(hexadecimal: input, value.dropFirst()) { return color }
        var scanner = CSSScanner(value)
        let name = scanner.identifier(input)
        if scanner.index == scanner.end, name.count <= PackedName.exactBytes, let color = named(name) {
            if color == .transparent { return nil }
            if color != .inherited, color != .unknown { return color }
        }
        return junk(input, input[first] == UInt8(ascii: "#") ? value.dropFirst() : value)
    }

    /// Three runs of digits of the same length, of which the first two that say something count; what is no digit is 0.
    private static func junk(_ input: Span<UInt8>, _ range: Range<Int>) -> CSSColor {
        let count = min(range.count, longestLegacy)
        func digit(_ index: Int) -> UInt32 { index < count ? input[range.lowerBound &+ index].hexDigit ?? 0 : 0 }
        for index in 0..<count where input[range.lowerBound &+ index] >= 0x80 || input[range.lowerBound &+ index] == UInt8(ascii: "&") { return .unknown }
        var length = max((count &+ 2) / 3, 1)
        let run = length
        var skipped = max(length &- 8, 0)
        length &-= skipped
        while length > 2, (0..<3).allSatisfy({ digit($0 &* run &+ skipped) == 0 }) {
            skipped &+= 1
            length &-= 1
        }
        var channels: UInt32 = 0
        for channel in 0..<3 {
            let start = channel &* run &+ skipped
            channels = channels &<< 8 | (length > 1 ? digit(start) &<< 4 | digit(start &+ 1) : digit(start))
        }
        return CSSColor(bits: channels)
    }
}
