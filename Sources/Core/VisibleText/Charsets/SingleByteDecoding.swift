/// The encodings of one byte a character (WHATWG Encoding § 9): ASCII below 80, a row of 128 code points above.
enum SingleByteDecoding {
    static func decode(_ input: Span<UInt8>, row: Int, into writer: inout ScalarWriter) {
        let packed = packedRow(row)
        packed.withUnsafeBufferPointer { packed in
            var position = 0
            while position < input.count {
                let byte = input[position]
                guard byte >= 0x80 else {
                    position = writer.copyASCII(input, from: position)
                    continue
                }
                let character = packed[Int(byte & 0x7F)]
                if character != 0 {
                    writer.append(packed: character, source: position, length: 1)
                } else {
                    writer.appendMalformed(source: position, length: 1)
                }
                position &+= 1
            }
        }
    }

    /// The row as UTF-8 ready to be stored; 0 where a byte has no character.
    private static func packedRow(_ row: Int) -> [UInt32] {
        let table = CharsetTables.shared.singleByte
        return (0..<128).map { index in table.codePoint(at: row * 128 + index).map(UTF8Decoding.packed) ?? 0 }
    }
}
