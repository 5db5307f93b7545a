internal import VisibleText

/// The words of a message as the model sees them: words, pairs of words, pieces of words, what words mean in any language and pairs of that, hashed into buckets.
///
/// It makes no difference how often something is said. What would tell one sender or one archive from another is left out: numbers, long words (addresses,
/// links), host names, secrets, and all behind a signature's or a mailing list's dividing line.
public struct Wording: Sendable, Equatable {
    public static let bucketCount = 1 << bucketBits
    /// With fewer, words that share a bucket blur each other; a model is to have two megabytes at most.
    static let bucketBits = 18
    /// A scam has said all by then; a book does not become one.
    static let mostWords = 1_500

    /// In order, each once. May be empty.
    public private(set) var buckets: [UInt32] = []

    /// Each bucket's value: a long text has no more to say than a short one, and a few words say little.
    public var value: Float { 1 / Float(max(buckets.count, Self.fewestBuckets)).squareRoot() }
    /// About twenty-five words have so many.
    private static let fewestBuckets = 200

    public init() {}

    /// `texts` are folded.
    public init(of texts: [[UInt8]]) {
        var seen = BucketSet()
        var pass = Pass()
        for text in texts { pass.read(text.span) { bucket, _ in seen.insert(bucket) } }
        buckets = seen.sorted
    }

    /// For people who read a model: which word or pair each bucket stands for in these texts. Where several share a bucket, the one of most texts.
    public static func names(in texts: [[UInt8]]) -> [UInt32: String] {
        var counts: [UInt32: [String: Int]] = [:]
        for text in texts {
            var pass = Pass()
            var names: [UInt32: Set<String>] = [:]
            pass.read(text.span) { bucket, range in names[bucket, default: []].insert(String(decoding: text[range], as: UTF8.self)) }
            for (bucket, names) in names { for name in names { counts[bucket, default: [:]][name, default: 0] += 1 } }
        }
        return counts.mapValues { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }!.key }
    }

    private struct Pass {
        private var words = 0
        private var previous: UInt64 = 0
        private var previousStart = 0
        private let table = NotionTable.embedded
        /// The last notions that were said and where, the latest first; 0 is none.
        private var said = NotionTable.Found()
        private var saidAt = SIMD4<Int32>()
        /// Words that were read before, each in the place that its hash gives it: their pieces are noted already, and what they mean is known.
        private var known = [KnownWord](repeating: KnownWord(), count: KnownWord.count)
        /// The hashes of what the word begins with, by the number of bytes.
        private var beginnings = [FNV1a](repeating: FNV1a(), count: longest + 1)

        mutating func read(_ text: Span<UInt8>, _ note: (UInt32, Range<Int>) -> Void) {
            previous = 0
            said = NotionTable.Found()
            var position = 0
            while position < text.count, words < Wording.mostWords {
                guard text[position] > 0x20 else {
                    if text[position] == FoldedText.sentenceSeparator { previous = 0 }
                    position += 1
                    continue
                }
                position = readWord(text, from: position, note)
            }
        }

        /// Gives where the word ends. As phrases count words: a Chinese or Japanese character is one.
        private mutating func readWord(_ text: Span<UInt8>, from start: Int, _ note: (UInt32, Range<Int>) -> Void) -> Int {
            words += 1
            let isUnspaced = text[start].leadsUnspacedLetter
            var hash = FNV1a()
            var hasDigit = false
            var end = start
            repeat {
                let byte = text[end]
                hasDigit = hasDigit || byte &- 0x30 < 10
                hash.add(byte)
                end &+= 1
                if end &- start <= longest { beginnings[end &- start] = hash }
            } while end < text.count && (isUnspaced ? text[end] & 0xC0 == 0x80 : text[end] > 0x20 && !text[end].leadsUnspacedLetter)
            let word = start..<end
            guard word.count <= longest, !hasDigit, !isMasked(hash.value) else {
                previous = 0
                return end
            }
            if previous != 0 { note(bucket(previous &* 0x9E37_79B9_7F4A_7C15 ^ hash.value, .pair), previousStart..<end) }
            previous = hash.value
            previousStart = start
            if isUnspaced {
                note(bucket(hash.value, .word), word)
                readPieces(text, word, note)
                readNotions(unspacedNotions(text, from: start), word, note)
                return end
            }
            let place = KnownWord.place(of: hash.value)
            if known[place].hash != hash.value {
                note(bucket(hash.value, .word), word)
                readPieces(text, word, note)
                known[place] = KnownWord(hash: hash.value, notions: notions(text, word))
            }
            readNotions(known[place].notions, word, note)
            return end
        }

        /// What a word means, and with which other notions it stands: in any order, as languages have theirs.
        private mutating func readNotions(_ notions: NotionTable.Found, _ word: Range<Int>, _ note: (UInt32, Range<Int>) -> Void) {
            guard notions[0] != 0 else { return }
            var count = 0
            while count < NotionTable.Found.scalarCount, notions[count] != 0 {
                let notion = UInt64(notions[count])
                note(bucket(notion, .notion), word)
                for lane in 0..<notionsInReach where said[lane] != 0 && said[lane] != notions[count] {
                    let other = UInt64(said[lane])
                    note(bucket(min(notion, other) << 16 | max(notion, other), .notionPair), Int(saidAt[lane])..<word.upperBound)
                }
                count &+= 1
            }
            for lane in stride(from: count &- 1, through: 0, by: -1) {
                said = NotionTable.Found(notions[lane], said[0], said[1], said[2])
                saidAt = SIMD4(Int32(truncatingIfNeeded: word.lowerBound), saidAt[0], saidAt[1], saidAt[2])
            }
        }

        /// Of the longest form that the word is or begins with; a form's end is a character's.
        private func notions(_ text: Span<UInt8>, _ word: Range<Int>) -> NotionTable.Found {
            var count = word.count
            while count >= NotionTable.shortestStem {
                if count == word.count || text[word.lowerBound &+ count] & 0xC0 != 0x80 {
                    let found = table.notions(beginnings[count])
                    if found[0] != 0 { return found }
                }
                if count == word.count {
                    let found = wholeWord(beginnings[count])
                    if found[0] != 0 { return found }
                }
                count &-= 1
            }
            return word.count < NotionTable.shortestStem ? wholeWord(beginnings[word.count]) : NotionTable.Found()
        }

        private func wholeWord(_ hash: FNV1a) -> NotionTable.Found {
            var whole = hash
            whole.add(0x20)
            return table.notions(whole)
        }

        /// Chinese and Japanese forms go on over characters, which are words of their own here.
        private func unspacedNotions(_ text: Span<UInt8>, from start: Int) -> NotionTable.Found {
            let limit = min(text.count, start &+ NotionTable.longestForm)
            var found = NotionTable.Found()
            var hash = FNV1a()
            var index = start
            while index < limit, text[index].leadsUnspacedLetter {
                repeat {
                    hash.add(text[index])
                    index &+= 1
                } while index < limit && text[index] & 0xC0 == 0x80
                let whole = wholeWord(hash)
                if whole[0] != 0 { found = whole }
                guard index &- start >= NotionTable.shortestStem else { continue }
                let stem = table.notions(hash)
                if stem[0] != 0 { found = stem }
            }
            return found
        }

        /// Pieces let an inflected word share what it says with its relatives: four characters each, the spaces around the word being two of them.
        private func readPieces(_ text: Span<UInt8>, _ word: Range<Int>, _ note: (UInt32, Range<Int>) -> Void) {
            // The last four characters, and where each begins in the word, a byte each.
            var characters: (UInt64, UInt64) = (0, 0x20)
            var starts: UInt32 = 0
            var count = 1
            var index = word.lowerBound
            while index <= word.upperBound {
                var character: UInt64 = 0x20
                var end = index + 1
                if index < word.upperBound {
                    character = UInt64(text[index])
                    while end < word.upperBound, text[end] & 0xC0 == 0x80 {
                        character = character << 8 | UInt64(text[end])
                        end += 1
                    }
                }
                characters = (characters.0 << 32 | characters.1 >> 32, characters.1 << 32 | character)
                starts = starts << 8 | UInt32(index - word.lowerBound)
                count += 1
                if count >= pieceLength {
                    let piece = characters.0 &* 0x9FB2_1C65_1E98_DF25 ^ characters.1
                    note(bucket(piece, .piece), word.lowerBound + Int(starts >> 24)..<min(end, word.upperBound))
                }
                index = end
            }
        }
    }
}

