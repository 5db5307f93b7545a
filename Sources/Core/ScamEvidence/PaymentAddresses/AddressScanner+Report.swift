extension AddressScanner {
    /// Notes what a match found, unless it stands in a link that has nothing to do with payments; gives where it ends.
    mutating func report(_ match: AddressMatch) -> Int {
        let ranges = trace.ranges(match.count)
        let start = ranges.first?.lowerBound ?? 0
        let end = ranges.last?.upperBound ?? 0
        let surroundings = AddressSurroundings(text: text, start: start, end: end)
        let link = surroundings.link
        guard link != .other, match.checksum != .invalid || surroundings.standsAlone, !surroundings.isLocalPart else { return end }
        // Four bytes of a signature's Base64 are a checksum by chance, and anyone can make them so on purpose.
        guard surroundings.touchesLetter ? !surroundings.touchesEncodedLine : !surroundings.isEncodedLine else { return end }
        // Pieces that nothing holds together are one address only where the words say so.
        guard match.checksum != .none || !trace.isBroken(match.count) || surroundings.isIntended else { return end }
        append(match, ranges: ranges, place: link == .addressService ? .serviceLink : .text)
        return end
    }

    private mutating func append(_ match: AddressMatch, ranges: [Range<Int>], place: PaymentAddress.Place) {
        var spelling = trace.spelling(match.count)
        var ranges = ranges
        // QUIRK: telephones capitalise the first letter of a Bech32 address, which BIP-173 forbids; the canonical spelling has none.
        if trace.count > 1, AddressBytes.isUpper(trace.symbols[0]), match.currency == .bitcoin || match.currency == .litecoin,
            match.form != .publicKeyHash, match.form != .scriptHash, !trace.symbols[1..<match.count].contains(where: AddressBytes.isUpper)
        {
            spelling = spelling.lowercased()
        }
        if match.currency == .bitcoinCash, let prefix = prefixBefore(ranges[0].lowerBound) {
            spelling = String(decoding: text[prefix], as: UTF8.self) + spelling
            ranges[0] = prefix.lowerBound..<ranges[0].upperBound
        }
        let address = PaymentAddress(currency: match.currency, value: spelling, checksum: match.checksum, form: match.form, place: place)
        found.append(FoundAddress(address: address, ranges: ranges))
    }

    /// `bitcoincash:` just before a place, in either case.
    private func prefixBefore(_ start: Int) -> Range<Int>? {
        let prefix = CashAddress.prefix + [UInt8(ascii: ":")]
        let lower = start - prefix.count
        guard lower >= found.last?.ranges.last?.upperBound ?? 0 else { return nil }
        guard text[lower..<start].elementsEqual(prefix, by: { AddressBytes.lowercased($0) == $1 }) else { return nil }
        return lower..<start
    }

    /// Notes a whole word that a reader takes for an address though its check digits are wrong; gives where it ends.
    mutating func reportConvincing(_ family: AddressFamily, at start: Int) -> Int? {
        guard start == 0 || !AddressBytes.isAlphanumeric(text[start - 1]) else { return nil }
        guard let (length, currency) = convincing(family), trace.endsWord(length) else { return nil }
        let end = trace.end(of: length - 1)
        let surroundings = AddressSurroundings(text: text, start: start, end: end)
        guard surroundings.link == .none else { return nil }
        let isByItself = surroundings.standsAlone && !surroundings.isEncodedData && family.isConvincing(trace.symbols[..<length])
        guard surroundings.isIntended || isByItself else { return nil }
        append(AddressMatch(count: length, currency: currency, form: .unknown, checksum: .invalid), ranges: trace.ranges(length), place: .text)
        return end
    }

    /// The length of the first piece, where it has the length and letters of one of Bitcoin's or Litecoin's forms.
    private func convincing(_ family: AddressFamily) -> (length: Int, currency: PaymentAddress.Currency)? {
        let length = trace.firstPiece
        switch family {
        case .base58:
            guard trace.symbols[0] | 2 == UInt8(ascii: "3"), Base58Address.lengths.contains(length) else { return nil }
            return Base58Address.isMixed(trace.symbols[..<length]) ? (length, .bitcoin) : nil
        case .segwit:
            guard let (part, data) = Bech32.humanReadablePart(trace.symbols, among: SegwitAddress.parts) else { return nil }
            guard length - data >= 20, length <= SegwitAddress.longest else { return nil }
            guard trace.symbols[data..<length].allSatisfy({ Bech32.values[Int($0)] < 32 }) else { return nil }
            return (length, part == "bc" ? .bitcoin : .litecoin)
        default: return nil
        }
    }
}

extension AddressFamily {
    /// Whether a word is so evenly mixed that it reads as an address with nothing said about it.
    fileprivate func isConvincing(_ symbols: ArraySlice<UInt8>) -> Bool {
        guard self == .base58 else { return true }
        guard symbols.count >= 30 else { return false }
        let digits = symbols.count(where: AddressBytes.isDigit)
        let upper = symbols.count(where: AddressBytes.isUpper)
        return digits >= 3 && digits <= symbols.count / 2 && upper >= 5 && symbols.count - digits - upper >= 5
    }
}
