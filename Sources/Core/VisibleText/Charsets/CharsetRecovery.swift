import MailMessage

extension Charset {
    /// The text of a part whose label may be missing or wrong, as a person's mail program would most likely show it.
    ///
    /// `declared` is nil where there is no label, or one that is not known. A byte order mark wins over the label, then bytes that
    /// are plainly something else; a label that was overruled is the defect `charsetMislabelled`.
    package static func decode(_ bytes: [UInt8], declared: Charset?) -> CharsetText {
        let choice = choice(for: bytes, declared)
        var decoded =
            choice.isText
            ? CharsetText(text: bytes, map: OffsetMap(), charset: choice.charset, malformedCount: 0, isGuess: false, defects: [])
            : choice.charset.decode(bytes)
        if choice.charset.isMultiByte, decoded.malformedCount > 0, UTF8Tally(bytes.span).isText { decoded = Charset.utf8.decode(bytes) }
        if let declared, declared != decoded.charset { decoded.defects.append(.charsetMislabelled) }
        decoded.isGuess = choice.isGuess
        return decoded
    }

    package static func decode(_ bytes: ArraySlice<UInt8>, declared: Charset?) -> CharsetText { decode(Array(bytes), declared: declared) }

    private struct Choice {
        let charset: Charset
        let isGuess: Bool
        /// Known to be UTF-8 as it stands.
        let isText: Bool

        init(_ charset: Charset, isGuess: Bool = false, isText: Bool = false) {
            self.charset = charset
            self.isGuess = isGuess
            self.isText = isText
        }
    }

    private static func choice(for bytes: [UInt8], _ declared: Charset?) -> Choice {
        let input = bytes.span
        if let wide = WideText.charset(of: input, declared: declared) { return Choice(wide, isGuess: wide != declared) }
        let declared = declared?.isWide == true && WideText.isPlainlyASCII(input) ? nil : declared
        if ByteOrderMark.utf8.begins(input), declared != .utf8 {
            let isUTF8 = UTF8Tally(input).isMostlyValid
            return isUTF8 ? Choice(.utf8) : declared.map { Choice($0) } ?? Choice(CharsetGuess.charset(of: input), isGuess: true)
        }
        switch declared {
        case .utf8: return choiceForUTF8(input)
        case nil, .usASCII: return choiceForNone(input, declared)
        // Latin text of which every accent happens to be a whole UTF-8 sequence is not written by people.
        case .windows1252: return Choice(UTF8Tally(input).isText ? .utf8 : .windows1252)
        case .some(let charset): return Choice(charset)
        }
    }

    private static func choiceForUTF8(_ input: Span<UInt8>) -> Choice {
        if UTF8Decoding.validPrefix(input) == input.count { return Choice(.utf8, isText: !ByteOrderMark.utf8.begins(input)) }
        return UTF8Tally(input).isMostlyValid ? Choice(.utf8) : Choice(CharsetGuess.charset(of: input), isGuess: true)
    }

    private static func choiceForNone(_ input: Span<UInt8>, _ declared: Charset?) -> Choice {
        if ASCIIScan.prefix(input, from: 0) == input.count {
            return ISO2022JPDecoding.choosesJapanese(input) ? Choice(.iso2022JP, isGuess: true) : Choice(declared ?? .usASCII, isText: true)
        }
        // A byte order mark was seen to before.
        if UTF8Decoding.validPrefix(input) == input.count { return Choice(.utf8, isGuess: declared == nil, isText: true) }
        return Choice(CharsetGuess.charset(of: input), isGuess: true)
    }

    /// Characters of several bytes, other than Unicode's.
    private var isMultiByte: Bool {
        switch self {
        case .gb18030, .gbk, .big5, .eucJP, .iso2022JP, .shiftJIS, .eucKR, .utf7: true
        default: false
        }
    }
}

