/// The attributes that the reader knows.
enum StyleAttribute: UInt32 {
    case style, classes, id, hidden, bgcolor, color, text, background

    private static let names: [(name: Substring, attribute: StyleAttribute)] = [
        ("style", .style), ("class", .classes), ("id", .id), ("hidden", .hidden), ("bgcolor", .bgcolor), ("color", .color), ("text", .text),
        ("background", .background),
    ]

    static let byName = NameTable(names.map { ($0.name, $0.attribute.rawValue) })
}

extension HTMLTextReader {
    /// What the attributes of the current tag and the sheets declare for it.
    mutating func style(of element: HTMLElement, _ input: Span<UInt8>) -> HTMLElementStyle {
        var style = HTMLElementStyle()
        style.element = element
        names = HTMLNames(tag: tokenizer.tag.packedName)
        var inline: Int?
        for index in tokenizer.attributes.indices {
            guard let name = styleAttributes[tokenizer.attributes[index].packedName].flatMap(StyleAttribute.init(rawValue:)) else { continue }
            switch name {
            case .style: inline = inline ?? index
            case .classes: if names.classes.isEmpty { names.classes = tokenizer.attributes[index].value }
            case .id: if names.id.isEmpty { names.id = tokenizer.attributes[index].value }
            case .hidden: style.isHidden = true
            default: Self.addPresentation(name, tokenizer.attributes[index], element, input, to: &style)
            }
        }
        if !sheet.isEmpty { addSheet(element, input, to: &style) }
        if let inline { style.declarations.override(by: inlineStyles.declarations(of: tokenizer.attributes[inline], in: input)) }
        return style
    }

    /// The attributes that HTML 4 had before there were style sheets (HTML § 15.3).
    private static func addPresentation(
        _ name: StyleAttribute, _ attribute: HTMLAttribute, _ element: HTMLElement, _ input: Span<UInt8>, to style: inout HTMLElementStyle
    ) {
        switch (name, element) {
        case (.color, .font), (.text, .body):
            if let color = CSSColor.legacy(input, attribute.value) { style.declarations.assign(.color, color.bits, isImportant: false) }
        case (.bgcolor, .body), (.bgcolor, .table), (.bgcolor, .rowGroup), (.bgcolor, .row), (.bgcolor, .cell):
            if let color = CSSColor.legacy(input, attribute.value) { style.declarations.assign(.background, color.bits, isImportant: false) }
        case (.background, .body), (.background, .table), (.background, .rowGroup), (.background, .row), (.background, .cell):
            style.declarations.assign(.picture, 1, isImportant: false)
        default: break
        }
    }

    private mutating func addSheet(_ element: HTMLElement, _ input: Span<UInt8>, to style: inout HTMLElementStyle) {
        if element == .html || element == .body {
            let around = Array(roots[..<(element == .html ? 0 : 1)])
            return sheet.apply(to: &style, CSSElement(names, element, tokenizer.attributes, in: [], roots: around, marks: rootMarks), in: input, &steps)
        }
        sheet.apply(
            to: &style,
            CSSElement(
                names, element, tokenizer.attributes, in: open.kept, roots: roots, marks: rootMarks | open.marks, hasForgotten: open.hasForgotten),
            in: input, &steps)
    }

    /// Lets selectors know the element by what `style(of:_:)` has found.
    func addNames(to entry: inout HTMLOpenElements.Entry, _ input: Span<UInt8>) {
        (entry.classes, entry.id, entry.ownMarks) = (HTMLNames.Place(names.classes), HTMLNames.Place(names.id), names.marks(in: input))
    }
}

extension HTMLElementStyle {
    /// How `display` sets the element's text apart.
    func spacing(of element: HTMLElement) -> HTMLSpacing {
        switch declarations[.display].flatMap(CSSDisplay.init(rawValue:)) {
        case .inline?, .box?: .inline
        case .line?: max(element.spacing, .line)
        case .cell?: .cell
        case CSSDisplay.none?, nil: element.spacing
        }
    }
}
