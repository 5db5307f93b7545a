/// Guesses the charset of 8-bit text that is not UTF-8 and has no label to trust.
///
/// The candidates are those that unlabelled mail is found in: KOI8-R and windows-1251 by the letters' frequency, the East Asian
/// charsets by their pairs, else windows-1252. BUGS: a few words are guessed badly; Greek, Hebrew, Arabic, Thai and Eastern
/// European text comes out as windows-1252.
enum CharsetGuess {
    /// From the first 8-bit byte on; more tells no more.
    private static let sampleBytes = 1 << 16

    static func charset(of input: Span<UInt8>) -> Charset {
        let start = ASCIIScan.prefix(input, from: 0)
        let sample = input.extracting(start..<min(input.count, start + sampleBytes))
        return CyrillicTally(sample).charset ?? eastAsian(sample) ?? .windows1252
    }

    private static func eastAsian(_ sample: Span<UInt8>) -> Charset? {
        var best: (charset: Charset, score: Int)?
        // Of equal scores the first wins: Hangul lies within GBK's everyday range, so Korean is as typical of the one as of the other.
        for charset: Charset in [.shiftJIS, .eucJP, .eucKR, .gbk, .big5] {
            let tally = PairTally(sample, charset)
            let score = tally.score(charset)
            if score >= tally.enough, score > best?.score ?? 0 { best = (charset, score) }
        }
        return best?.charset
    }
}

/// How Cyrillic the bytes are.
private struct CyrillicTally {
    private var high = 0
    private var runs = 0
    private var letters = 0
    private var commonKOI = 0
    private var common1251 = 0
    /// Capitals after small letters within a word, as each of the two would have it.
    private var breaksKOI = 0
    private var breaks1251 = 0

    /// The ten letters that make up two thirds of Russian (о е а и н т с р в л), both cases, as bits for the bytes C0-DF with
    /// their twins E0-FF.
    private static let koi = bits([0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4, 0xD3, 0xD2, 0xD7, 0xCC])
    private static let windows = bits([0xCE, 0xC5, 0xC0, 0xC8, 0xCD, 0xD2, 0xD1, 0xD0, 0xC2, 0xCB])

    init(_ sample: Span<UInt8>) {
        var previous: UInt8 = 0
        for index in sample.indices {
            let byte = sample[index]
            if byte >= 0x80 {
                high &+= 1
                if previous < 0x80 { runs &+= 1 }
            }
            if byte >= 0xC0 {
                letters &+= 1
                commonKOI &+= Int(Self.koi >> UInt32(byte & 31) & 1)
                common1251 &+= Int(Self.windows >> UInt32(byte & 31) & 1)
                // Small letters are the upper half (E0-FF) in windows-1251, the lower (C0-DF) in KOI8-R.
                if previous >= 0xE0, byte < 0xE0 { breaks1251 &+= 1 }
                if (0xC0...0xDF).contains(previous), byte >= 0xE0 { breaksKOI &+= 1 }
            }
            previous = byte
        }
    }

    /// nil where it is not Cyrillic: words of letters from C0 on, of which the common ones are common.
    var charset: Charset? {
        let best = max(commonKOI, common1251)
        guard letters >= 4, letters * 10 >= high * 9, high >= 2 * runs, best * 100 >= letters * 45 else { return nil }
        return commonKOI &- 2 &* breaksKOI > common1251 &- 2 &* breaks1251 ? .koi8r : .windows1251
    }

    private static func bits(_ bytes: [UInt8]) -> UInt32 { bytes.reduce(0) { $0 | 1 << UInt32($1 & 31) } }
}

/// How well the bytes pair up as one of the East Asian charsets, and how many pairs are of its everyday characters.
private struct PairTally {
    private var pairs = 0
    private var typical = 0
    /// Pairs that the language cannot do without: kana, or the commonest Hangul.
    private var essential = 0
    private var malformed = 0
    /// Pairs right after another: East Asian text is written without spaces, accented letters stand alone.
    private var adjacent = 0

