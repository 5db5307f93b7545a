/// Where words end.
extension FoldingSource {
    /// Where the word that begins at `start` ends: after its last letter or digit and the marks on it.
    func wordEnd(from start: Int, _ shape: inout WordShape) -> Int {
        var end = start
        var position = start
        var previous: FoldingUnit?
        while position < text.count {
            let plainEnd = plainEnd(position..<text.count)
            if plainEnd > position {
                for index in position..<plainEnd { shape.addPlain(text[index]) }
                previous = unit(at: plainEnd - 1)
                position = plainEnd
                end = plainEnd
                continue
            }
            let unit = self.unit(at: position)
            switch unit.record.kind {
            case FoldingClass.digit...:
                end = position + unit.length
                previous = unit
                shape.add(unit)
            case FoldingClass.drop:
                end = position + unit.length
            case FoldingClass.apostrophe:
                guard position > start, self.unit(after: unit, at: position)?.record.isLetter == true else { return end }
            default:
                guard isLetter(unit, after: previous, at: position, wordStart: start) else { return end }
                previous = unit
                shape.add(unit)
            }
            position += unit.length
        }
        return end
    }

    /// Where the ASCII letters and digits end that `range` begins with.
    @inline(__always)
    func plainEnd(_ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, text[index] | 0x20 &- 0x61 < 26 || text[index] &- 0x30 < 10 { index += 1 }
        return index
    }

    /// Digits have the bit set that makes letters small.
    @inline(__always)
    func lowercased(at position: Int) -> UInt8 { text[position] | 0x20 }

    /// Whether the word goes on with what may be its sign or apostrophe: a sign is a letter between Latin letters, or twice (`pa$$word`).
    private func isLetter(_ unit: FoldingUnit, after previous: FoldingUnit?, at position: Int, wordStart: Int) -> Bool {
        guard unit.record.isSymbolLetter, let next = self.unit(after: unit, at: position) else { return false }
        guard let previous else { return position == wordStart && next.record.readsLatin }
        if previous.record.isSymbolLetter { return next.record.readsLatin && previous.scalar == unit.scalar }
        guard previous.record.readsLatin else { return false }
        if next.scalar == unit.scalar {
            return self.unit(after: next, at: position + unit.length)?.record.readsLatin == true
        }
        return next.record.readsLatin && !separates(unit, previous, next, at: position)
    }

    /// `Pay!Now` is two words, and `name@example.com` an address.
    private func separates(_ unit: FoldingUnit, _ previous: FoldingUnit, _ next: FoldingUnit, at position: Int) -> Bool {
        switch unit.scalar {
        case 0x21: (0x61...0x7A).contains(previous.scalar) && (0x41...0x5A).contains(next.scalar)
        case 0x40: isAddress(after: position + 1)
        default: false
        }
    }

    /// Whether a domain name with a dot follows. The longest label is 63 bytes (RFC 1035 § 2.3.4).
    private func isAddress(after position: Int) -> Bool {
        let text = text
        var index = position
        while index < text.count, index - position < 64, Self.isLabel(text[index]) { index += 1 }
        return index + 1 < text.count && text[index] == 0x2E && Self.isLabel(text[index + 1])
    }

    private static func isLabel(_ byte: UInt8) -> Bool {
        byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D
    }
}