/// How many UTF-8 sequences of several bytes a text has, well-formed and not.
private struct UTF8Tally {
    private var valid = 0
    private var validC1 = 0
    private var malformed = 0
    /// The text ends within a sequence of which two bytes or more are there.
    private var isCutOff = false

    init(_ input: Span<UInt8>) {
        var position = 0
        while true {
            position = ASCIIScan.prefix(input, from: position)
            guard position < input.count else { return }
            let sequence = UTF8Decoding.sequence(input, at: position)
            if sequence.isValid { valid &+= 1 } else { malformed &+= 1 }
            if sequence.isValid, input[position] == 0xC2, input[position &+ 1] < 0xA0 { validC1 &+= 1 }
            position &+= sequence.length
            isCutOff = !sequence.isValid && sequence.length > 1 && position == input.count
        }
    }

    /// Worth keeping as UTF-8: what is malformed is the exception, or the end is missing.
    var isMostlyValid: Bool { malformed == 0 || valid >= malformed || (isCutOff && malformed == 1) }

    /// UTF-8 beyond doubt. Controls of C1 alone are what other charsets' bytes look like.
    var isText: Bool { malformed == 0 && valid >= 2 && validC1 < valid }
}

/// Recognises UTF-16 and UTF-32 by byte order mark, or by where the zero bytes are.
private enum WideText {
    /// The zero bytes of the first few thousand bytes tell as much as all of them.
    private static let sampleBytes = 4096

    /// nil where the text is not plainly of two- or four-byte units, and not declared to be.
    static func charset(of input: Span<UInt8>, declared: Charset?) -> Charset? {
        let sample = input.extracting(first: sampleBytes)
        if let marked = marked(input), declared?.isWide == true || !isPlainlyASCII(input.extracting(droppingFirst: 2)) { return marked }
        if let found = byZeros(sample, declared: declared) { return found }
        return declared?.isWide == true && !isPlainlyASCII(input) ? declared : nil
    }

    private static func marked(_ input: Span<UInt8>) -> Charset? {
        if ByteOrderMark.utf32le.begins(input), input.count % 4 == 0 { return .utf32le }
        if ByteOrderMark.utf32be.begins(input) { return .utf32be }
        if ByteOrderMark.utf16le.begins(input) { return .utf16le }
        return ByteOrderMark.utf16be.begins(input) ? .utf16be : nil
    }

    /// Printable ASCII, nine bytes of ten, and no zero byte: no label and no mark makes such bytes anything else.
    ///
    /// Without this, two bytes "FF FE" before a threat, or a label of UTF-16, would turn it into Chinese for us alone.
    static func isPlainlyASCII(_ input: Span<UInt8>) -> Bool {
        let sample = input.extracting(first: sampleBytes)
        var printable = 0
        for index in sample.indices {
            let byte = sample[index]
            if byte == 0 { return false }
            if (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte) { printable &+= 1 }
        }
        return printable * 10 >= sample.count * 9
    }

    private static func byZeros(_ sample: Span<UInt8>, declared: Charset?) -> Charset? {
        guard ASCIIScan.contains(sample, 0) else { return nil }
        var zeros = [0, 0, 0, 0]
        let count = sample.count / 4 * 4
        for index in 0..<count where sample[index] == 0 { zeros[index % 4] += 1 }
        let quarter = count / 4
        guard quarter > 0, zeros != [0, 0, 0, 0] else { return nil }
        if zeros[3] == quarter, zeros[2] * 10 >= quarter * 9, zeros[0] * 10 <= quarter { return .utf32le }
        if zeros[0] == quarter, zeros[1] * 10 >= quarter * 9, zeros[3] * 10 <= quarter { return .utf32be }
        let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
        // Of text in Latin letters nearly every unit has one; a few (spaces, line ends) are enough where UTF-16 is declared.
        let enough = declared == .utf16le || declared == .utf16be ? 1 : max(quarter * 3 / 5, 1)
        if odd >= enough, even * 8 <= odd { return .utf16le }
        if even >= enough, odd * 8 <= even { return .utf16be }
        return nil
    }
}