    init(_ sample: Span<UInt8>, _ charset: Charset) {
        var position = 0
        var followsPair = false
        while position < sample.count {
            let lead = sample[position]
            guard lead >= 0x80 else {
                followsPair = false
                position &+= 1
                continue
            }
            if charset == .shiftJIS, (0xA1...0xDF).contains(lead) {
                pairs &+= 1
                position &+= 1
                continue
            }
            // What the sample's end cuts in two is no evidence.
            guard position &+ 1 < sample.count else { break }
            let trail = sample[position &+ 1]
            guard Self.isPair(lead, trail, charset) else {
                malformed &+= 1
                followsPair = false
                position &+= 1
                continue
            }
            count(lead, trail, charset, followsPair)
            followsPair = true
            position &+= 2
        }
    }

    private mutating func count(_ lead: UInt8, _ trail: UInt8, _ charset: Charset, _ followsPair: Bool) {
        pairs &+= 1
        if followsPair { adjacent &+= 1 }
        if Self.isTypical(lead, trail, charset) { typical &+= 1 }
        if Self.isEssential(lead, trail, charset) { essential &+= 1 }
    }

    /// The score from which on it is this charset; rarer characters will do where several pairs are without fault.
    var enough: Int { malformed == 0 && pairs >= 4 ? 400 : 800 }

    /// Typical pairs per thousand, a malformed one counting as four that are not; 0 where something essential is missing.
    func score(_ charset: Charset) -> Int {
        let hasEssentials = essential * 8 >= pairs || charset == .gbk || charset == .big5
        return pairs >= 2 && adjacent * 2 >= pairs && hasEssentials ? typical * 1000 / (pairs + 4 * malformed) : 0
    }

    private static func isEssential(_ lead: UInt8, _ trail: UInt8, _ charset: Charset) -> Bool {
        switch charset {
        case .shiftJIS: lead == 0x82 && trail >= 0x9F || lead == 0x83
        case .eucJP: lead == 0xA4 || lead == 0xA5
        case .eucKR: everydayHangul.contains(UInt16(lead) << 8 | UInt16(trail))
        default: false
        }
    }

    /// 이 다 는 을 에 의 하 고 가 지 로 기 사 니 은 시 한 요 안 를 어 아 서 나
    private static let everydayHangul: Set<UInt16> = [
        0xC0CC, 0xB4D9, 0xB4C2, 0xC0BB, 0xBFA1, 0xC0C7, 0xC7CF, 0xB0ED, 0xB0A1, 0xC1F6, 0xB7CE, 0xB1E2,
        0xBBE7, 0xB4CF, 0xC0BA, 0xBDC3, 0xC7D1, 0xBFE4, 0xBEC8, 0xB8A6, 0xBEEE, 0xBEC6, 0xBCAD, 0xB3AA,
    ]

    private static func isPair(_ lead: UInt8, _ trail: UInt8, _ charset: Charset) -> Bool {
        switch charset {
        case .shiftJIS: ((0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead)) && (0x40...0xFC).contains(trail) && trail != 0x7F
        case .gbk: (0x81...0xFE).contains(lead) && (0x40...0xFE).contains(trail) && trail != 0x7F
        case .big5: (0x81...0xFE).contains(lead) && ((0x40...0x7E).contains(trail) || (0xA1...0xFE).contains(trail))
        default: (0xA1...0xFE).contains(lead) && (0xA1...0xFE).contains(trail)
        }
    }

    /// Punctuation, kana, Hangul, and the characters of each standard's first level, which are its everyday ones.
    private static func isTypical(_ lead: UInt8, _ trail: UInt8, _ charset: Charset) -> Bool {
        switch charset {
        case .shiftJIS: (0x81...0x83).contains(lead) || (0x88...0x97).contains(lead)
        case .eucJP: lead == 0xA1 || (0xA3...0xA5).contains(lead) || (0xB0...0xCF).contains(lead)
        case .eucKR: lead == 0xA1 || lead == 0xA3 || (0xB0...0xC8).contains(lead)
        case .gbk: (lead == 0xA1 || lead == 0xA3 || (0xB0...0xD7).contains(lead)) && trail >= 0xA1
        default: lead == 0xA1 || (0xA4...0xC6).contains(lead)
        }
    }
}