/// In bytes: no word of a language is so long, but payment addresses and tokens are.
private let longest = NotionTable.longestForm
/// In characters.
private let pieceLength = 4
/// With as many before it a notion makes pairs.
private let notionsInReach = 3

private enum Kind: UInt64 { case word = 1, pair, piece, notion, notionPair }

/// Words of fixtures, links and host names, which only say where a mail comes from.
private let masked = ["example", "com", "org", "net", "www", "http", "https", "html", "fixture", "placeholder", "unbluff", "alex"].map { FNV1a($0.utf8).value }
/// A bit for what each of their hashes begins with: a set would cost more than all else of a word.
private let maskedBeginnings: UInt64 = masked.reduce(0) { $0 | 1 << ($1 >> 58) }

private func isMasked(_ hash: UInt64) -> Bool { maskedBeginnings >> (hash >> 58) & 1 != 0 && masked.contains(hash) }

/// A word that was read, and what it means.
private struct KnownWord {
    var hash: UInt64 = 0
    var notions = NotionTable.Found()

    /// A power of two. Every second word of a mail was there before, and most of these are a few hundred.
    static let count = 256

    static func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 40) & (count - 1) }
}

/// Buckets, each once.
private struct BucketSet {
    /// A bit for each bucket, and one for each 64 of these: most are never set, and to look at all would take as long as to read a mail.
    private var members = [UInt64](repeating: 0, count: Wording.bucketCount >> 6)
    private var summary = [UInt64](repeating: 0, count: Wording.bucketCount >> 12)
    private var count = 0

    @inline(__always)
    mutating func insert(_ bucket: UInt32) {
        let index = Int(bucket >> 6)
        let bit: UInt64 = 1 << UInt64(bucket & 63)
        let known = members[index]
        guard known & bit == 0 else { return }
        members[index] = known | bit
        count &+= 1
        if known == 0 { summary[index >> 6] |= 1 << UInt64(index & 63) }
    }

    var sorted: [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { sorted, filled in
            for (number, summary) in summary.enumerated() {
                for index in Bits(summary) {
                    for bit in Bits(members[number << 6 + index]) {
                        sorted[filled] = UInt32(truncatingIfNeeded: (number << 6 + index) << 6 + bit)
                        filled += 1
                    }
                }
            }
        }
    }
}

/// The numbers of a word's bits that are set, the lowest first.
private struct Bits: Sequence, IteratorProtocol {
    private var rest: UInt64

    init(_ word: UInt64) { rest = word }

    mutating func next() -> Int? {
        guard rest != 0 else { return nil }
        defer { rest &= rest &- 1 }
        return rest.trailingZeroBitCount
    }
}

private func bucket(_ hash: UInt64, _ kind: Kind) -> UInt32 {
    let mixed = (hash ^ kind.rawValue &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(mixed >> UInt64(64 - Wording.bucketBits))
}
