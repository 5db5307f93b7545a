/// The declarations of style attributes, the last ones kept: generated HTML has the same few in a hundred tags.
struct CSSInlineStyles {
    private struct Slot {
        /// Where the attribute's value stands.
        var value = 0..<0
        var declarations = CSSDeclarations()
    }

    /// A power of two. Newsletters have some dozen different ones.
    private static let slotCount = 64

    private var slots: [Slot] = []

    /// What the attribute declares; `input` is the same each time.
    mutating func declarations(of attribute: HTMLAttribute, in input: Span<UInt8>) -> CSSDeclarations {
        if slots.isEmpty { slots = Array(repeating: Slot(), count: Self.slotCount) }
        let index = Int(truncatingIfNeeded: input.hash(of: attribute.value) &>> 32) & (Self.slotCount - 1)
        if !input.areEqual(slots[index].value, attribute.value) {
            slots[index] = Slot(value: attribute.value, declarations: Self.read(attribute, input))
        }
        return slots[index].declarations
    }

    private static func read(_ attribute: HTMLAttribute, _ input: Span<UInt8>) -> CSSDeclarations {
        var declarations = CSSDeclarations()
        if attribute.hasAmpersand || CSSText.needsCleaning(input, attribute.value) {
            let value = HTMLTokenizer.value(of: attribute, in: input)
            let plain = CSSText.plain(value.span, 0..<value.count)
            declarations.parse(plain.span, 0..<plain.count)
        } else {
            declarations.parse(input, attribute.value)
        }
        return declarations
    }
}
