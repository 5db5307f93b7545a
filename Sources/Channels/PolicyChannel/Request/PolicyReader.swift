internal import ChannelKit

/// Takes requests from a stream of bytes, wherever the network has cut it: lines of `name=value` up to an empty one.
///
/// At most a line is kept, of `PolicyLimits.line`, and the values of the request that are used.
struct PolicyReader {
    enum Outcome {
        case request(PolicyRequest)
        /// `PolicyLimits.request`: nothing behind it can be understood.
        case endless
    }

    /// Of a line that is not at its end.
    private var line: [UInt8] = []
    private var request = PolicyRequest()
    private var size = 0
    private var attributes = 0

    /// Whether nothing of a request has come.
    var isEmpty: Bool { size == 0 }

    /// The first request that ends in the bytes from `place` on, which goes behind it. Nil: all are read, and more is needed.
    mutating func next(in bytes: Span<UInt8>, from place: inout Int) -> Outcome? {
        while place < bytes.count {
            var end = place
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            let piece = bytes.extracting(place..<end)
            size += piece.count + (end < bytes.count ? 1 : 0)
            place = min(end + 1, bytes.count)
            guard size <= PolicyLimits.request else { return .endless }
            guard end < bytes.count else {
                keep(piece)
                return nil
            }
            if read(piece) { return .request(takeRequest()) }
        }
        return nil
    }

    /// The rest of a line; whether it was the empty one.
    private mutating func read(_ piece: Span<UInt8>) -> Bool {
        if line.isEmpty { return take(piece) }
        keep(piece)
        var whole: [UInt8] = []
        swap(&whole, &line)
        let isEnd = take(whole.span)
        whole.removeAll(keepingCapacity: whole.capacity <= PolicyLimits.keptBuffer)
        swap(&whole, &line)
        return isEnd
    }

    /// A byte more than is taken tells that there was more.
    private mutating func keep(_ piece: Span<UInt8>) {
        piece.extracting(first: PolicyLimits.line + 1 - line.count).append(to: &line)
    }

    private mutating func takeRequest() -> PolicyRequest {
        var whole = PolicyRequest()
        swap(&whole, &request)
        size = 0
        attributes = 0
        whole.end()
        return whole
    }

    private mutating func take(_ line: Span<UInt8>) -> Bool {
        let isLong = line.count > PolicyLimits.line
        // What is not kept where a line comes in pieces is not looked at where it comes whole.
        var line = line.extracting(first: PolicyLimits.line)
        if !isLong, line.count > 0, line[line.count - 1] == 0x0D {
            request.note(.malformed)
            line = line.extracting(droppingLast: 1)
        }
        guard line.count > 0 else { return true }
        attributes += 1
        guard attributes <= PolicyLimits.attributes else {
            request.note(.length)
            return false
        }
        add(line, isLong: isLong)
        return false
    }

    private mutating func add(_ line: Span<UInt8>, isLong: Bool) {
        var equals = 0
        while equals < line.count, line[equals] != UInt8(ascii: "=") { equals += 1 }
        if isLong { request.note(.length) }
        guard equals < line.count, equals > 0 else { return request.addUnreadable() }
        let value = line.extracting(equals + 1..<line.count)
        let isClean = Self.isClean(line)
        if !isClean { request.note(.malformed) }
        guard let attribute = PolicyAttribute(name: line.extracting(0..<equals)) else { return }
        request.add(attribute, isLong || !isClean || value.count > PolicyLimits.value ? nil : value)
    }

    /// No NUL, no CR: neither name nor value may have one.
    private static func isClean(_ line: Span<UInt8>) -> Bool {
        var isClean = true
        for place in line.indices where line[place] == 0 || line[place] == 0x0D { isClean = false }
        return isClean
    }
}
