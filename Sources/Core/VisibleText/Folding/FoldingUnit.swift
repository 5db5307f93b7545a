/// One character of the visible text as folding sees it: a code point, or a character reference that stands for one.
struct FoldingUnit {
    let scalar: UInt32
    let record: FoldingRecord
    /// Source bytes, at least 1.
    let length: Int
}

/// The visible text and the table, held by pointer for the time of one folding.
struct FoldingSource {
    let text: UnsafeBufferPointer<UInt8>
    let blocks: UnsafeBufferPointer<UInt16>
    let numbers: UnsafeBufferPointer<UInt16>
    let records: UnsafeBufferPointer<UInt32>
    let ascii: UnsafeBufferPointer<UInt32>
    let pool: UnsafeBufferPointer<UInt8>

    @inline(__always)
    func record(of scalar: UInt32) -> FoldingRecord {
        guard scalar < FoldingTable.limit else { return FoldingTable.recordByRange(scalar) }
        let block = Int(blocks[Int(scalar >> FoldingTable.shift)])
        let number = numbers[block << Int(FoldingTable.shift) + Int(scalar & (1 << FoldingTable.shift - 1))]
        return FoldingRecord(bits: records[Int(number)])
    }

    /// The unit at a position inside the text.
    @inline(__always)
    func unit(at position: Int) -> FoldingUnit {
        let byte = text[position]
        if byte < 0x80 {
            if byte == 0x26, let unit = reference(at: position) { return unit }
            return FoldingUnit(scalar: UInt32(byte), record: FoldingRecord(bits: ascii[Int(byte)]), length: 1)
        }
        return multiByteUnit(at: position)
    }

    /// RFC 3629 § 3. A byte that begins no whole sequence is a unit of its own and falls out of the text.
    @inline(__always)
    private func multiByteUnit(at position: Int) -> FoldingUnit {
        let lead = UInt32(text[position])
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead < 0xF5, position + length <= text.count else { return invalid }
        var scalar = lead & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let next = UInt32(text[position + offset])
            guard next & 0xC0 == 0x80 else { return invalid }
            scalar = scalar << 6 | next & 0x3F
        }
        return FoldingUnit(scalar: scalar, record: record(of: scalar), length: length)
    }

    private var invalid: FoldingUnit { FoldingUnit(scalar: 0xFFFD, record: FoldingRecord(bits: FoldingClass.drop), length: 1) }

    /// The unit after the one at `position`, if the text goes on.
    @inline(__always)
    func unit(after unit: FoldingUnit, at position: Int) -> FoldingUnit? {
        position + unit.length < text.count ? self.unit(at: position + unit.length) : nil
    }
}
