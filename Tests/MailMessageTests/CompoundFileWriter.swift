/// Writes compound files for tests: MS-CFB version 3. The sectors of each stream may be dealt out, so that chains jump.
struct CompoundFileWriter {
    indirect enum Node: Sendable {
        case stream(String, [UInt8])
        case storage(String, [Node])
    }

    private struct Entry {
        let name: String
        let kind: UInt8
        var child: UInt32 = none
        var right: UInt32 = none
        var start: UInt32 = end
        var size = 0
    }

    private static let none: UInt32 = 0xFFFF_FFFF
    private static let end: UInt32 = 0xFFFF_FFFE

    private var entries: [Entry] = []
    private var sectors: [[UInt8]] = []
    private var next: [UInt32] = []
    private var miniStream: [UInt8] = []
    private var miniNext: [UInt32] = []
    private let isScattered: Bool

    static func file(_ nodes: [Node], isScattered: Bool = false) -> [UInt8] {
        var writer = CompoundFileWriter(isScattered: isScattered)
        writer.entries.append(Entry(name: "Root Entry", kind: 5))
        writer.entries[0].child = writer.add(nodes)
        return writer.finish()
    }

    private init(isScattered: Bool) { self.isScattered = isScattered }

    /// Siblings as a list that goes right: readers need not care for its balance.
    private mutating func add(_ nodes: [Node]) -> UInt32 {
        var first = Self.none
        for node in nodes.reversed() {
            let index = entries.count
            switch node {
            case .stream(let name, let bytes):
                entries.append(Entry(name: name, kind: 2, right: first, size: bytes.count))
                entries[index].start = bytes.count < 4_096 ? addMini(bytes) : chain(bytes)
            case .storage(let name, let inside):
                entries.append(Entry(name: name, kind: 1, right: first))
                let child = add(inside)
                entries[index].child = child
            }
            first = UInt32(index)
        }
        return first
    }

    private mutating func addMini(_ bytes: [UInt8]) -> UInt32 {
        guard !bytes.isEmpty else { return Self.end }
        let first = miniNext.count
        for start in stride(from: 0, to: bytes.count, by: 64) {
            let piece = bytes[start..<min(start + 64, bytes.count)]
            miniStream += piece + [UInt8](repeating: 0, count: 64 - piece.count)
            miniNext.append(UInt32(miniNext.count + 1))
            if isScattered, start + 64 < bytes.count {
                // A sector of nobody between two of the stream.
                miniStream += [UInt8](repeating: 0xEE, count: 64)
                miniNext[miniNext.count - 1] += 1
                miniNext.append(Self.none)
            }
        }
        miniNext[miniNext.count - 1] = Self.end
        return UInt32(first)
    }

    private mutating func chain(_ bytes: [UInt8]) -> UInt32 {
        guard !bytes.isEmpty else { return Self.end }
        let count = (bytes.count + 511) / 512
        let first = sectors.count
        // Scattered: the last sector of the stream comes first in the file.
        let places = isScattered ? Array((first..<first + count).reversed()) : Array(first..<first + count)
        sectors += [[UInt8]](repeating: [], count: count)
        next += [UInt32](repeating: Self.end, count: count)
        for (index, place) in places.enumerated() {
            let piece = Array(bytes[index * 512..<min(index * 512 + 512, bytes.count)])
            sectors[place] = piece + [UInt8](repeating: 0, count: 512 - piece.count)
            if index + 1 < count { next[place] = UInt32(places[index + 1]) }
        }
        return UInt32(places[0])
    }

    private mutating func finish() -> [UInt8] {
        entries[0].start = chain(miniStream)
        entries[0].size = miniStream.count
        let miniTable = chain(miniNext.flatMap(Self.bytes))
        let directory = chain(entries.flatMap(Self.bytes))
        // The table has an entry for each of its own sectors and for those that name them beyond the header's 109.
        var tableCount = 0
        var extra = 0
        while tableCount * 128 < sectors.count + tableCount + extra {
            tableCount += 1
            extra = max(0, (tableCount - 109 + 126) / 127)
        }
        let tableStart = sectors.count
        next += [UInt32](repeating: 0xFFFF_FFFD, count: tableCount) + [UInt32](repeating: 0xFFFF_FFFC, count: extra)
        next += [UInt32](repeating: Self.none, count: tableCount * 128 - next.count)
        let names = (0..<tableCount).map { UInt32(tableStart + $0) }
        let table = next.flatMap(Self.bytes)
        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
        header += [0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let extraStart = extra > 0 ? UInt32(tableStart + tableCount) : Self.end
        let miniCount = UInt32((miniNext.count + 127) / 128)
        for number in [UInt32(tableCount), directory, 0, 4_096, miniTable, miniCount, extraStart, UInt32(extra)] { header += Self.bytes(number) }
        for index in 0..<109 { header += Self.bytes(index < tableCount ? names[index] : Self.none) }
        var file = header + sectors.joined() + table
        for sector in 0..<extra {
            let own = names.dropFirst(109 + sector * 127).prefix(127)
            file += own.flatMap(Self.bytes) + [UInt8](repeating: 0xFF, count: (127 - own.count) * 4)
            file += Self.bytes(sector + 1 < extra ? extraStart + UInt32(sector) + 1 : Self.end)
        }
        return file
    }

    private static func bytes(_ entry: Entry) -> [UInt8] {
        let name = utf16(entry.name)
        var bytes = name + [UInt8](repeating: 0, count: 64 - name.count)
        bytes += [UInt8(name.count + 2), 0, entry.kind, 1]
        bytes += Self.bytes(none) + Self.bytes(entry.right) + Self.bytes(entry.child) + [UInt8](repeating: 0, count: 36)
        bytes += Self.bytes(entry.start) + Self.bytes(UInt32(entry.size)) + [0, 0, 0, 0]
        return bytes
    }

    static func utf16(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for unit in text.utf16 { bytes += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
        return bytes
    }

    static func bytes(_ number: UInt32) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) } }
}

extension CompoundFileWriter.Node {
    /// A property in Unicode.
    static func text(_ identifier: String, _ text: String) -> Self {
        .stream("__substg1.0_\(identifier)001F", CompoundFileWriter.utf16(text))
    }

    static func ansi(_ identifier: String, _ bytes: [UInt8]) -> Self { .stream("__substg1.0_\(identifier)001E", bytes) }

    static func binary(_ identifier: String, _ bytes: [UInt8]) -> Self { .stream("__substg1.0_\(identifier)0102", bytes) }

    /// The stream of fixed-length properties; `header` is 32, 24 or 8 bytes long.
    /// Of a message that is in no other.
    static func times(_ properties: [(tag: UInt32, ticks: UInt64)]) -> Self {
        var stream = [UInt8](repeating: 0, count: 32)
        for (tag, ticks) in properties {
            for number in [tag, 6, UInt32(truncatingIfNeeded: ticks), UInt32(ticks >> 32)] { stream += CompoundFileWriter.bytes(number) }
        }
        return .stream("__properties_version1.0", stream)
    }

    static func numbers(_ properties: [(tag: UInt32, value: UInt32)], header: Int) -> Self {
        var stream = [UInt8](repeating: 0, count: header)
        for property in properties { for number in [property.tag, 6, property.value, 0] { stream += CompoundFileWriter.bytes(number) } }
        return .stream("__properties_version1.0", stream)
    }
}
