/// Finds payment addresses in visible text: whole ones, ones broken up or disguised against filters, and convincing ones with a wrong checksum.
///
/// One pass over tokens (runs of letters and digits). Words and numbers are passed over by `PlaceSearch` alone; a token that mixes
/// digits with letters or cases inside, or a row of single letters, begins a try, at itself and at the short tokens before it.
/// Linear: each place is tried once, a try reads at most one address's length, and broken tries share an allowance.
package struct AddressScanner {
    package enum Limit {
        /// Symbols that fruitless tries may read, at the beginning and for each byte of text, so that `1 1 1 1 …` stays linear with a small factor.
        static let allowance = 1 << 20
        static let allowancePerByte = 8
        /// What hashing a broken candidate costs, in symbols read.
        static let hashingCost = 400
        /// Addresses reported for one text.
        package static let found = 100_000
        /// Words and numbers before a piece that may be earlier pieces.
        static let piecesBefore = 12
        /// The longest earlier piece that looks like a word or number.
        static let plainPiece = 6
        /// Single letters in a row that look like an address spelt out.
        static let singles = 6
        /// The longest run of letters and digits that may be words glued to an address; longer ones are encoded data.
        static let gluedToken = 160
    }

    /// Every address in reading order. The text is valid UTF-8; other bytes are no part of an address. Ranges are byte offsets.
    /// No more than `limit` of them, the first ones.
    package static func scan(_ text: [UInt8], limit: Int = Limit.found) -> [FoundAddress] {
        text.withUnsafeBufferPointer { text in
            AddressBytes.classes.withUnsafeBufferPointer { classes in
                var scanner = AddressScanner(text: text, classes: classes, limit: limit)
                scanner.scanTokens()
                return scanner.found
            }
        }
    }

    let text: UnsafeBufferPointer<UInt8>
    let classes: UnsafeBufferPointer<UInt8>
    private let places = AddressScanner.places
    var found: [FoundAddress] = []
    var trace = AddressTrace()
    /// Places before this one have been tried.
    private var tried = 0
    /// What fruitless tries have read so far.
    private var spent = 0
    /// Single letters in a row, and the first of them that has not been tried.
    private var singles = 0
    private var chain = 0
    private var lastSingle = 0

    private let limit: Int

    private init(text: UnsafeBufferPointer<UInt8>, classes: UnsafeBufferPointer<UInt8>, limit: Int) {
        self.text = text
        self.classes = classes
        self.limit = limit
    }

    private mutating func scanTokens() {
        var position = 0
        while let place = nextPlace(from: position) {
            let token = token(around: place, from: position)
            position = token.upperBound
            let first = classes[Int(text[token.lowerBound])]
            let rest = text[token].dropFirst().reduce(0) { $0 | classes[Int($1)] }
            if Self.isPlain(first, rest), token.count > 1 { continue }
            if let end = tryToken(token, first | rest) {
                position = max(position, end)
                guard found.count < limit else { return }
            }
        }
    }

    private func nextPlace(from position: Int) -> Int? {
        // What is left of the token in which an address ended is a token of its own.
        if position > 0, position < text.count, Self.isToken(text[position - 1]), Self.isToken(text[position]) { return position }
        return places.next(in: text, from: position)
    }

    /// The run of token bytes that holds a place, as far as it has not been passed.
    private func token(around place: Int, from earliest: Int) -> Range<Int> {
        var start = place
        var end = place + 1
        while start > earliest, classes[Int(text[start - 1])] & AddressBytes.token != 0 { start -= 1 }
        while end < text.count, classes[Int(text[end])] & AddressBytes.token != 0 { end += 1 }
        return start..<end
    }

    /// A place in every token that is no plain word or number: a byte outside ASCII, a digit beside a letter, a capital inside with a
    /// small letter beside it, a single letter or digit.
    private static let places = PlaceSearch([
        PlaceSearch.Pattern(first: { $0 >= 0x80 }),
        PlaceSearch.Pattern(first: AddressBytes.isDigit, second: isLetter),
        PlaceSearch.Pattern(first: isLetter, second: AddressBytes.isDigit),
        PlaceSearch.Pattern(first: AddressBytes.isLower, second: AddressBytes.isUpper),
        PlaceSearch.Pattern(before: isToken, first: AddressBytes.isUpper, second: AddressBytes.isLower),
        PlaceSearch.Pattern(before: { !isToken($0) }, first: isToken, second: { !isToken($0) }),
    ])

    private static func isLetter(_ byte: UInt8) -> Bool { AddressBytes.isLower(byte | 0x20) }
    private static func isToken(_ byte: UInt8) -> Bool { AddressBytes.isAlphanumeric(byte) || byte >= 0x80 }

    /// Whether a token is a word, capitalised or not, or a number, in ASCII.
    @inline(__always)
    private static func isPlain(_ first: UInt8, _ rest: UInt8) -> Bool {
        let all = first | rest
        if all & AddressBytes.nonASCII != 0 { return false }
        if all & AddressBytes.digit != 0 { return all & AddressBytes.letter == 0 }
        return rest & AddressBytes.upper == 0 || all & AddressBytes.lower == 0
    }

    /// Tries whatever may begin in or before a token; gives where the address found ends.
    private mutating func tryToken(_ token: Range<Int>, _ kinds: UInt8) -> Int? {
        if kinds & AddressBytes.nonASCII != 0 { return tryMixedToken(token, kinds) }
        if token.count == 1 { return trySingle(token.lowerBound) }
        return tryPieces(before: token.lowerBound) ?? tryAddress(at: token.lowerBound) ?? tryInside(token)
    }

    /// Short words and numbers before a piece may be earlier pieces: `31 h1vY …`, `bc 1qw0 …`.
    private mutating func tryPieces(before start: Int) -> Int? {
        var position = start
        for _ in 0..<Limit.piecesBefore {
            guard let earlier = pieceStart(before: position), earlier >= tried else { break }
            position = earlier
        }
        while position < start {
            if let end = tryAddress(at: position) { return end }
            position = nextToken(after: position, before: start)
        }
        return nil
    }

    /// Where the short token begins that only separators part from a place; nil where there is none.
    private func pieceStart(before start: Int) -> Int? {
        var position = start
        while position > 0, start - position < AddressTrace.Limit.separators, isSeparator(text[position - 1]) { position -= 1 }
        let end = position
        while position > 0, end - position <= Limit.plainPiece, classes[Int(text[position - 1])] & AddressBytes.token != 0 { position -= 1 }
        return position < end && end - position <= Limit.plainPiece ? position : nil
    }

    /// `>` too: a reply's mark at the beginning of a line.
    private func isSeparator(_ byte: UInt8) -> Bool { classes[Int(byte)] & AddressBytes.separator != 0 || byte == UInt8(ascii: ">") }

    private func nextToken(after start: Int, before end: Int) -> Int {
        var position = start
        while position < end, classes[Int(text[position])] & AddressBytes.token != 0 { position += 1 }
        while position < end, classes[Int(text[position])] & AddressBytes.token == 0 { position += 1 }
        return position
    }

    /// The next of a row of single letters. A row long enough is tried from its first letter on, then from its second, and so on.
    private mutating func trySingle(_ start: Int) -> Int? {
        if start - lastSingle > AddressTrace.Limit.separators || singles == 0 {
            singles = 0
            chain = start
        }
        lastSingle = start
        singles += 1
        guard singles >= Limit.singles else { return nil }
        defer { chain = nextToken(after: chain, before: start) }
        let before = singles == Limit.singles ? tryPieces(before: chain) : nil
        return before ?? tryAddress(at: chain)
    }

    /// An address behind an escaped byte of a link (`%3A1…`), or glued to words around it (`wallet1…`, `pay1…now`).
    private mutating func tryInside(_ token: Range<Int>) -> Int? {
        if token.lowerBound > 0, text[token.lowerBound - 1] == UInt8(ascii: "%"), token.count > 2, let end = tryAddress(at: token.lowerBound + 2) { return end }
        guard token.count <= Limit.gluedToken, token.count > Base58Address.lengths.lowerBound else { return nil }
        // Each place is tried once, and none before one that was.
        for place in (placesFromTheEnd(of: token) + placesAtFirstDigit(of: token)).sorted() {
            if let end = tryAddress(at: place) { return end }
        }
        return nil
    }

    /// Where an address of a usual length begins that ends with the token.
    private func placesFromTheEnd(of token: Range<Int>) -> [Int] {
        [106, 95, 62, 42, 35, 34, 33].filter { $0 < token.count }.map { token.upperBound - $0 }
    }

    /// Where an address begins whose first figure is the token's: `1…` and `0x…`, `t1…`, `bc1…`, `ltc1…`.
    private func placesAtFirstDigit(of token: Range<Int>) -> [Int] {
        guard let digit = text[token].firstIndex(where: AddressBytes.isDigit) else { return [] }
        return [3, 2, 1, 0].map { digit - $0 }.filter { $0 > token.lowerBound }
    }

    /// A token with bytes outside ASCII: tried wherever a letter follows something that is none.
    private mutating func tryMixedToken(_ token: Range<Int>, _ kinds: UInt8) -> Int? {
        // Words wholly in another script begin no address, unless full-width or mathematical letters are among them (0xE2…, 0xEF…, 0xF0…).
        guard kinds & (AddressBytes.digit | AddressBytes.letter) != 0 || text[token].contains(where: { $0 >= 0xE2 && $0 != 0xE3 }) else { return nil }
        var position = token.lowerBound
        var isInside = false
        while position < token.upperBound {
            let (scalar, width) = decodeScalar(text, at: position)
            let reading: LookalikeLetters.Reading = scalar < 0x80 ? .letter(UInt8(scalar)) : LookalikeLetters.reading(of: scalar)
            switch reading {
            case .letter(let letter):
                if !isInside, AddressFamily.canBegin(with: letter), let end = tryAddress(at: position) { return end }
                isInside = true
            case .separator, .other: isInside = false
            case .invisible: break
            }
            position += width
        }
        return nil
    }

    /// Tries an address beginning at a place; gives where it ends. Each place is tried once.
    mutating func tryAddress(at start: Int) -> Int? {
        guard start >= tried else { return nil }
        let (scalar, _) = decodeScalar(text, at: start)
        var first = UInt8(truncatingIfNeeded: scalar)
        if scalar >= 0x80 {
            guard case .letter(let letter) = LookalikeLetters.reading(of: scalar) else { return nil }
            first = letter
        }
        guard AddressFamily.canBegin(with: first) else { return nil }
        tried = start + 1
        for family in AddressFamily.beginning(with: first) {
            if let end = tryFamily(family, at: start) {
                tried = end
                return end
            }
        }
        return nil
    }

    private mutating func tryFamily(_ family: AddressFamily, at start: Int) -> Int? {
        let hasAllowance = spent < Limit.allowance + start * Limit.allowancePerByte
        guard hasAllowance || tokenLength(at: start) >= family.shortest, gather(family, at: start) else { return nil }
        let isWhole = trace.firstPiece >= family.shortest
        if trace.count >= family.shortest, let match = family.match(trace) { return report(match) }
        if !isWhole { spend(onTrace: family) }
        // A first half of a long address may look like a whole one with wrong check digits.
        if family == .segwit { return trySplit(family, at: start) ?? reportConvincing(family, at: start) }
        return reportConvincing(family, at: start) ?? trySplit(family, at: start)
    }

    /// How long the run of ASCII letters and digits at a place is, no further than it takes to be whole.
    private func tokenLength(at start: Int) -> Int {
        var position = start
        while position < text.count, position - start < AddressFamily.longestShortest, AddressBytes.isAlphanumeric(text[position]) { position += 1 }
        return position - start
    }

    /// Counts what a fruitless try of a broken address has cost.
    mutating func spend(onTrace family: AddressFamily) {
        spent += trace.count + (trace.count >= family.shortest ? Limit.hashingCost : 0)
    }

    private mutating func gather(_ family: AddressFamily, at start: Int) -> Bool {
        trace.keepFirst(0)
        if family.hasOpening([]) != nil {
            trace.gather(text, classes, from: start, alphabet: family.alphabet, limit: AddressFamily.openingLength)
            guard family.hasOpening(trace.symbols) == true else { return false }
            trace.keepFirst(0)
        }
        trace.gather(text, classes, from: start, alphabet: family.alphabet, limit: family.longest + 1)
        return trace.count > 1
    }
}
