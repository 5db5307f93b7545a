internal import Crypto

/// Hashes a body in its canonical form (RFC 6376 § 3.4.3, § 3.4.4) as it comes, in slices of any size; all that is kept is a few kilobytes.
///
/// LF alone, as files on disk have it, is taken as CRLF. A CR alone is a byte like others.
struct BodyDigest {
    private let form: Canonicalization
    /// Canonical bytes that are not hashed yet, the first `used` of them.
    private var buffer = [UInt8](repeating: 0, count: Self.bufferBytes)
    private var used = 0
    private var hashes: [LimitedHash]
    /// The canonical body's length so far.
    private var hashedCount = 0

    /// Line breaks that are empty lines at the end if nothing follows.
    private var pendingBreaks = 0
    private var pendingSpace = false
    private var pendingReturn = false
    private var hasContent = false

    private static let bufferBytes = 4 << 10

    /// One hash for each of `lengths`, which are as `l=` has them: nil for the whole.
    init(_ form: Canonicalization, lengths: [Int?]) {
        self.form = form
        hashes = lengths.map { LimitedHash(left: $0 ?? .max) }
    }

    mutating func add(_ slice: Span<UInt8>) {
        var position = 0
        while position < slice.count {
            let byte = slice[position]
            position += 1
            if pendingReturn {
                pendingReturn = false
                if byte == .lineFeed {
                    breakLine()
                    continue
                }
                addContent(.carriageReturn)
            }
            if byte == .carriageReturn {
                pendingReturn = true
            } else if byte == .lineFeed {
                breakLine()
            } else if form == .relaxed, byte.isBlank {
                pendingSpace = true
            } else {
                addContent(byte)
                position = copyRun(slice, from: position)
            }
        }
    }

    /// The length of the whole canonical body, and the hash of each of the lengths that were asked for.
    mutating func finish() -> (count: Int, hashes: [SHA256.Digest]) {
        if pendingReturn { addContent(.carriageReturn) }
        // "\r\n" ends a body that does not; simple makes it even of an empty one.
        if hasContent || form == .simple { appendBreak() }
        flush()
        return (hashedCount, hashes.map { $0.hash.finalize() })
    }

    private mutating func breakLine() {
        pendingSpace = false
        pendingBreaks += 1
    }

    private mutating func addContent(_ byte: UInt8) {
        hasContent = true
        while pendingBreaks > 0 {
            appendBreak()
            pendingBreaks -= 1
        }
        if used + 2 > buffer.count { flush() }
        if pendingSpace {
            buffer[used] = .space
            used += 1
            pendingSpace = false
        }
        buffer[used] = byte
        used += 1
    }

    /// The quick way through a line: bytes that are copied as they are. Nothing is pending.
    private mutating func copyRun(_ slice: Span<UInt8>, from start: Int) -> Int {
        var position = start
        // Anything above is neither a blank nor part of a line break; simple has the blanks too.
        let last: UInt8 = form == .relaxed ? .space : .carriageReturn
        while true {
            // No index below leaves the slice or the room, so none is checked.
            let end = position + min(slice.count - position, buffer.count - used)
            var filled = used
            var target = buffer.mutableSpan
            while position < end {
                let byte = slice[unchecked: position]
                // One space between two words stays what it is in either form.
                if byte <= last, byte != .space || position &+ 1 == slice.count || slice[unchecked: position &+ 1] <= .space { break }
                target[unchecked: filled] = byte
                filled &+= 1
                position &+= 1
            }
            used = filled
            guard position == end, position < slice.count else { return position }
            flush()
        }
    }

    private mutating func appendBreak() {
        if used + 2 > buffer.count { flush() }
        buffer[used] = .carriageReturn
        buffer[used + 1] = .lineFeed
        used += 2
    }

    private mutating func flush() {
        for index in hashes.indices { hashes[index].add(buffer[..<used]) }
        hashedCount += used
        used = 0
    }

    private struct LimitedHash {
        var hash = SHA256()
        var left: Int

        init(left: Int) { self.left = left }

        mutating func add(_ bytes: ArraySlice<UInt8>) {
            guard left > 0 else { return }
            let part = bytes.prefix(left)
            hash.update(data: part)
            left -= part.count
        }
    }
}
