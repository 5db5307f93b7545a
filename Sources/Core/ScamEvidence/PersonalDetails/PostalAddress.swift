/// The shape of a postal address: a street with its house number before or behind, and a word for a street or a post code.
///
/// `12 Example Street`, `Beispielstraße 5, 10115 Berlin`, `ul. Testowa 7/3, 00-950 Warszawa`. Written in letters with blanks between.
struct PostalAddress {
    enum Limit {
        /// Bytes of an address on two or three lines.
        static let bytes = 120
        static let words = 14
        /// Words before the house number: `Rue de la Petite Poste 3`.
        static let streetWords = 6
        static let houseNumber = 5
        static let postCode = 4...6
        /// Letters of an abbreviation, behind which a point ends no sentence: `blvd.`
        static let abbreviation = 4
    }

    private struct Word {
        let range: Range<Int>
        var isNumber = false
        var isHouseNumber = false
        var isPostCode = false
        var isStreet = false
        /// Whether a capital or a letter outside ASCII begins it.
        var isName = false
        /// Whether it may be written small inside an address: `de la`.
        var isParticle = false
    }

    /// The address that begins at a place; nil where there is none.
    static func read(_ text: [UInt8], at start: Int) -> Range<Int>? { text.withUnsafeBufferPointer { read($0, at: start) } }

    /// The longest address that ends just before a place.
    static func read(_ text: [UInt8], before end: Int) -> Range<Int>? {
        text.withUnsafeBufferPointer { text in
            for start in max(0, end - Limit.bytes)..<end where beginsWord(text, start) {
                if let range = read(text, at: start), range.upperBound == end { return range }
            }
            return nil
        }
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
        let words = PostalAddress(text: text).words(from: start)
        guard let number = words.firstIndex(where: \.isHouseNumber), number <= Limit.streetWords, words.count >= 2 else { return nil }
        let street = number == 0 ? words[1...].prefix { !$0.isNumber } : words[..<number]
        guard street.contains(where: { $0.isName || $0.isStreet }) else { return nil }
        let hasStreet = street.contains(where: \.isStreet)
        guard let last = words.lastIndex(where: { $0.isNumber || $0.isName || $0.isStreet }) else { return nil }
        // What stands behind the address's end is no part of it.
        guard hasStreet || words[...last].indices.contains(where: { $0 != number && words[$0].isPostCode }) else { return nil }
        return words[0].range.lowerBound..<words[last].range.upperBound
    }

    private let text: UnsafeBufferPointer<UInt8>

    /// The words that can belong to an address, up to one that cannot.
    private func words(from start: Int) -> [Word] {
        var words: [Word] = []
        var position = start
        while position < text.count, position - start < Limit.bytes, words.count < Limit.words {
            var end = position
            while end < text.count, Self.isWord(text, end) { end += 1 }
            guard end > position else { break }
            let word = word(position..<end)
            guard word.isNumber || word.isName || word.isStreet || word.isParticle || isBeforeStreet(words) else { break }
            words.append(word)
            guard let next = behindGap(end, isAbbreviation: !word.isNumber && end - position <= Limit.abbreviation) else { break }
            position = next
        }
        return words
    }

    /// Whether small letters may go on: behind a leading house number a street's name is written small too.
    private func isBeforeStreet(_ words: [Word]) -> Bool { words.first?.isHouseNumber == true && words.count <= 3 && !words.contains(where: \.isStreet) }

    private func word(_ range: Range<Int>) -> Word {
        var word = Word(range: range)
        let bytes = text[range]
        let digits = bytes.prefix(while: AddressBytes.isDigit).count
        if digits > 0 {
            let rest = bytes.dropFirst(digits)
            word.isNumber = true
            word.isHouseNumber = digits <= Limit.houseNumber && rest.count <= 4 && rest.filter { $0 | 0x20 >= 0x61 && $0 < 0x80 }.count <= 2
            word.isPostCode = Limit.postCode.contains(digits) && (rest.isEmpty || rest.first == UInt8(ascii: "-")) || Self.isPolishCode(bytes)
            return word
        }
        // "I" begins the next clause.
        word.isName = AddressBytes.isUpper(bytes[range.lowerBound]) && !bytes.elementsEqual("I".utf8) || bytes[range.lowerBound] >= 0x80
        // `SW1A`, `K1A`: a letter first, then a figure.
        word.isPostCode = bytes.count <= 4 && bytes.dropFirst().contains(where: AddressBytes.isDigit)
        let lower = bytes.map(AddressBytes.lowercased)
        let spelling = String(decoding: lower, as: UTF8.self)
        word.isParticle = Self.particles.contains(spelling)
        word.isStreet = Self.streets.contains(spelling) || Self.streetEndings.contains { lower.count > $0.count && lower.suffix($0.count).elementsEqual($0) }
        return word
    }

    /// `00-950`.
    private static func isPolishCode(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        bytes.count == 6 && bytes[bytes.startIndex + 2] == UInt8(ascii: "-") && bytes.count(where: AddressBytes.isDigit) == 5
    }

    /// Where the next word begins; nil behind the end of a sentence or an empty line.
    private func behindGap(_ end: Int, isAbbreviation: Bool) -> Int? {
        var position = end
        var lines = 0
        while position < text.count, position - end <= 4 {
            switch text[position] {
            case 0x20, 0x09, 0x0D, UInt8(ascii: ","), UInt8(ascii: "#"): break
            case 0x0A: lines += 1
            case UInt8(ascii: "."): guard isAbbreviation else { return nil }
            default: return lines <= 1 && position > end && Self.isWord(text, position) ? position : nil
            }
            position += 1
        }
        return nil
    }

    /// Whether a word goes on at a place that is not inside a character. Signs of Latin-1 (`C2`) and of U+2000 to U+207F (`E2 80`, `E2 81`) end it.
    private static func isWord(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        let byte = text[position]
        if byte < 0x80 { return AddressBytes.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "'") }
        return byte != 0xC2 && !(byte == 0xE2 && position + 1 < text.count && 0x80...0x81 ~= text[position + 1])
    }

    private static func beginsWord(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        guard text[position] & 0xC0 != 0x80, isWord(text, position) else { return false }
        var before = position - 1
        while before > 0, position - before < 3, text[before] & 0xC0 == 0x80 { before -= 1 }
        return before < 0 || !isWord(text, before)
    }

    private static let particles = Set(
        "de la le les du des del della di da do dos den der van von het of the and y i nr no apt flat unit".split(separator: " ").map(String.init))

    /// Words for a street that stand alone.
    private static let streets = Set(
        ("street st road rd avenue ave lane ln drive dr boulevard blvd way court ct place pl square sq terrace close crescent highway hwy parkway "
            + "straße strasse str weg platz gasse allee ring damm ufer rue chemin impasse quai cours calle avenida avda plaza paseo via viale piazza corso "
            + "vicolo rua travessa praça straat laan plein ulica ul aleja al ulice třída náměstí gata gatan väg vägen vej gade alle plads utca út tér "
            + "улица ул проспект переулок вулиця вул провулок sokak sokağı cadde caddesi cad mahallesi شارع").split(separator: " ").map(String.init))
    /// And such that are joined to the name.
    private static let streetEndings = ["straße", "strasse", "str", "weg", "platz", "gasse", "allee", "straat", "laan", "gatan", "vägen", "gade", "vej"].map {
        Array($0.utf8)
    }
}
