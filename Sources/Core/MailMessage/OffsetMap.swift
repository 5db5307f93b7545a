/// Where each byte of a transformed text came from.
///
/// A transformation (base64, a charset, HTML, folding) writes its output in order and notes, at each break, what the
/// next output bytes stand for. Output and source offsets are byte counts; sources never go backwards.
/// Limit: offsets are 32-bit, which `ParseLimits.messageBytes` keeps true.
public struct OffsetMap: Sendable, Equatable {
    /// What the output bytes from `output` to the next segment's start came from.
    struct Segment: Sendable, Equatable {
        var output: UInt32
        var source: UInt32
        /// With `units` set, output bytes a unit in bits 8–15 and source bytes a unit in bits 0–7; else the number of source bytes
        /// that all output bytes of the segment share.
        var shape: UInt32
    }

    static let units: UInt32 = 1 << 31
    /// Units of one byte each.
    static let linear = units | 1 << 8 | 1

    private(set) var segments: [Segment] = []

    public init() {}

    public mutating func reserveCapacity(_ count: Int) { segments.reserveCapacity(count) }

    /// From `output` on, each output byte is one source byte, beginning with `source`.
    public mutating func appendLinear(output: Int, source: Int) { append(UInt32(output), UInt32(source), Self.linear) }

    /// From `output` on, every `outputBytes` output bytes stand for `sourceBytes` source bytes, beginning with `source`: characters that
    /// have one size in each encoding, quoted-printable's escapes, base64's units of four letters (RFC 4648 § 4). Sizes are 1 to 255.
    public mutating func appendUnits(output: Int, source: Int, outputBytes: Int, sourceBytes: Int) {
        append(UInt32(output), UInt32(source), Self.units | UInt32(outputBytes & 0xFF) << 8 | UInt32(sourceBytes & 0xFF))
    }

    /// From `output` on, every output byte stands for all of `source`: an entity, a run of white space that became one space.
    public mutating func appendAtomic(output: Int, source: Range<Int>) {
        append(UInt32(output), UInt32(source.lowerBound), UInt32(max(source.count, 1)))
    }

    @inline(__always)
    private mutating func append(_ output: UInt32, _ source: UInt32, _ shape: UInt32) {
        let segment = Segment(output: output, source: source, shape: shape)
        if let last = segments.last {
            // A segment that got no output is forgotten.
            if last.output == output { return replaceLast(with: segment) }
            if last.goesOn(with: segment) { return }
        }
        segments.append(segment)
    }

    @inline(never)
    private mutating func replaceLast(with segment: Segment) {
        segments.removeLast()
        if let last = segments.last, last.goesOn(with: segment) { return }
        segments.append(segment)
    }

    /// Goes on with all of `other`, whose output begins at `output` here.
    public mutating func append(_ other: OffsetMap, output: Int) {
        for segment in other.segments { append(segment.output + UInt32(output), segment.source, segment.shape) }
    }

    /// Goes on with `count` output bytes that `inner` maps to bytes which `outer` maps to the source. For short texts: where neither
    /// is plain, it asks for each byte.
    public mutating func append(_ inner: OffsetMap, through outer: OffsetMap, count: Int, output: Int) {
        guard count > 0 else { return }
        if inner.segments.isEmpty, !outer.segments.isEmpty { return append(outer, output: output) }
        if outer.segments.count == 1, outer.segments[0].output == 0, outer.segments[0].shape == Self.linear {
            for segment in inner.segments { append(segment.output + UInt32(output), segment.source + outer.segments[0].source, segment.shape) }
            return
        }
        for index in 0..<count {
            let ranges = inner.sources(of: index..<index + 1).flatMap { outer.sources(of: $0) }
            guard let first = ranges.first, let last = ranges.last else { continue }
            if last.upperBound - first.lowerBound == 1 {
                appendLinear(output: output + index, source: first.lowerBound)
            } else {
                appendAtomic(output: output + index, source: first.lowerBound..<last.upperBound)
            }
        }
    }

