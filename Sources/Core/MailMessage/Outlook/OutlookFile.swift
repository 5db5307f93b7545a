/// The items of a `.msg` file: MS-OXMSG. Reads the file's structure and copies nothing but fixed-length properties.
struct OutlookFile {
    private struct Storage {
        let index: Int
        let kind: OutlookItem.Kind
        let parent: Int?
        let depth: Int
    }

    /// § 2.4: a header and 16 bytes a property; what is read is among the first.
    private static let fixedPropertyBytes = 16 << 10

    private(set) var items: [OutlookItem] = []
    private(set) var defects: [Defect] = []
    private var file: CompoundFile
    private var waiting: [Storage] = []

    /// Nil where `range` holds no compound file.
    init?(_ bytes: [UInt8], in range: Range<Int>, limits: ParseLimits) {
        guard let file = CompoundFile(bytes, in: range) else { return nil }
        self.file = file
        waiting = [Storage(index: 0, kind: .message, parent: nil, depth: 0)]
        // Recipients count as parts here, as they cost the same.
        while let storage = waiting.popLast() {
            guard items.count < limits.parts else {
                defects.append(.tooManyParts)
                break
            }
            if storage.depth < limits.depth { read(storage) } else { defects = [.nestedTooDeep] }
        }
    }

    private mutating func read(_ storage: Storage) {
        var item = OutlookItem(storage.kind, parent: storage.parent, depth: storage.depth)
        var inside: [Storage] = []
        for entry in file.children(of: storage.index) {
            if entry.kind == .stream {
                if entry.name.starts(with: "__properties_".utf8) {
                    readFixedProperties(of: &item, file.pieces(of: entry))
                } else if let (name, type) = Self.property(entry.name) {
                    item.properties[name] = OutlookItem.Property(type: type, pieces: file.pieces(of: entry), number: 0)
                }
            } else if let kind = Self.kind(of: entry, in: storage.kind) {
                inside.append(Storage(index: entry.index, kind: kind, parent: items.count, depth: storage.depth + 1))
            }
        }
        items.append(item)
        // The last waits on top.
        waiting += inside.reversed()
    }

    /// § 2.2: what the storages inside of a message and of an attachment are called.
    private static func kind(of entry: CompoundFile.Entry, in outer: OutlookItem.Kind) -> OutlookItem.Kind? {
        guard entry.kind == .storage else { return nil }
        switch outer {
        case .message:
            if entry.name.starts(with: "__attach_".utf8) { return .attachment }
            return entry.name.starts(with: "__recip_".utf8) ? .recipient : nil
        case .attachment: return property(entry.name)?.name == .attachData ? .message : nil
        case .recipient: return nil
        }
    }

    /// `__substg1.0_` and the identifier and type in hexadecimal digits.
    private static func property(_ name: [UInt8]) -> (name: OutlookItem.Name, type: UInt16)? {
        guard name.count == 20, name.starts(with: "__substg1.0_".utf8) else { return nil }
        var tag: UInt32 = 0
        for byte in name[12...] {
            guard let digit = byte.hexValue else { return nil }
            tag = tag << 4 | UInt32(digit)
        }
        return OutlookItem.Name(rawValue: UInt16(tag >> 16)).map { ($0, UInt16(tag & 0xFFFF)) }
    }

    /// § 2.4.2.1: tag, flags and value of those that fit 8 bytes.
    private func readFixedProperties(of item: inout OutlookItem, _ pieces: [Range<Int>]) {
        var stream: [UInt8] = []
        for piece in pieces where stream.count < Self.fixedPropertyBytes { stream += file.bytes[piece].prefix(Self.fixedPropertyBytes) }
        var position = headerSize(of: item, size: pieces.reduce(0) { $0 + $1.count })
        while position + 16 <= stream.count {
            let tag = stream.littleEndian32(at: position)
            if let name = OutlookItem.Name(rawValue: UInt16(tag >> 16)) {
                let type = UInt16(tag & 0xFFFF)
                if type == OutlookItem.Property.number {
                    item.properties[name] = OutlookItem.Property(type: type, pieces: [], number: stream.littleEndian32(at: position + 8))
                } else if type == OutlookItem.Property.time, let place = place(of: position + 8, in: pieces) {
                    item.properties[name] = OutlookItem.Property(type: type, pieces: [place], number: 0)
                }
            }
            position += 16
        }
    }

    /// Where the entries can begin, without the header's own words.
    ///
    /// § 2.4.1: 32 bytes of header in a message, 24 in a message in a message, 8 in all others. As entries have 16, the size tells.
    /// QUIRK: there are writers that give a message in a message 32.
    private func headerSize(of item: OutlookItem, size: Int) -> Int {
        switch size % 16 {
        case 0: 0
        case 8: 8
        default: item.kind != .message || item.depth > 0 ? 8 : 0
        }
    }

    /// The 8 bytes of a stream from `offset` on, which is a multiple of 8, as sectors are: never in two of them.
    private func place(of offset: Int, in pieces: [Range<Int>]) -> Range<Int>? {
        var start = 0
        for piece in pieces {
            if offset + 8 <= start + piece.count { return piece.lowerBound + offset - start..<piece.lowerBound + offset - start + 8 }
            start += piece.count
        }
        return nil
    }
}
