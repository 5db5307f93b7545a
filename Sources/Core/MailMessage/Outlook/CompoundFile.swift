/// The storages and streams of a compound file, as ranges of its bytes: MS-CFB.
///
/// Each sector, mini sector and directory entry belongs to the first that asks for it and to nobody else, so that looped and crossed
/// chains end and reading all streams is linear in the size of the file. What is out of bounds ends a chain.
struct CompoundFile {
    struct Entry {
        enum Kind { case storage, stream, other }

        /// Its name's ASCII characters; empty where it has others, as none that counts here does.
        let name: [UInt8]
        let kind: Kind
        let index: Int
    }

    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    private static let entrySize = 128

    let bytes: [UInt8]
    private let range: Range<Int>
    private let sectorShift: Int
    /// § 2.2: streams shorter than that are in the mini stream.
    private let miniCutoff: Int
    private var sectors: SectorChains
    private var miniSectors: SectorChains
    /// Where each sector of the directory begins.
    private let directory: [Int]
    /// Where each sector of the mini stream begins.
    private let miniStream: [Int]
    private var isTaken: [Bool]

    /// Nil where the header is none.
    init?(_ bytes: [UInt8], in range: Range<Int>) {
        let start = range.lowerBound
        guard range.count >= 512, bytes[range].starts(with: Self.signature) else { return nil }
        // § 2.2: 512 bytes in version 3, 4,096 in version 4; mini sectors have 64.
        let shift = bytes.littleEndian16(at: start + 0x1E) == 12 ? 12 : 9
        let count = max(0, (range.count - 1) >> shift)
        let table = Self.allocationTable(bytes, range, shift: shift, sectorCount: count)
        var sectors = SectorChains(table: table, shift: shift, count: count)
        let base = start + 1 << shift
        let places = { (chain: [Int]) in chain.map { start + ($0 + 1) << shift } }
        directory = places(sectors.take(bytes, from: bytes.littleEndian32(at: start + 0x30), most: count))
        let miniTable = places(sectors.take(bytes, from: bytes.littleEndian32(at: start + 0x3C), most: count))
        let root = directory.first ?? base
        miniStream = places(sectors.take(bytes, from: bytes.littleEndian32(at: root + 0x74), most: count))
        miniSectors = SectorChains(table: miniTable, shift: shift, count: miniStream.count << (shift - 6))
        self.sectors = sectors
        self.bytes = bytes
        self.range = range
        sectorShift = shift
        miniCutoff = min(Int(bytes.littleEndian32(at: start + 0x38)), 4_096)
        isTaken = [Bool](repeating: false, count: directory.count << (shift - 7))
    }

    /// The entries of a storage, 0 being the root, in the order of their tree (§ 2.6.4); empty when asked for again.
    mutating func children(of storage: Int) -> [Entry] {
        var found: [Entry] = []
        var waiting: [Int] = []
        var next = link(of: storage, at: 0x4C)
        while true {
            while let index = next, !isTaken[index] {
                isTaken[index] = true
                waiting.append(index)
                next = link(of: index, at: 0x44)
            }
            guard let index = waiting.popLast() else { return found }
            found.append(entry(index))
            next = link(of: index, at: 0x48)
        }
    }

    /// The pieces of a stream in its order, touching ones made one; shorter than its size where its chain is.
    mutating func pieces(of entry: Entry) -> [Range<Int>] {
        guard entry.kind == .stream, let position = position(of: entry.index) else { return [] }
        let size = min(Int(bytes.littleEndian32(at: position + 0x78)), range.count)
        let first = bytes.littleEndian32(at: position + 0x74)
        // The chain is taken in a statement of its own: a copy of `self` beside it would copy what is taken, each time.
        if size < miniCutoff {
            let chain = miniSectors.take(bytes, from: first, most: (size + 63) >> 6)
            return pieces(chain.map(miniPlace), each: 64, size: size)
        }
        let chain = sectors.take(bytes, from: first, most: (size + 1 << sectorShift - 1) >> sectorShift)
        return pieces(chain.map { range.lowerBound + ($0 + 1) << sectorShift }, each: 1 << sectorShift, size: size)
    }

