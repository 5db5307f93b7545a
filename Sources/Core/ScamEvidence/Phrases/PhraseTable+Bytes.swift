// The committed form: "UBPH", a format number, then each field in the order of its declaration. Numbers are little-endian; an array is the
// number of its bytes (32 bits) and its elements as they lie in memory, at a multiple of four; names are lines of UTF-8.

extension PhraseTable {
    fileprivate static let mark = Array("UBPH".utf8)
    fileprivate static let format: UInt32 = 8

    package var serialized: [UInt8] {
        var writer = TableWriter(bytes: Self.mark)
        writer.add([Self.format])
        writer.add(cells)
        writer.add(terms)
        writer.add(roles)
        writer.add(groups)
        writer.add(advances)
        writer.add(beginnings)
        writer.add(phrases)
        writer.add(languageSlots)
        writer.add(names: meanings)
        writer.add(names: languages)
        return writer.bytes
    }

    /// Nil where the bytes are of another format, cut short, or lead out of the table.
    init?(reading bytes: UnsafeRawBufferPointer) {
        guard let view = PhraseTableView(bytes) else { return nil }
        self.init(
            cells: Array(view.cells), terms: Array(view.terms), roles: Array(view.roles), groups: Array(view.groups), advances: Array(view.advances),
            beginnings: Array(view.beginnings), phrases: Array(view.phrases), languageSlots: Array(view.languageSlots), meanings: view.meanings,
            languages: view.languages)
        guard isSound else { return nil }
    }

    init?(reading bytes: [UInt8]) {
        let memory = TableMemory(copying: bytes)
        guard let table = PhraseTable(reading: memory.bytes) else { return nil }
        self = table
    }

    /// Whether every index lies in its array, so that no text can lead the scanner out of the table.
    private var isSound: Bool {
        let mask = languages.count >= 32 ? UInt32.max : 1 << UInt32(languages.count) - 1
        return TermTrie.isSound(cells, count: terms.count - 1) && languages.count <= Self.mostLanguages
            && terms.allSatisfy { ($0.everydayLanguages | $0.phraseLanguages) & ~mask == 0 } && areFirstRolesSound
            && languageSlots.first == UInt32(Self.slotsTogether) && languageSlots.count == languages.count + 1 && slotCount < Int(Self.nothing)
            && zip(languageSlots, languageSlots.dropFirst()).allSatisfy(<=) && languageSlots.allSatisfy { Int($0) % Self.slotsTogether == 0 }
            && beginnings.allSatisfy { Int($0) < slotCount } && advances.allSatisfy { isSound($0) } && areGroupsSound
            && phrases.allSatisfy { Int($0.meaning) < meanings.count && Int($0.language) < languages.count } && areRolesSound
    }

    private var areRolesSound: Bool {
        roles.allSatisfy {
            Int($0.firstGroup) + Int($0.groupCount) <= groups.count && Int($0.firstBeginning) + Int($0.beginningCount) <= beginnings.count
                && Int($0.language) < languages.count
        }
    }

    /// Whether each group has the advances behind those of the one before, in the order of their slots, and a bit for each of these and no other: the scanner looks
    /// for a bit's advance until it has found it.
    private var areGroupsSound: Bool {
        var next = 0
        for group in groups {
            guard group.firstAdvance == next, group.advanceCount > 0, next + Int(group.advanceCount) <= advances.count else { return false }
            let own = advances[next..<next + Int(group.advanceCount)]
            next = own.endIndex
            guard own.allSatisfy({ Self.word(of: $0.before) == group.word }), zip(own, own.dropFirst()).allSatisfy({ $0.before <= $1.before }),
                Self.slots(of: own) == group.slots
            else { return false }
        }
        return next == advances.count
    }

    private func isSound(_ advance: Advance) -> Bool {
        Int(advance.before) < slotCount && (advance.slot == Self.nothing || Int(advance.slot) < slotCount) && Int(advance.phrase) < phrases.count
            && advance.gap <= advance.widestGap
    }

    private var areFirstRolesSound: Bool {
        terms.first?.firstRole == 0 && terms.last.map { Int($0.firstRole) == roles.count } == true
            && zip(terms, terms.dropFirst()).allSatisfy { $0.firstRole <= $1.firstRole }
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

/// A table where it lies in memory: nothing is copied at the program's start, and only what a text needs is ever read.
///
/// Whoever makes one sees to it that the bytes stay, and that the table is sound (`PhraseTable.init(reading:)`): its indices are not checked again.
struct PhraseTableView: @unchecked Sendable {
    let cells: UnsafeBufferPointer<UInt32>
    let terms: UnsafeBufferPointer<PhraseTable.Term>
    let roles: UnsafeBufferPointer<PhraseTable.Role>
    let groups: UnsafeBufferPointer<PhraseTable.Group>
    let advances: UnsafeBufferPointer<PhraseTable.Advance>
    let beginnings: UnsafeBufferPointer<UInt16>
    let phrases: UnsafeBufferPointer<PhraseTable.Phrase>
    let languageSlots: UnsafeBufferPointer<UInt32>
    let meanings: [String]
    let languages: [String]

    var slotCount: Int { Int(languageSlots.last ?? UInt32(PhraseTable.slotsTogether)) }

    /// `bytes` begin at a multiple of eight. Nil where they are of another format or cut short.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.starts(with: PhraseTable.mark) else { return nil }
        var reader = TableReader(bytes: bytes, position: PhraseTable.mark.count)
        guard let format = reader.list(of: UInt32.self), format.count == 1, format[0] == PhraseTable.format else { return nil }
        guard let cells = reader.list(of: UInt32.self), let terms = reader.list(of: PhraseTable.Term.self),
            let roles = reader.list(of: PhraseTable.Role.self), let groups = reader.list(of: PhraseTable.Group.self),
            let advances = reader.list(of: PhraseTable.Advance.self),
            let beginnings = reader.list(of: UInt16.self),
            let phrases = reader.list(of: PhraseTable.Phrase.self), let languageSlots = reader.list(of: UInt32.self), let meanings = reader.names(),
            let languages = reader.names(), reader.isAtEnd
        else { return nil }
        (self.cells, self.terms, self.roles, self.groups, self.advances) = (cells, terms, roles, groups, advances)
        (self.beginnings, self.phrases, self.languageSlots) = (beginnings, phrases, languageSlots)
        (self.meanings, self.languages) = (meanings, languages)
    }
}

/// Bytes that stay where they are as long as somebody holds this.
final class TableMemory: Sendable {
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    init(copying bytes: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
        memory.copyBytes(from: bytes)
        self.bytes = UnsafeRawBufferPointer(memory)
    }

    deinit { bytes.deallocate() }
}

private struct TableReader {
    let bytes: UnsafeRawBufferPointer
    var position: Int

    var isAtEnd: Bool { position == bytes.count }

    /// Every list begins at a multiple of four, which is as much as any element asks for.
    mutating func list<Element: BitwiseCopyable>(of type: Element.Type) -> UnsafeBufferPointer<Element>? {
        guard let raw = next(), raw.count % MemoryLayout<Element>.stride == 0 else { return nil }
        return raw.bindMemory(to: Element.self)
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
