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
        var seen = [UInt64](repeating: 0, count: Self.bucketCount / 64)
        var pass = Pass()
        for text in texts { pass.read(text.span) { bucket, _ in seen[Int(bucket) >> 6] |= 1 << UInt64(bucket & 63) } }
        buckets = [UInt32](unsafeUninitializedCapacity: seen.reduce(0) { $0 + $1.nonzeroBitCount }) { buckets, count in
            for index in seen.indices {
                var bits = seen[index]
                while bits != 0 {
                    buckets[count] = UInt32(index << 6 + bits.trailingZeroBitCount)
                    count += 1
                    bits &= bits - 1
                }
            }
        }
    }

    /// For people who read a model: which word or pair each bucket stands for in these texts. Where several share a bucket, the most frequent.
    public static func names(in texts: [[UInt8]]) -> [UInt32: String] {
        var counts: [UInt32: [String: Int]] = [:]
        for text in texts {
            var pass = Pass()
            pass.read(text.span) { bucket, range in counts[bucket, default: [:]][String(decoding: text[range], as: UTF8.self), default: 0] += 1 }
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
                let end = Self.wordEnd(text, from: position)
                readWord(text, position..<end, note)
                position = end
            }
        }

        /// As phrases count words: a Chinese or Japanese character is one.
        private static func wordEnd(_ text: Span<UInt8>, from start: Int) -> Int {
            var end = start + 1
            if text[start].leadsUnspacedLetter {
                while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
            } else {
                while end < text.count, text[end] > 0x20, !text[end].leadsUnspacedLetter { end += 1 }
            }
            return end
        }

        private mutating func readWord(_ text: Span<UInt8>, _ word: Range<Int>, _ note: (UInt32, Range<Int>) -> Void) {
            words += 1
            let hash = fnv(text, word)
            guard word.count <= longest, !hasDigit(text, word), !isMasked(hash) else { return previous = 0 }
            note(bucket(hash, .word), word)
            if previous != 0 { note(bucket(previous &* 0x9E37_79B9_7F4A_7C15 ^ hash, .pair), previousStart..<word.upperBound) }
            previous = hash
            previousStart = word.lowerBound
            readPieces(text, word, note)
            readNotions(text, word, note)
        }

        /// What the word means, and with which other notions it stands: in any order, as languages have theirs.
        private mutating func readNotions(_ text: Span<UInt8>, _ word: Range<Int>, _ note: (UInt32, Range<Int>) -> Void) {
            let notions = notions(text, word)
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

        /// Of the longest form that the word is or begins with. Chinese and Japanese forms go on over characters, which are words of their own here.
        private func notions(_ text: Span<UInt8>, _ word: Range<Int>) -> NotionTable.Found {
            let isUnspaced = text[word.lowerBound].leadsUnspacedLetter
            let limit = isUnspaced ? min(text.count, word.lowerBound &+ NotionTable.longestForm) : word.upperBound
            var found = NotionTable.Found()
            var hash = FNV1a()
            var index = word.lowerBound
            while index < limit, text[index] > 0x20, !isUnspaced || text[index].leadsUnspacedLetter {
                repeat {
                    hash.add(text[index])
                    index &+= 1
                } while index < limit && text[index] & 0xC0 == 0x80
                if index == word.upperBound || isUnspaced {
                    var whole = hash
                    whole.add(0x20)
                    let notions = table.notions(whole)
                    if notions[0] != 0 { found = notions }
                }
                guard index &- word.lowerBound >= NotionTable.shortestStem else { continue }
                let notions = table.notions(hash)
                if notions[0] != 0 { found = notions }
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

private func hasDigit(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    for index in word where text[index] &- 0x30 < 10 { return true }
    return false
}

private func fnv(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash = FNV1a()
    for index in range { hash.add(text[index]) }
    return hash.value
}

private func bucket(_ hash: UInt64, _ kind: Kind) -> UInt32 {
    let mixed = (hash ^ kind.rawValue &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(mixed >> UInt64(64 - Wording.bucketBits))
}
