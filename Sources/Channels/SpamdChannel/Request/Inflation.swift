internal import CZlib

/// Unpacks a mail that was packed by zlib: RFC 1950.
enum Inflation {
    /// Room is made in pieces, so that a small mail takes little and a bomb is found out before it has gone off.
    private static let pieceBytes = 64 << 10

    /// All of one stream that ends where the bytes do; what stands behind it is passed over, as spamd does.
    ///
    /// - Parameter limit: the bytes that it may unpack to.
    static func inflate(_ packed: [UInt8], limit: Int) throws(Refusal) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw .zlib }
        defer { inflateEnd(&stream) }
        // zlib asks for a pointer to what it does not change.
        var packed = packed
        var result: [UInt8] = []
        var status = Z_OK
        packed.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            // One byte more than is taken tells a mail that just fits from one that does not.
            while status == Z_OK, result.count <= limit {
                let room = min(pieceBytes, limit + 1 - result.count)
                result.append(
                    contentsOf: [UInt8](unsafeUninitializedCapacity: room) { piece, count in
                        stream.next_out = piece.baseAddress
                        stream.avail_out = UInt32(room)
                        status = CZlib.inflate(&stream, Z_NO_FLUSH)
                        count = room - Int(stream.avail_out)
                    })
            }
        }
        if result.count > limit { throw .tooLarge(limit: limit) }
        guard status == Z_STREAM_END else { throw .zlib }
        return result
    }
}