    private func miniPlace(_ sector: Int) -> Int {
        miniStream[sector >> (sectorShift - 6)] + (sector & (1 << (sectorShift - 6) - 1)) << 6
    }

    private func pieces(_ places: [Int], each sectorSize: Int, size: Int) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var left = size
        for place in places where place < range.upperBound {
            let end = min(place + min(sectorSize, left), range.upperBound)
            left -= end - place
            if let last = pieces.last, last.upperBound == place {
                pieces[pieces.count - 1] = last.lowerBound..<end
            } else if end > place {
                pieces.append(place..<end)
            }
        }
        return pieces
    }

    /// Where a directory entry stands: § 2.6.1.
    private func position(of index: Int) -> Int? {
        let shift = sectorShift - 7
        guard index >> shift < directory.count else { return nil }
        let position = directory[index >> shift] + (index & (1 << shift - 1)) * Self.entrySize
        return position + Self.entrySize <= range.upperBound ? position : nil
    }

    /// A link to another directory entry; nil where it leads to none.
    private func link(of index: Int, at offset: Int) -> Int? {
        guard let position = position(of: index) else { return nil }
        let target = bytes.littleEndian32(at: position + offset)
        return target < isTaken.count ? Int(target) : nil
    }

    private func entry(_ index: Int) -> Entry {
        guard let position = position(of: index) else { return Entry(name: [], kind: .other, index: index) }
        let kind: Entry.Kind = bytes[position + 0x42] == 1 ? .storage : bytes[position + 0x42] == 2 ? .stream : .other
        var name: [UInt8] = []
        for character in 0..<31 {
            let unit = bytes.littleEndian16(at: position + 2 * character)
            if unit == 0 { break }
            guard unit < 0x80 else { return Entry(name: [], kind: kind, index: index) }
            name.append(UInt8(unit))
        }
        return Entry(name: name, kind: kind, index: index)
    }

    /// Where the sectors of the file allocation table begin: the header names 109 of them, a chain of sectors the others (§ 2.5).
    private static func allocationTable(_ bytes: [UInt8], _ range: Range<Int>, shift: Int, sectorCount: Int) -> [Int] {
        let perSector = 1 << (shift - 2)
        // More than what covers the file is of no use, and a looped chain ends there.
        let most = sectorCount / perSector + 1
        var table: [Int] = []
        func add(_ position: Int, _ count: Int) {
            for index in 0..<count where table.count < most {
                let sector = Int(bytes.littleEndian32(at: position + 4 * index))
                // A free slot keeps its place, so that the slots behind it keep theirs.
                table.append(sector < sectorCount ? range.lowerBound + (sector + 1) << shift : Int.max)
            }
        }
        add(range.lowerBound + 0x4C, 109)
        var next = Int(bytes.littleEndian32(at: range.lowerBound + 0x44))
        while next < sectorCount, table.count < most {
            let position = range.lowerBound + (next + 1) << shift
            add(position, perSector - 1)
            next = Int(bytes.littleEndian32(at: position + 4 * (perSector - 1)))
        }
        return table
    }
}

/// The chains of one allocation table: MS-CFB § 2.3, § 2.4.
struct SectorChains {
    /// Where each sector of the table begins; beyond the file for one that is missing.
    private let table: [Int]
    private let shift: Int
    private var isTaken: [Bool]

    init(table: [Int], shift: Int, count: Int) {
        self.table = table
        self.shift = shift
        isTaken = [Bool](repeating: false, count: count)
    }

    /// The sectors of the chain that begins with `first`, `most` at most, until it ends or meets a sector that was taken before.
    mutating func take(_ bytes: [UInt8], from first: UInt32, most: Int) -> [Int] {
        var chain: [Int] = []
        var sector = Int(first)
        while sector < isTaken.count, !isTaken[sector], chain.count < most {
            isTaken[sector] = true
            chain.append(sector)
            let slot = sector >> (shift - 2)
            guard slot < table.count, table[slot] < bytes.count else { break }
            sector = Int(bytes.littleEndian32(at: table[slot] + (sector & (1 << (shift - 2) - 1)) * 4))
        }
        return chain
    }
}
