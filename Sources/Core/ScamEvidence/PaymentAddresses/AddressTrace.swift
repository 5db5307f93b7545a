/// The letters and digits that may spell an address, read from one place of a text on, with what stood between them.
///
/// Reused for every candidate of a text, so that gathering allocates nothing.
struct AddressTrace {
    enum Limit {
        /// Separators in a row inside an address; the longest seen is a quoted line break with blanks.
        static let separators = 8
        /// Characters in a row that cannot be seen.
        static let invisibles = 64
    }

    /// What stands before a symbol.
    enum Gap {
        static let none: UInt8 = 0
        static let invisible: UInt8 = 1
        static let separator: UInt8 = 2
        /// The end of what can belong to an address.
        static let end: UInt8 = 3
    }

    /// Room for the longest address and one symbol more.
    static let capacity = ZcashShieldedAddress.longest + 1

    /// Where a symbol stands, and what stands before it.
    struct Place {
        var offset: Int32
        var width: UInt8
        var gap: UInt8
    }

    private(set) var count = 0
    /// ASCII letters and digits as read; the first `count` are in use. Empty until something is gathered, as in most texts nothing is.
    private var letters: [UInt8] = []
    /// One more than there are symbols: the last says what stands behind them.
    private var places: [Place] = []

    var symbols: ArraySlice<UInt8> { letters[..<count] }

    /// Where a symbol ends in the text.
    func end(of symbol: Int) -> Int { Int(places[symbol].offset) + Int(places[symbol].width) }

    /// How many symbols stand together before the first separator.
    var firstPiece: Int {
        var index = 1
        while index < count, places[index].gap < Gap.separator { index += 1 }
        return min(index, count)
    }

    /// Whether separators stand inside the first `length` symbols.
    func isBroken(_ length: Int) -> Bool {
        var index = 1
        while index < length {
            if places[index].gap == Gap.separator { return true }
            index += 1
        }
        return false
    }

    /// Whether the symbols of the first `length` end where a word ends.
    func endsWord(_ length: Int) -> Bool { places[length].gap >= Gap.separator }

    mutating func keepFirst(_ length: Int) { count = min(count, length) }

    /// Reads on from `start` until `limit` symbols are there or something comes that no address of the alphabet contains.
    ///
    /// What was there stays before it, as the earlier piece of the same address.
    mutating func gather(_ text: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>, from start: Int, alphabet: UInt8, limit: Int) {
        if letters.isEmpty { makeRoom() }
        let limit = min(limit, Self.capacity)
        var reader = Reader(text: text, classes: classes, position: start)
        if count > 0 { reader.gap = Gap.separator }
        var filled = count
        letters.withUnsafeMutableBufferPointer { letters in
            places.withUnsafeMutableBufferPointer { places in
                while filled < limit, let symbol = reader.next(alphabet) {
                    letters[filled] = symbol.letter
                    places[filled] = Place(offset: symbol.offset, width: symbol.width, gap: reader.symbolGap)
                    filled &+= 1
                }
                places[filled].gap = filled < limit ? reader.closingGap() : reader.gapAhead()
            }
        }
        count = filled
    }

    private mutating func makeRoom() {
        letters = [UInt8](repeating: 0, count: Self.capacity)
        places = [Place](repeating: Place(offset: 0, width: 0, gap: Gap.end), count: Self.capacity + 1)
    }

    /// The bytes of the first `length` symbols; symbols with nothing or only invisible characters between them share a range.
    func ranges(_ length: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for index in 0..<length {
            let start = Int(places[index].offset)
            let end = end(of: index)
            if places[index].gap <= Gap.invisible, let last = ranges.last {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges
    }

    func spelling(_ length: Int) -> String { String(decoding: symbols[..<length], as: UTF8.self) }
}

private struct Symbol {
    let letter: UInt8
    let width: UInt8
    let offset: Int32
}

extension AddressTrace {
    /// Walks over a text symbol by symbol.
    private struct Reader {
        let text: UnsafeBufferPointer<UInt8>
        let classes: UnsafeBufferPointer<UInt8>
        var position: Int
        /// What has been passed since the last symbol.
        var gap: UInt8 = Gap.none
        /// What stood before the symbol given last.
        var symbolGap: UInt8 = Gap.none
        var separators = 0
        var invisibles = 0

        /// Nil at anything that is neither of the alphabet nor to be passed over.
        @inline(__always)
        mutating func next(_ alphabet: UInt8) -> Symbol? {
            while position < text.count {
                let byte = text[position]
                let kind = classes[Int(byte)]
                if kind & alphabet != 0, kind & AddressBytes.nonASCII == 0 { return take(byte, width: 1) }
                if kind & AddressBytes.separator != 0 || isQuoteMark(byte) {
                    guard passSeparator(width: 1) else { return nil }
                } else {
                    guard byte >= 0x80 else { return nil }
                    let (scalar, width) = decodeScalar(text, at: position)
                    switch LookalikeLetters.reading(of: scalar) {
                    case .letter(let letter): return classes[Int(letter)] & alphabet != 0 ? take(letter, width: width) : nil
                    case .separator: guard passSeparator(width: width) else { return nil }
                    case .invisible: guard passInvisible(width: width) else { return nil }
                    case .other: return nil
                    }
                }
            }
            return nil
        }

        private mutating func take(_ letter: UInt8, width: Int) -> Symbol {
            let symbol = Symbol(letter: letter, width: UInt8(truncatingIfNeeded: width), offset: Int32(truncatingIfNeeded: position))
            position &+= width
            symbolGap = gap
            gap = Gap.none
            separators = 0
            invisibles = 0
            return symbol
        }

        private mutating func passSeparator(width: Int) -> Bool {
            separators += 1
            gap = Gap.separator
            position &+= width
            return separators <= Limit.separators
        }

        private mutating func passInvisible(width: Int) -> Bool {
            invisibles += 1
            gap = max(gap, Gap.invisible)
            position &+= width
            return invisibles <= Limit.invisibles
        }

        /// A reply's mark at the beginning of a line.
        private func isQuoteMark(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: ">") && position > 0 && (text[position - 1] == UInt8(ascii: "\n") || text[position - 1] == UInt8(ascii: ">"))
        }

        /// What stands behind the last symbol where reading stopped by itself: `none` if the word goes on.
        func closingGap() -> UInt8 {
            if gap == Gap.separator || position >= text.count { return Gap.end }
            if text[position] < 0x80 { return AddressBytes.isAlphanumeric(text[position]) ? Gap.none : Gap.end }
            if case .letter = LookalikeLetters.reading(of: decodeScalar(text, at: position).scalar) { return Gap.none }
            return Gap.end
        }

        /// What stands behind the last symbol where the limit ended the reading.
        mutating func gapAhead() -> UInt8 {
            let passed = next(AddressBytes.digit | AddressBytes.letter)
            return passed == nil ? closingGap() : symbolGap
        }
    }
}
