/// A number of the text, in figures or in words.
struct WrittenNumber {
    let decimal: DecimalNumber
    let range: Range<Int>
    let isWord: Bool
    /// Whether a letter stands just before its first figure: `A4`, `USD500`.
    let touchesLetter: Bool
}

/// Walks over the numbers of a text in order: each figure and each word is looked at once.
struct NumberWalk {
    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func skip(to end: Int) { position = max(position, end) }

    mutating func next() -> WrittenNumber? {
        while position < text.count {
            let byte = text[position]
            if AddressBytes.isDigit(byte) {
                if let number = figures() { return number }
            } else if AddressBytes.isLower(byte | 0x20) {
                if let number = words() { return number }
            } else {
                position &+= 1
            }
        }
        return nil
    }

    private mutating func figures() -> WrittenNumber? {
        let start = position
        let (number, end) = DecimalNumber.read(text, at: start)
        position = max(end, start + 1)
        while position < text.count, AddressBytes.isDigit(text[position]) { position &+= 1 }
        guard let number, !continuesChain(start), !beginsChain(end) else { return nil }
        let touchesLetter = start > 0 && AddressBytes.isLower(text[start - 1] | 0x20)
        return WrittenNumber(decimal: number, range: start..<end, isWord: false, touchesLetter: touchesLetter)
    }

    /// Whether figures before belong to the same date, version or telephone number. A single range (`500-1000`) is none.
    private func continuesChain(_ start: Int) -> Bool {
        guard start > 1, "-/.,:".utf8.contains(text[start - 1]), AddressBytes.isDigit(text[start - 2]) else { return false }
        guard text[start - 1] == UInt8(ascii: "-") else { return true }
        var position = start - 1
        while position > 0, start - position < 20, AddressBytes.isDigit(text[position - 1]) { position -= 1 }
        return position > 0 && "-/.:+".utf8.contains(text[position - 1])
    }

    /// Whether a date or a telephone number goes on behind: two more signs with figures, or a slash or colon.
    private func beginsChain(_ end: Int) -> Bool {
        guard end + 1 < text.count, AddressBytes.isDigit(text[end + 1]) else { return false }
        return text[end] == UInt8(ascii: "/") || text[end] == UInt8(ascii: ":")
    }

    private mutating func words() -> WrittenNumber? {
        let start = position
        let isBeginning = start == 0 || !AddressBytes.isAlphanumeric(text[start - 1]) && text[start - 1] < 0x80
        if isBeginning, start + 1 < text.count, NumberWords.canBegin(with: text[start], text[start + 1]), let (value, end) = NumberWords.read(text, at: start) {
            position = end
            return WrittenNumber(decimal: DecimalNumber(value), range: start..<end, isWord: true, touchesLetter: false)
        }
        while position < text.count, AddressBytes.isLower(text[position] | 0x20) { position &+= 1 }
        return nil
    }
}
