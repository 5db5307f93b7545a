/// Cuts a stream of bytes into frames, wherever the network has cut it.
///
/// At most one half frame is kept (`MilterLimits.frame`), and what came behind a frame that has to wait.
struct FrameReader {
    enum Next: Equatable {
        /// More bytes are needed.
        case incomplete
        /// No frame has such a length; nothing behind it can be understood.
        case badLength
        case frame(command: UInt8, data: Range<Int>)
    }

    private var kept: [UInt8] = []

    var isEmpty: Bool { kept.isEmpty }

    /// What begins at `start` of the bytes.
    static func next(in bytes: Span<UInt8>, from start: Int) -> Next {
        guard bytes.count - start >= 4 else { return .incomplete }
        let length = Int(bytes.bigEndian32(at: start))
        guard 1...MilterLimits.frame ~= length else { return .badLength }
        guard bytes.count - start - 4 >= length else { return .incomplete }
        return .frame(command: bytes[start + 4], data: start + 5..<start + 4 + length)
    }

    /// Hands over all bytes that are there. `consume` says how many of them it needs no more; the others are kept.
    mutating func read(_ bytes: Span<UInt8>, consume: (Span<UInt8>) -> Int) {
        if kept.isEmpty {
            let used = consume(bytes)
            bytes.extracting(used..<bytes.count).append(to: &kept)
            return
        }
        // A half frame that grows by a byte at a time is neither copied nor searched each time.
        bytes.append(to: &kept)
        let used = consume(kept.span)
        if used == kept.count {
            kept.removeAll(keepingCapacity: kept.capacity <= MilterLimits.keptBuffer)
        } else if used > 0 {
            kept.removeSubrange(..<used)
        }
    }
}
