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
        var inline: Int?
        var classes: Int?
        var id: Int?
        for index in tokenizer.attributes.indices {
            guard let name = styleAttributes[tokenizer.attributes[index].packedName].flatMap(StyleAttribute.init(rawValue:)) else { continue }
            switch name {
            case .style: inline = inline ?? index
            case .classes: classes = classes ?? index
            case .id: id = id ?? index
            case .hidden: style.isHidden = true
            default: Self.addPresentation(name, tokenizer.attributes[index], element, input, to: &style)
            }
        }
        if !sheet.isEmpty { addSheet(classes: classes, id: id, input, to: &style) }
        if let inline { style.declarations.override(by: inlineStyles.declarations(of: tokenizer.attributes[inline], in: input)) }
        return style
    }

    /// The attributes that HTML 4 had before there were style sheets (HTML § 15.3).
    private static func addPresentation(
        _ name: StyleAttribute, _ attribute: HTMLAttribute, _ element: HTMLElement, _ input: Span<UInt8>, to style: inout HTMLElementStyle
    ) {
        switch (name, element) {
        case (.color, .font), (.text, .body):
            style.declarations.assign(.color, CSSColor.legacy(input, attribute.value).bits, isImportant: false)
        case (.bgcolor, .body), (.bgcolor, .table), (.bgcolor, .rowGroup), (.bgcolor, .row), (.bgcolor, .cell):
            style.declarations.assign(.background, CSSColor.legacy(input, attribute.value).bits, isImportant: false)
        case (.background, .body), (.background, .table), (.background, .rowGroup), (.background, .row), (.background, .cell):
            style.declarations.assign(.picture, 1, isImportant: false)
        default: break
        }
    }

    private func addSheet(classes: Int?, id: Int?, _ input: Span<UInt8>, to style: inout HTMLElementStyle) {
        sheet.apply(
            to: &style, tag: tokenizer.tag.packedName, classes: classes.map { tokenizer.attributes[$0].value } ?? 0..<0,
            id: id.map { tokenizer.attributes[$0].value } ?? 0..<0, in: input)
    }
}

extension HTMLElementStyle {
    /// How `display` sets the element's text apart.
    func spacing(of element: HTMLElement) -> HTMLSpacing {
        switch declarations[.display].flatMap(CSSDisplay.init(rawValue:)) {
        case .inline?: .inline
        case .line?: max(element.spacing, .line)
        case .cell?: .cell
        case CSSDisplay.none?, nil: element.spacing
        }
    }
}