    /// The source ranges of a range of output bytes: in order, apart from each other, each at least one byte long.
    ///
    /// An empty map is the identity. An empty range gives no ranges.
    public func sources(of range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        appendSources(of: range, to: &found)
        return found
    }

    /// The same for several ranges, each by itself.
    public func sources(of ranges: [Range<Int>]) -> [Range<Int>] {
        guard !segments.isEmpty || ranges.contains(where: \.isEmpty) else { return ranges }
        var found: [Range<Int>] = []
        found.reserveCapacity(ranges.count)
        for range in ranges { appendSources(of: range, to: &found) }
        return found
    }

    /// The same where it is one range from one segment, as most are; else nil. It needs no list.
    public func source(of range: Range<Int>) -> Range<Int>? {
        guard !range.isEmpty else { return nil }
        guard !segments.isEmpty else { return range }
        let index = segmentIndex(at: range.lowerBound)
        let segment = segments[index]
        guard range.lowerBound >= Int(segment.output), index + 1 == segments.count || range.upperBound <= Int(segments[index + 1].output) else { return nil }
        return segment.sources(from: range.lowerBound - Int(segment.output), to: range.upperBound - Int(segment.output))
    }

    private func appendSources(of range: Range<Int>, to found: inout [Range<Int>]) {
        guard !range.isEmpty else { return }
        guard !segments.isEmpty else { return found.append(range) }
        let first = found.count
        var index = segmentIndex(at: range.lowerBound)
        var position = range.lowerBound
        while position < range.upperBound {
            let segment = segments[index]
            let end = index + 1 < segments.count ? Int(segments[index + 1].output) : Int.max
            let upper = min(range.upperBound, end)
            if upper > position {
                Self.add(segment.sources(from: position - Int(segment.output), to: upper - Int(segment.output)), to: &found, from: first)
                position = upper
            }
            index += 1
        }
    }

    /// The last segment that begins at or before `output`; the first where none does.
    private func segmentIndex(at output: Int) -> Int {
        var low = 0
        var high = segments.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if Int(segments[middle].output) <= output { low = middle } else { high = middle }
        }
        return low
    }

    private static func add(_ range: Range<Int>, to found: inout [Range<Int>], from first: Int) {
        // Only unpacked bytes go backwards, and what they jump over is not theirs.
        if found.count > first, let last = found.last, range.lowerBound <= last.upperBound, range.upperBound >= last.lowerBound {
            found[found.count - 1] = min(last.lowerBound, range.lowerBound)..<max(last.upperBound, range.upperBound)
        } else {
            found.append(range)
        }
    }
}

extension OffsetMap.Segment {
    @inline(__always)
    private var isUnits: Bool { shape & OffsetMap.units != 0 }
    /// Never 0, as it divides.
    private var outputBytes: Int { max(Int(shape >> 8 & 0xFF), 1) }
    private var sourceBytes: Int { Int(shape & 0xFF) }

    /// Whether `next` begins where this segment's units have come to by then, so that it is no new segment.
    @inline(__always)
    fileprivate func goesOn(with next: OffsetMap.Segment) -> Bool {
        guard shape == next.shape, isUnits else { return false }
        if shape == OffsetMap.linear { return next.source &- source == next.output &- output }
        let written = Int(next.output) - Int(output)
        return written % outputBytes == 0 && Int(next.source) - Int(source) == written / outputBytes * sourceBytes
    }

    fileprivate func sources(from lower: Int, to upper: Int) -> Range<Int> {
        let start = Int(source)
        if shape == OffsetMap.linear { return start + lower..<start + upper }
        guard isUnits else { return start..<start + Int(shape) }
        return start + lower / outputBytes * sourceBytes..<start + (upper + outputBytes - 1) / outputBytes * sourceBytes
    }
}
