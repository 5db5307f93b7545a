/// Unicode properties (UTF-16, little-endian) as UTF-8, as header fields have it. Bodies keep their bytes and are read by their charset.
enum UTF16Property {
    /// Lone surrogates become U+FFFD.
    static func utf8(_ bytes: [UInt8], in range: Range<Int>) -> DecodedBytes {
        var decoded = DecodedBytes(bytes: [], map: OffsetMap())
        decoded.bytes.reserveCapacity(range.count / 2)
        var position = range.lowerBound
        while position + 2 <= range.upperBound {
            var scalar = UInt32(bytes.littleEndian16(at: position))
            var size = 2
            if scalar & 0xFC00 == 0xD800, position + 4 <= range.upperBound {
                let low = UInt32(bytes.littleEndian16(at: position + 2))
                if low & 0xFC00 == 0xDC00 {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
                    size = 4
                }
            }
            append(scalar & 0xFFFF_F800 == 0xD800 ? 0xFFFD : scalar, source: position..<position + size, to: &decoded)
            position += size
        }
        return decoded
    }

    private static func append(_ scalar: UInt32, source: Range<Int>, to decoded: inout DecodedBytes) {
        if scalar < 0x80 {
            decoded.map.appendUnits(output: decoded.bytes.count, source: source.lowerBound, outputBytes: 1, sourceBytes: 2)
            decoded.bytes.append(UInt8(scalar))
        } else {
            decoded.map.appendAtomic(output: decoded.bytes.count, source: source)
            decoded.bytes.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
        }
    }
}
