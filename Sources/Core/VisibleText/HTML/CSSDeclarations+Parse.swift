extension CSSDeclarations {
    /// Adds the declarations in `range` (CSS Syntax 3 § 5.5.5): those not understood are passed over.
    ///
    /// Comments and escapes must be gone already (`CSSText.plain`).
    mutating func parse(_ css: Span<UInt8>, _ range: Range<Int>) {
        let properties = CSSProperty.byName
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            index = css.firstIndex(of: UInt8(ascii: ":"), or: UInt8(ascii: ";"), from: index, to: range.upperBound)
            guard index < range.upperBound else { return }
            guard css[index] == UInt8(ascii: ":") else {
                index &+= 1
                continue
            }
            let name = PackedName(css, CSSScanner.trimmed(css, start..<index))
            let end = CSSText.endOfValue(css, index &+ 1..<range.upperBound)
            if let property = CSSProperty.named(name, in: properties) { set(property, css, index &+ 1..<end) }
            index = end &+ 1
        }
    }

    private mutating func set(_ property: CSSProperty, _ css: Span<UInt8>, _ range: Range<Int>) {
        var value = CSSScanner.trimmed(css, range)
        var isImportant = false
        // "!important": the mark is the last '!' and at most a word's length from the end.
        var index = value.upperBound &- 1
        while index >= value.lowerBound, value.upperBound &- index <= 12 {
            if css[index] == UInt8(ascii: "!") {
                isImportant = true
                value = CSSScanner.trimmed(css, value.lowerBound..<index)
                break
            }
            index &-= 1
        }
        set(property, css, value, isImportant: isImportant)
    }

    private mutating func set(_ property: CSSProperty, _ css: Span<UInt8>, _ value: Range<Int>, isImportant: Bool) {
        switch property {
        case .display, .visibility, .position, .overflow, .whiteSpace:
            var scanner = CSSScanner(value)
            if let keyword = CSSKeyword.value(scanner.identifier(css), of: property) { assign(property, keyword, isImportant: isImportant) }
        case .color: if let color = CSSColor(css: css, value) { assign(.color, color.bits, isImportant: isImportant) }
        case .background: setBackground(css, value, isImportant)
        case .picture: setPicture(css, value, isImportant)
        case .fontSize, .fontScale: setFontSize(css, value, isImportant)
        case .font: setFont(css, value, isImportant)
        case .opacity:
            var scanner = CSSScanner(value)
            guard let number = scanner.dimension(css) else { return }
            assign(.opacity, number: number.unit == CSSDimension.percent ? number.value / 100 : number.value, isImportant: isImportant)
        case .margin: setMargin(css, value, isImportant)
        case .transform, .scale, .clip, .clipPath, .filter: setFunctions(property, css, value, isImportant)
        case .paint: if Self.isPaint(css, value) { assign(.paint, 1, isImportant: isImportant) }
        case .left, .right, .top, .bottom, .marginLeft, .textIndent, .width, .height, .maxWidth, .maxHeight:
            var scanner = CSSScanner(value)
            // What is no length (auto, none, calc) is surely not the zero that was there before.
            assign(property, number: scanner.dimension(css)?.roughPixels ?? .infinity, isImportant: isImportant)
        }
    }

    /// `background`, or its colour alone.
    private mutating func setBackground(_ css: Span<UInt8>, _ value: Range<Int>, _ isImportant: Bool) {
        var scanner = CSSScanner(value)
        while scanner.index < scanner.end {
            scanner.skip(css) { $0.isHTMLSpace || $0 == UInt8(ascii: ",") }
            let start = scanner.index
            scanner.skip(css) { !$0.isHTMLSpace && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ",") }
            if scanner.peek(css) == UInt8(ascii: "(") { scanner.skip(css) { $0 != UInt8(ascii: ")") } }
            scanner.skip(css) { !$0.isHTMLSpace && $0 != UInt8(ascii: ",") }
            guard start < scanner.index, let color = CSSColor(css: css, start..<scanner.index) else { continue }
            // A function that is no colour is a picture, or a colour in a notation not known here.
            if color == .unknown { assign(.picture, 1, isImportant: isImportant) } else { assign(.background, color.bits, isImportant: isImportant) }
        }
    }

    private mutating func setPicture(_ css: Span<UInt8>, _ value: Range<Int>, _ isImportant: Bool) {
        var scanner = CSSScanner(value)
        let keyword = scanner.identifier(css)
        if keyword.count > 0 { assign(.picture, keyword == CSSKeyword.none || keyword == CSSKeyword.initial ? 0 : 1, isImportant: isImportant) }
    }

    private mutating func setFontSize(_ css: Span<UInt8>, _ value: Range<Int>, _ isImportant: Bool) {
        var scanner = CSSScanner(value)
        if let size = scanner.dimension(css) { return assignFontSize(size, isImportant) }
        // Keywords from xx-small to larger can all be read, and calc() is not known: as if the usual size.
        if value.count > 0, scanner.identifier(css) != CSSKeyword.inherit { assignFontSize(CSSDimension(value: 16, unit: PackedName()), isImportant) }
    }

    private mutating func assignFontSize(_ size: CSSDimension, _ isImportant: Bool) {
        var other = CSSDeclarations()
        if let pixels = size.absolute {
            other.assign(.fontSize, number: pixels, isImportant: isImportant)
        } else if let scale = size.relative {
            other.assign(.fontScale, number: scale, isImportant: isImportant)
        }
        override(by: other)
    }

    /// `font`: the size is the first number with a unit, or 0; a bare number is the weight.
    private mutating func setFont(_ css: Span<UInt8>, _ value: Range<Int>, _ isImportant: Bool) {
        var scanner = CSSScanner(value)
        while scanner.index < scanner.end {
            scanner.skip(css) { $0.isHTMLSpace }
            if let size = scanner.dimension(css), size.unit.count > 0 || size.value == 0 { return assignFontSize(size, isImportant) }
            scanner.skip(css) { !$0.isHTMLSpace }
        }
    }
}

