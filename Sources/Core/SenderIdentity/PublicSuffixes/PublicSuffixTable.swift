internal import EmbeddedData

/// The generated table: a tree of labels, the topmost below the root.
struct PublicSuffixTable: @unchecked Sendable {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let nodeCount: Int
    let date: UInt32

    /// Part of the program, so it stays where it is and does not change.
    static let embedded: PublicSuffixTable = {
        let table = embedded_public_suffixes()
        return PublicSuffixTable(UnsafeBufferPointer(start: table.bytes, count: table.count))
    }()

    private enum Flag {
        static let rule: UInt32 = 1
        static let privateRule: UInt32 = 2
        static let wildcard: UInt32 = 4
        static let privateWildcard: UInt32 = 8
        static let exception: UInt32 = 16
    }

    private static let headBytes = 16

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(bytes.prefix(4).elementsEqual("PSL1".utf8), "the embedded public suffix list is not of this version")
        self.bytes = bytes
        date = Self.number(bytes.span, at: 4)
        nodeCount = Int(Self.number(bytes.span, at: 8))
    }

    /// `name` as `DNSName.text` has it. Goes down the tree a label at a time, from the last one on.
    func suffix(of name: String) -> PublicSuffixList.Suffix {
        let table = bytes.span
        let name = name.utf8.span
        var found = PublicSuffixList.Suffix(labelCount: 1, section: .icann)
        var node = 0
        var flags: UInt32 = 0
        var depth = 0
        var end = name.count
        while end > 0 {
            var start = end
            while start > 0, name[start - 1] != 0x2E { start -= 1 }
            depth += 1
            let child = self.child(of: node, spelled: start..<end, in: name, table)
            let childFlags = child.map { Self.number(table, at: Self.headBytes + 4 * $0) &>> 26 } ?? 0
            if childFlags & Flag.exception != 0 { return .init(labelCount: depth - 1, section: childFlags & Flag.privateRule != 0 ? .private : .icann) }
            if childFlags & Flag.rule != 0 {
                found = .init(labelCount: depth, section: childFlags & Flag.privateRule != 0 ? .private : .icann)
            } else if flags & Flag.wildcard != 0 {
                found = .init(labelCount: depth, section: flags & Flag.privateWildcard != 0 ? .private : .icann)
            }
            guard let child else { break }
            (node, flags, end) = (child, childFlags, start - 1)
        }
        return found
    }

    /// By halves, as children are in order.
    private func child(of node: Int, spelled label: Range<Int>, in name: Span<UInt8>, _ table: Span<UInt8>) -> Int? {
        var lower = firstChild(of: node, table)
        var upper = firstChild(of: node + 1, table)
        while lower < upper {
            let middle = (lower + upper) / 2
            switch compare(label, in: name, toLabelOf: middle, table) {
            case 0: return middle
            case ..<0: upper = middle
            default: lower = middle + 1
            }
        }
        return nil
    }

    private func compare(_ label: Range<Int>, in name: Span<UInt8>, toLabelOf node: Int, _ table: Span<UInt8>) -> Int {
        let record = Self.number(table, at: Self.headBytes + 4 * node)
        let length = Int(record &>> 20 & 63)
        let start = Self.headBytes + 4 * nodeCount + 2 * (nodeCount + 1) + Int(record & 0xF_FFFF)
        for index in 0..<min(length, label.count) {
            let difference = Int(name[label.lowerBound + index]) - Int(table[start + index])
            if difference != 0 { return difference }
        }
        return label.count - length
    }

    private func firstChild(of node: Int, _ table: Span<UInt8>) -> Int {
        let place = Self.headBytes + 4 * nodeCount + 2 * node
        return Int(table[place]) | Int(table[place + 1]) << 8
    }

    private static func number(_ table: Span<UInt8>, at place: Int) -> UInt32 {
        UInt32(table[place]) | UInt32(table[place + 1]) << 8 | UInt32(table[place + 2]) << 16 | UInt32(table[place + 3]) << 24
    }
}
