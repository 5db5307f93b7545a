/// The `html` and `body` elements: they are there without tags, and a late tag adds its attributes to them (HTML § 13.2.6.4.7).
extension HTMLTextReader {
    static let root = PackedName("html".utf8)
    static let body = PackedName("body".utf8)

    /// Only the first tag of each counts.
    mutating func readRoot(_ element: HTMLElement, _ input: Span<UInt8>) {
        if element == .html {
            guard rootStyle == nil else { return }
            setRoot(0, rootNames(), input)
            rootStyle = style(of: element, input)
        } else {
            guard bodyStyle == nil else { return }
            setRoot(1, rootNames(), input)
            bodyStyle = style(of: element, input)
        }
        resetBase(input)
        if !open.isEmpty { forgetBackground() }
    }

    private func rootNames() -> HTMLNames {
        var names = HTMLNames(tag: tokenizer.tag.packedName)
        for attribute in tokenizer.attributes.reversed() {
            if attribute.packedName == Self.classes { names.classes = attribute.value }
            if attribute.packedName == Self.id { names.id = attribute.value }
        }
        return names
    }

    private static let classes = PackedName("class".utf8)
    private static let id = PackedName("id".utf8)

    private mutating func setRoot(_ index: Int, _ names: HTMLNames, _ input: Span<UInt8>) {
        roots[index] = names
        rootMarks |= roots[index].marks(in: input)
    }

    /// What the text inherits that stands in no other element.
    mutating func resetBase(_ input: Span<UInt8>) {
        var appearance = HTMLAppearance(comparesColors: comparesColors)
        appearance.apply(sheetStyle(Self.root, input))
        if let rootStyle { appearance.apply(rootStyle) }
        appearance.apply(bodyStyle ?? sheetStyle(Self.body, input))
        rebase(appearance)
    }

    private mutating func sheetStyle(_ name: PackedName, _ input: Span<UInt8>) -> HTMLElementStyle {
        var style = HTMLElementStyle()
        if sheet.isEmpty { return style }
        let around = name == Self.body ? [roots[0]] : []
        sheet.apply(to: &style, CSSElement(HTMLNames(tag: name), .other, [], in: [], roots: around, marks: rootMarks), in: input, &steps)
        return style
    }
}
