// The committed form: "UBPH", a format number, then each field in the order of its declaration. Numbers are little-endian; an array is the
// number of its bytes (32 bits) and its elements as they lie in memory, at a multiple of four; names are lines of UTF-8.

extension PhraseTable {
    private static let mark = Array("UBPH".utf8)
    private static let format: UInt32 = 3

    package var serialized: [UInt8] {
        var writer = TableWriter(bytes: Self.mark)
        writer.add([Self.format])
        writer.add(cells)
        writer.add(ends)
        writer.add(everydayLanguages)
        writer.add(begunLanguages)
        writer.add(advanceStarts)
        writer.add(advances)
        writer.add(beginningStarts)
        writer.add(beginnings)
        writer.add(phrases)
        writer.add(languageSlots)
        writer.add(names: meanings)
        writer.add(names: languages)
        return writer.bytes
    }

    /// Nil where the bytes are of another format, cut short, or lead out of the table.
    init?(reading bytes: UnsafeRawBufferPointer) {
        guard bytes.starts(with: Self.mark) else { return nil }
        var reader = TableReader(bytes: bytes, position: Self.mark.count)
        guard reader.list(of: UInt32.self) == [Self.format] else { return nil }
        guard let cells = reader.list(of: UInt32.self), let ends = reader.list(of: UInt16.self), let everyday = reader.list(of: UInt32.self),
            let begun = reader.list(of: UInt32.self), let advanceStarts = reader.list(of: UInt32.self), let advances = reader.list(of: Advance.self),
            let beginningStarts = reader.list(of: UInt32.self), let beginnings = reader.list(of: UInt16.self),
            let phrases = reader.list(of: Phrase.self), let languageSlots = reader.list(of: UInt32.self), let meanings = reader.names(),
            let languages = reader.names(), reader.isAtEnd
        else { return nil }
        self.init(
            cells: cells, ends: ends, everydayLanguages: everyday, begunLanguages: begun, advanceStarts: advanceStarts, advances: advances,
            beginningStarts: beginningStarts, beginnings: beginnings, phrases: phrases, languageSlots: languageSlots, meanings: meanings,
            languages: languages)
        guard isSound else { return nil }
    }

    init?(reading bytes: [UInt8]) {
        guard let table = bytes.withUnsafeBytes({ PhraseTable(reading: $0) }) else { return nil }
        self = table
    }

    /// Whether every index lies in its array, so that no text can lead the scanner out of the table.
    private var isSound: Bool {
        let terms = everydayLanguages.count
        let mask = languages.count >= 32 ? UInt32.max : 1 << UInt32(languages.count) - 1
        return ends.count % 2 == 0 && TermTrie.isSound(cells, count: ends.count / 2) && ends.allSatisfy { $0 == Self.nothing || Int($0) < terms }
            && languages.count <= Self.mostLanguages && begunLanguages.count == terms
            && (everydayLanguages + begunLanguages).allSatisfy { $0 & ~mask == 0 }
            && Self.areStarts(advanceStarts, of: terms, in: advances.count) && Self.areStarts(beginningStarts, of: terms, in: beginnings.count)
            && languageSlots.first == 1 && languageSlots.count == languages.count + 1 && slotCount < Int(Self.nothing)
            && zip(languageSlots, languageSlots.dropFirst()).allSatisfy(<=)
            && beginnings.allSatisfy { $0 > 0 && Int($0) < slotCount }
            && advances.allSatisfy { isSound($0) }
            && phrases.allSatisfy { Int($0.meaning) < meanings.count && Int($0.language) < languages.count }
    }

    private func isSound(_ advance: Advance) -> Bool {
        Int(advance.before) < slotCount && (advance.slot == Self.nothing || Int(advance.slot) < slotCount) && Int(advance.phrase) < phrases.count
            && Int(advance.language) < languages.count
    }

    private static func areStarts(_ starts: [UInt32], of terms: Int, in count: Int) -> Bool {
        starts.count == terms + 1 && starts.first == 0 && starts.last.map { Int($0) == count } == true && zip(starts, starts.dropFirst()).allSatisfy(<=)
    }
}

private struct TableWriter {
    var bytes: [UInt8]

    mutating func add<Element: BitwiseCopyable>(_ list: [Element]) {
        list.withUnsafeBytes { add($0) }
    }

    mutating func add(names: [String]) { Array(names.joined(separator: "\n").utf8).withUnsafeBytes { add($0) } }

    private mutating func add(_ raw: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt32(raw.count).littleEndian) { bytes += Array($0) }
        bytes += raw
        bytes += [UInt8](repeating: 0, count: -raw.count & 3)
    }
}

private struct TableReader {
    let bytes: UnsafeRawBufferPointer
    var position: Int

    var isAtEnd: Bool { position == bytes.count }

    mutating func list<Element: BitwiseCopyable>(of type: Element.Type) -> [Element]? {
        guard let raw = next(), raw.count % MemoryLayout<Element>.stride == 0 else { return nil }
        let count = raw.count / MemoryLayout<Element>.stride
        return [Element](unsafeUninitializedCapacity: count) { list, filled in
            UnsafeMutableRawBufferPointer(list).copyMemory(from: raw)
            filled = count
        }
    }

    mutating func names() -> [String]? {
        guard let raw = next() else { return nil }
        return raw.isEmpty ? [] : String(decoding: raw, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private mutating func next() -> UnsafeRawBufferPointer? {
        guard position + 4 <= bytes.count else { return nil }
        let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
        let start = position + 4
        let end = start + count + (-count & 3)
        guard end <= bytes.count else { return nil }
        position = end
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
    }
}

#if _endian(big)
    #error("The arrays are committed as they lie in a little-endian machine's memory.")
#endif
