/// A message's bytes in the making: those of the file, and behind them what was unpacked from it, so that every header field and body
/// is a range of one array whatever it was packed in.
struct UnpackedBytes {
    private(set) var bytes: [UInt8]
    let rawCount: Int
    /// From `bytes` behind `rawCount` to bytes before them. Sources may go backwards, as the sectors of a compound file do.
    private(set) var map = OffsetMap()
    private(set) var isCut = false
    private let limit: Int

    init(_ raw: [UInt8], limits: ParseLimits) {
        bytes = raw
        rawCount = raw.count
        limit = limits.unpackedBytes
    }

    var room: Int { limit - (bytes.count - rawCount) }

    /// What was decoded from `bytes`; cut where there is no more room.
    mutating func append(_ decoded: DecodedBytes) -> Range<Int> {
        let start = bytes.count
        let kept = decoded.bytes.prefix(room)
        if kept.count < decoded.bytes.count { isCut = true }
        if !kept.isEmpty { map.append(decoded.map, output: start) }
        bytes.append(contentsOf: kept)
        return start..<bytes.count
    }

    /// Bytes that stand in pieces, made one run.
    mutating func append(gathering pieces: [Range<Int>]) -> Range<Int> {
        // An array that appends a slice of its own is copied as a whole each time, so the pieces are gathered beside it first.
        var gathered = DecodedBytes(bytes: [], map: OffsetMap())
        for piece in pieces {
            let kept = piece.prefix(room - gathered.bytes.count)
            if kept.count < piece.count { isCut = true }
            guard !kept.isEmpty else { continue }
            gathered.map.appendLinear(output: gathered.bytes.count, source: kept.startIndex)
            gathered.bytes.append(contentsOf: bytes[kept.startIndex..<kept.endIndex])
        }
        return append(gathered)
    }

    /// Bytes that stand for all of `source`: a file's name as a header field, a line break that the format implies.
    mutating func append(_ text: some Collection<UInt8>, for source: Range<Int>) {
        guard room >= text.count else {
            isCut = true
            return
        }
        map.appendAtomic(output: bytes.count, source: source)
        bytes.append(contentsOf: text)
    }
}

extension Message {
    /// The bytes of the file that a range of `bytes` came from: the range itself, or for unpacked bytes (those behind `rawCount`) where
    /// they were packed. In the order of the text, each at least one byte long; an empty range gives none.
    public func rawRanges(of range: Range<Int>) -> [Range<Int>] {
        guard range.upperBound > rawCount else { return range.isEmpty ? [] : [range] }
        var ranges = [range]
        while ranges.contains(where: { $0.upperBound > rawCount }) {
            ranges = ranges.flatMap { range in
                // Each step leads to bytes before those it came from, so that there are few: packed parts nest `ParseLimits.depth` deep at most.
                range.lowerBound < rawCount ? [range.clamped(to: 0..<rawCount)] : unpacked.sources(of: range).filter { $0.upperBound <= range.lowerBound }
            }
        }
        return ranges
    }
}
