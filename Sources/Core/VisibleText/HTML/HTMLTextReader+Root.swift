/// The `html` and `body` elements: they are there without tags, and a late tag adds its attributes to them (HTML § 13.2.6.4.7).
extension HTMLTextReader {
    private static let root = PackedName("html".utf8)
    private static let body = PackedName("body".utf8)

    /// Only the first tag of each counts.
    mutating func readRoot(_ element: HTMLElement, _ input: Span<UInt8>) {
        if element == .html {
            guard rootStyle == nil else { return }
            rootStyle = style(of: element, input)
        } else {
            guard bodyStyle == nil else { return }
            bodyStyle = style(of: element, input)
        }
        resetBase(input)
        if !open.isEmpty { forgetBackground() }
    }

    /// What the text inherits that stands in no other element.
    mutating func resetBase(_ input: Span<UInt8>) {
        var appearance = HTMLAppearance(comparesColors: comparesColors)
        appearance.apply(sheetStyle(Self.root, input))
        if let rootStyle { appearance.apply(rootStyle) }
        appearance.apply(bodyStyle ?? sheetStyle(Self.body, input))
        rebase(appearance)
    }

    private func sheetStyle(_ name: PackedName, _ input: Span<UInt8>) -> HTMLElementStyle {
        var style = HTMLElementStyle()
        if !sheet.isEmpty { sheet.apply(to: &style, tag: name, classes: 0..<0, id: 0..<0, in: input) }
        return style
    }
}
