/// A sender's record as bytes, little endian: version, weight, error, counts, normal level; then, where it has a detail, its name and that.
struct RecordWriter {
    static let version: UInt8 = 1
    private(set) var bytes: [UInt8] = [version]

    mutating func write(_ weight: Double, _ error: Double) {
        write(weight.bitPattern)
        write(error.bitPattern)
    }

    mutating func write(_ record: SenderRecord) {
        for count in [record.minute, record.hour, record.day, record.recipients, record.rejected] { write(count) }
        write(record.normal.level.bitPattern)
        write(record.normal.peak)
        write(record.normal.day)
        bytes += [record.normal.activeDays, record.normal.isTainted ? 1 : 0]
    }

    mutating func write(_ detail: SenderDetail, _ sketches: ArraySlice<UInt8>) {
        let name = Array(detail.sender.text.utf8)
        write(UInt16(clamping: name.count))
        bytes += name
        write(detail.scams)
        for counter in detail.bodies.counters {
            write(counter.body)
            write(counter.count)
            write(counter.inherited)
        }
        bytes += sketches
    }

    private mutating func write(_ count: SlidingCount) {
        for index in 0..<8 { write(count.parts[index]) }
    }

    private mutating func write(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

/// The same back. Bytes of another version, or too few, give nil.
struct RecordReader {
    private let bytes: [UInt8]
    private var position = 1
    private var isShort = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func weights() -> (Double, Double)? {
        guard bytes.first == RecordWriter.version else { return nil }
        let (weight, error) = (Double(bitPattern: number()), Double(bitPattern: number()))
        // A store that was tampered with must not fill the table with what nothing pushes out.
        guard !isShort, weight >= 0, error >= 0, weight < 1e12, error <= weight else { return nil }
        return (weight, error)
    }

    mutating func record() -> SenderRecord? {
        var record = SenderRecord()
        record.minute = count()
        record.hour = count()
        record.day = count()
        record.recipients = count()
        record.rejected = count()
        record.normal.level = Float(bitPattern: number())
        record.normal.peak = number()
        record.normal.day = number()
        record.normal.activeDays = number()
        record.normal.isTainted = (number() as UInt8) != 0
        guard !isShort, record.normal.level >= 0, record.normal.level < 1e6 else { return nil }
        return record
    }

    mutating func detail() -> (SenderKey, BodyCounts, SlidingCount, ArraySlice<UInt8>)? {
        let length = Int(number() as UInt16)
        guard !isShort, bytes.count - position >= length else { return nil }
        let sender = SenderKey(String(decoding: bytes[position..<position + length], as: UTF8.self))
        position += length
        let scams = count()
        var bodies = BodyCounts()
        for index in 0..<BodyCounts.size {
            bodies.counters[index].body = number()
            bodies.counters[index].count = count()
            bodies.counters[index].inherited = count()
        }
        guard let sender, !isShort, bytes.count - position == RecipientSketches.bytesEach else { return nil }
        return (sender, bodies, scams, bytes[position...])
    }

    private mutating func count() -> SlidingCount {
        var count = SlidingCount()
        for index in 0..<8 { count.parts[index] = number() }
        return count
    }

    private mutating func number<Number: FixedWidthInteger>() -> Number {
        let size = Number.bitWidth / 8
        guard bytes.count - position >= size else {
            isShort = true
            return 0
        }
        defer { position += size }
        return bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Number.self)) }
    }
}
