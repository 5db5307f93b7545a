/// What becomes of character data: visible, hidden, a style sheet, or nothing.
extension HTMLTextReader {
    mutating func readText(_ input: Span<UInt8>, _ range: Range<Int>) {
        switch content {
        case .text:
            if !left.isEmpty, !CSSScanner.trimmed(input, range).isEmpty { reopenFormatting(source: range.lowerBound..<range.lowerBound) }
            if appearance.isDropped { return }
            if let reason = appearance.reason { return hide(input, range, reason) }
            if appearance.preservesWhiteSpace { writePreserved(input, range) } else { writeCollapsed(input, range) }
        case .sheet: readSheet(input, range)
        case .title: hide(input, range, .title)
        case .dropped: break
        }
    }

    /// White space becomes one space, and none beside a break. A NUL is nothing, as in a browser.
    private mutating func writeCollapsed(_ input: Span<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, input[index].isHTMLSpace { index &+= 1 }
            if index > start { writer.require(.space, source: start..<index) }
            let end = Self.endOfWords(input, index..<range.upperBound)
            if end > index { writer.append(input, index..<end) }
            index = end
            while index < range.upperBound, input[index] == 0 { index &+= 1 }
        }
    }

    /// The end of the words that stand apart by single spaces only, so can be copied at once.
    @inline(__always)
    private static func endOfWords(_ input: Span<UInt8>, _ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = input[index]
            if byte > 0x20 {
                index &+= 1
            } else if byte == 0x20 {
                guard index &+ 1 < range.upperBound, input[index &+ 1] > 0x20 else { return index }
                index &+= 2
            } else if byte == 0 || byte.isHTMLSpace {
                return index
            } else {
                index &+= 1
            }
        }
        return index
    }

    private mutating func writePreserved(_ input: Span<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        if dropsLineEnd, input[index] == 0x0D { index &+= 1 }
        if dropsLineEnd, index < range.upperBound, input[index] == 0x0A { index &+= 1 }
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, input[index] != 0, input[index] != 0x0D, input[index] != 0x0A { index &+= 1 }
            if index > start { writer.append(input, start..<index) }
            guard index < range.upperBound else { return }
            let isPair = input[index] == 0x0D && index &+ 1 < range.upperBound && input[index &+ 1] == 0x0A
            if input[index] != 0 { writer.appendPreservedLineEnd(source: index..<index &+ (isPair ? 2 : 1)) }
            index &+= isPair ? 2 : 1
        }
    }

    mutating func readReference(_ reference: HTMLCharacterReference) {
        if !left.isEmpty, content == .text { reopenFormatting(source: reference.source) }
        guard content == .text || content == .title, !appearance.isDropped else { return }
        let isSpace = reference.byteCount == 1 && reference.byte(0).isHTMLSpace
        if let reason = content == .title ? .title : appearance.reason {
            // "&nbsp;" fills the cells of layouts.
            let isFiller = isSpace || reference.byteCount == 2 && reference.packedBytes == 0xA0C2
            if !isFiller {
                writer.hide(reference.source, byteCount: reference.byteCount, reason: reason)
            } else if content == .text, appearance.leavesRoom {
                writer.require(.space, source: reference.source)
            }
        } else if isSpace, !appearance.preservesWhiteSpace {
            writer.require(.space, source: reference.source)
        } else if isSpace, reference.byte(0) == 0x0A {
            writer.appendPreservedLineEnd(source: reference.source)
        } else {
            writer.append(reference)
        }
    }

    private mutating func hide(_ input: Span<UInt8>, _ range: Range<Int>, _ reason: HiddenText.Reason) {
        let words = CSSScanner.trimmed(input, range)
        var count = 0
        var isSpace = false
        var hasSpace = words.count < range.count
        var hasLetters = false
        for index in words {
            let wasSpace = isSpace
            isSpace = input[index].isHTMLSpace
            if isSpace { hasSpace = true }
            if !isSpace || !wasSpace { count &+= 1 }
            // A no-break space (C2 A0) is no letter either.
            if !isSpace, input[index] != 0xC2, input[index] != 0xA0 { hasLetters = true }
        }
        if hasSpace || !hasLetters, content == .text, appearance.leavesRoom { writer.require(.space, source: range) }
        if hasLetters { writer.hide(words, byteCount: count, reason: reason) }
    }

    private mutating func readSheet(_ input: Span<UInt8>, _ range: Range<Int>) {
        guard range.lowerBound >= sheetsReadTo else { return }
        let before = sheet.count
        sheet.parse(input, range)
        sheetsReadTo = range.upperBound
        guard sheet.count > before else { return }
        if !open.isEmpty || bodyStyle != nil || !writer.text.isEmpty { hasLateSheet = true } else { resetBase(input) }
    }
}