/// The keywords of the properties that take one, as the numbers that `CSSDeclarations` keeps.
enum CSSKeyword {
    static let inherit = PackedName("inherit".utf8)
    static let initial = PackedName("initial".utf8)
    static let none = PackedName("none".utf8)

    private static let display = table([
        ("none", CSSDisplay.none.rawValue), ("inline", 0), ("contents", 0), ("inline-block", 4), ("inline-flex", 4), ("inline-grid", 4), ("inline-table", 0),
        ("table-cell", 3),
        ("block", 2), ("flex", 2), ("grid", 2), ("table", 2), ("list-item", 2), ("table-row", 2), ("flow-root", 2),
    ])
    private static let visibility = table([("hidden", 1), ("collapse", 1), ("visible", 0), ("initial", 0)])
    private static let position = table([("absolute", 1), ("fixed", 1), ("relative", 2), ("sticky", 0), ("static", 0), ("initial", 0)])
    private static let overflow = table([("hidden", 1), ("clip", 1), ("auto", 1), ("scroll", 1), ("overlay", 1), ("visible", 0), ("initial", 0)])
    private static let whiteSpace = table([
        ("pre", 1), ("pre-wrap", 1), ("pre-line", 1), ("break-spaces", 1), ("normal", 0), ("nowrap", 0), ("initial", 0),
    ])

    static func value(_ keyword: PackedName, of property: CSSProperty) -> UInt32? {
        switch property {
        case .display: display[keyword] ?? (keyword.count > 0 && keyword != inherit ? CSSDisplay.inline.rawValue : nil)
        case .visibility: visibility[keyword]
        case .position: position[keyword]
        case .overflow: overflow[keyword]
        case .whiteSpace: whiteSpace[keyword]
        default: nil
        }
    }

    private static func table(_ values: [(name: Substring, value: UInt32)]) -> NameTable { NameTable(values) }
}
