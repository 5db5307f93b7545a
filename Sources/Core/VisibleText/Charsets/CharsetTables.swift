import EmbeddedData

/// The decoding indexes of charsets.bin, which script/generate/charsets.py makes and describes.
struct CharsetTables: Sendable {
    static let shared = CharsetTables()

    /// A code point 0 in an index means that there is no character.
    let singleByte: [UInt16]
    let gb18030: [UInt16]
    let gb18030Ranges: [UInt16]
    let big5: [UInt16]
    let big5Planes: [UInt16]
    let jis0208: [UInt16]
    let jis0212: [UInt16]
    let eucKR: [UInt16]

    private static let sections = 8

    private init() {
        let table = embedded_charsets()
        let units = (0..<table.count / 2).map { UInt16(table.bytes[2 * $0]) | UInt16(table.bytes[2 * $0 + 1]) << 8 }
        let starts = (0..<Self.sections).map { Int(units[2 * $0]) | Int(units[2 * $0 + 1]) << 16 } + [units.count]
        let section = { (index: Int) in Array(units[starts[index]..<starts[index + 1]]) }
        singleByte = section(0)
        gb18030 = section(1)
        gb18030Ranges = section(2)
        big5 = section(3)
        big5Planes = section(4)
        jis0208 = section(5)
        jis0212 = section(6)
        eucKR = section(7)
    }
}

extension [UInt16] {
    /// The code point at a pointer, nil where there is none.
    @inline(__always)
    func codePoint(at pointer: Int) -> UInt32? {
        guard pointer >= 0, pointer < count, self[pointer] != 0 else { return nil }
        return UInt32(self[pointer])
    }
}
