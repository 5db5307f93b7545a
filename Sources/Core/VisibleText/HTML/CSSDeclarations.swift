/// The CSS properties that decide whether and where a text is seen.
enum CSSProperty: UInt8, CaseIterable {
    // Lengths, numbers and colours.
    case fontSize, fontScale, color, background, opacity, left, top, right, bottom, textIndent, marginLeft, width, height, maxWidth, maxHeight
    // Keywords, and functions by what they do.
    case display, visibility, position, overflow, whiteSpace, transform, scale, clip, clipPath, filter
    /// What is painted besides or instead of `color`: a fill, a stroke, a shadow, a background that is cut out.
    case paint
    /// Whether a picture or a gradient lies over the background's colour.
    case picture
    /// Shorthands: they set `fontSize` or `fontScale`, and `marginLeft`.
    case font, margin

    private static let names: [(name: Substring, property: CSSProperty)] = [
        ("display", .display), ("visibility", .visibility), ("font-size", .fontSize), ("font", .font), ("color", .color), ("background", .background),
        ("background-color", .background), ("background-image", .picture), ("opacity", .opacity), ("position", .position), ("left", .left),
        ("top", .top), ("text-indent", .textIndent), ("width", .width), ("height", .height), ("max-width", .maxWidth), ("max-height", .maxHeight),
        ("overflow", .overflow), ("overflow-x", .overflow), ("overflow-y", .overflow), ("white-space", .whiteSpace),
        ("right", .right), ("bottom", .bottom), ("margin-left", .marginLeft), ("margin", .margin), ("transform", .transform), ("scale", .scale),
        ("clip", .clip), ("clip-path", .clipPath), ("filter", .filter), ("text-shadow", .paint), ("background-clip", .paint), ("mix-blend-mode", .paint),
    ]

    /// Too long for a `NameTable`: another name could be mistaken for one of these, and then a text is shown that its colour hides.
    private static let longPaints = ["-webkit-text-fill-color", "-webkit-text-stroke", "-webkit-text-stroke-width", "-webkit-background-clip"]
        .map { PackedName($0.utf8) }

    static func named(_ name: PackedName, in table: NameTable) -> CSSProperty? {
        if let found = table[name] { return CSSProperty(rawValue: UInt8(found)) }
        return name.count > PackedName.exactBytes && longPaints.contains(name) ? .paint : nil
    }

    static let byName = NameTable(names.map { ($0.name, UInt32($0.property.rawValue)) })
}

enum CSSDisplay: UInt32 {
    /// `box` stands in the line, and is a box of its own (`inline-block`).
    case inline, none, line, cell, box
}

/// The values that one style attribute, or the rules of a sheet, give to the properties above; all others are passed over.
struct CSSDeclarations: Sendable {
    private var declared: UInt32 = 0
    private var important: UInt32 = 0
    private var numbers = InlineArray<15, UInt32>(repeating: 0)
    private var keywords = InlineArray<12, UInt8>(repeating: 0)

    private static let numberCount = 15

    var isEmpty: Bool { declared == 0 }

    private static func bit(_ property: CSSProperty) -> UInt32 { 1 &<< UInt32(property.rawValue) }

    subscript(property: CSSProperty) -> UInt32? {
        declared & Self.bit(property) != 0 ? value(property) : nil
    }

    private func value(_ property: CSSProperty) -> UInt32 {
        let index = Int(property.rawValue)
        return index < Self.numberCount ? numbers[index] : UInt32(keywords[index &- Self.numberCount])
    }

    subscript(length property: CSSProperty) -> Float? { self[property].map(Float.init(bitPattern:)) }

    subscript(color property: CSSProperty) -> CSSColor? { self[property].map(CSSColor.init(bits:)) }

    /// A later value wins, unless the earlier one is important and it is not.
    mutating func assign(_ property: CSSProperty, _ value: UInt32, isImportant: Bool) {
        let bit = Self.bit(property)
        if important & bit != 0, !isImportant { return }
        declared |= bit
        if isImportant { important |= bit }
        let index = Int(property.rawValue)
        if index < Self.numberCount { numbers[index] = value } else { keywords[index &- Self.numberCount] = UInt8(truncatingIfNeeded: value) }
    }

    mutating func assign(_ property: CSSProperty, number: Float, isImportant: Bool) {
        assign(property, number.bitPattern, isImportant: isImportant)
    }

    mutating func remove(_ property: CSSProperty) {
        declared &= ~Self.bit(property)
        important &= ~Self.bit(property)
    }

    func isImportant(_ property: CSSProperty) -> Bool { important & Self.bit(property) != 0 }

    /// Puts the values of `other`, which comes later or is more specific, over these.
    mutating func override(by other: CSSDeclarations) {
        var rest = other.declared
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            if let property = CSSProperty(rawValue: UInt8(truncatingIfNeeded: index)) { override(property, by: other) }
        }
    }

    private mutating func override(_ property: CSSProperty, by other: CSSDeclarations) {
        // Size and scale are two forms of one property.
        if property == .fontSize || property == .fontScale {
            let twin = property == .fontSize ? CSSProperty.fontScale : .fontSize
            if isImportant(twin), !other.isImportant(property) { return }
            if !isImportant(property) || other.isImportant(property) { remove(twin) }
        }
        assign(property, other.value(property), isImportant: other.isImportant(property))
    }
}
