/// Rich text as PidTagRtfCompressed holds it: MS-OXRTFCP.
enum CompressedRTF {
    private static let compressed: UInt32 = 0x7546_5A4C
    private static let uncompressed: UInt32 = 0x414C_454D
    private static let headerSize = 16
    private static let windowSize = 4_096

    /// § 2.1.3.1.1: what the dictionary holds at first.
    private static let dictionary = Array(
        ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
            + "Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

    /// The rich text, `limit` bytes at most. Sizes and checksum of the header are not trusted; what is cut off ends the text.
    static func decode(_ bytes: [UInt8], in range: Range<Int>, limit: Int) -> DecodedBytes {
        let data = min(range.lowerBound + headerSize, range.upperBound)..<range.upperBound
        let kind = bytes.littleEndian32(at: range.lowerBound + 8)
        var decoded = DecodedBytes(bytes: [], map: OffsetMap())
        if kind == compressed {
            decompress(bytes, data, limit, into: &decoded)
        } else if kind == uncompressed, !data.isEmpty {
            decoded.bytes = Array(bytes[data].prefix(limit))
            decoded.map.appendLinear(output: 0, source: data.lowerBound)
        } else if !data.isEmpty {
            decoded.defects.append(.outlookMalformed)
        }
        return decoded
    }

    /// Runs of eight tokens, each a byte or a reference into the dictionary, and before them a byte that says which (§ 2.2).
    private static func decompress(_ bytes: [UInt8], _ data: Range<Int>, _ limit: Int, into decoded: inout DecodedBytes) {
        var window = dictionary + [UInt8](repeating: 0, count: windowSize - dictionary.count)
        var write = dictionary.count
        var position = data.lowerBound
        func emit(_ byte: UInt8) {
            decoded.bytes.append(byte)
            window[write] = byte
            write = (write + 1) % windowSize
        }
        while position < data.upperBound {
            let control = bytes[position]
            position += 1
            for bit in 0..<8 where position < data.upperBound {
                guard decoded.bytes.count < limit else {
                    decoded.defects.append(.textTooLong)
                    return
                }
                if control & 1 << bit == 0 {
                    decoded.map.appendLinear(output: decoded.bytes.count, source: position)
                    emit(bytes[position])
                    position += 1
                    continue
                }
                guard position + 1 < data.upperBound else { return }
                let reference = Int(bytes[position]) << 8 | Int(bytes[position + 1])
                // A reference to the place of the next byte is the end.
                guard reference >> 4 != write else { return }
                decoded.map.appendAtomic(output: decoded.bytes.count, source: position..<position + 2)
                for index in 0..<(reference & 0xF) + 2 { emit(window[(reference >> 4 + index) % windowSize]) }
                position += 2
            }
        }
    }
}
