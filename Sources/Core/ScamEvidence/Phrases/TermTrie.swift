/// A trie of byte strings as one array of cells (a double array: Aoe 1989), made once and only read afterwards.
///
/// A node is its *base*. Its child by byte b lies in cell `base ^ b`, if that cell's low eight bits are b; the next 22 are the child's base,
/// and the last two tell whether a word or a stem ends there, so that nobody has to look. No two nodes share a base, so the byte alone proves whose
/// child it is. Where a string ends, the child by byte 0 holds the string's number instead of a base: no string has that byte. A base and its 256
/// cells are of one block, so that blocks are all there is to check.
enum TermTrie {
    static let root = 0
    static let blockSize = 256
    /// Its low byte stands in no UTF-8.
    static let free = UInt32.max

    private static let word: UInt32 = 1 << 30
    private static let stem: UInt32 = 1 << 31
    /// As many as bases can tell apart.
    static let mostCells = 1 << 22

    /// A path, and whether it is a word, a stem or both.
    struct Path {
        let bytes: [UInt8]
        var isWord: Bool
        var isStem: Bool
        var number: Int
        /// Paths of the same neighbourhood, and of lower ones before, lie close together: those that are met in the same texts.
        var neighbourhood: Int

        fileprivate var flags: UInt32 { (isWord ? word : 0) | (isStem ? stem : 0) }
    }

    @inline(__always)
    static func base(_ cell: UInt32) -> Int { Int(cell &>> 8 & 0x3F_FFFF) }
    @inline(__always)
    static func endsSome(_ cell: UInt32) -> Bool { cell & (word | stem) != 0 }
    @inline(__always)
    static func endsWord(_ cell: UInt32) -> Bool { cell & word != 0 }
    @inline(__always)
    static func endsStem(_ cell: UInt32) -> Bool { cell & stem != 0 }

    /// `paths` are sorted, different, not empty and without zero bytes.
    static func cells(of paths: [Path]) -> [UInt32] {
        var builder = Builder(paths: paths)
        builder.build()
        return builder.cells
    }

    /// Whether all bases lie in the array and all numbers, with that of a stem behind each, below `count`: then no walk leaves it.
    static func isSound(_ cells: [UInt32], count: Int) -> Bool {
        guard !cells.isEmpty, cells.count % blockSize == 0, cells.count <= mostCells else { return false }
        return cells.allSatisfy { cell in
            guard cell != free else { return true }
            guard cell & 0xFF != 0 else { return Int(cell >> 8) < count }
            guard base(cell) < cells.count else { return false }
            let end = cells[base(cell)]
            return cell & word == 0 || cell & stem == 0 || end & 0xFF != 0 || Int(end >> 8) + 1 < count
        }
    }

    private struct Builder {
        let paths: [Path]
        var cells: [UInt32] = []
        private var isBase: [Bool] = []
        /// Where the search for free cells begins.
        private var start = 0

        /// After so many free cells that did not fit, what lies before is given up: few nodes would.
        private static let mostTries = 64

        init(paths: [Path]) { self.paths = paths }

        mutating func build() {
            addBlock()
            isBase[TermTrie.root] = true
            let first = children(of: paths.indices, depth: 0)
            for child in first { cells[TermTrie.root ^ Int(child.byte)] = UInt32(child.byte) }
            var waiting = [[Node]](repeating: [], count: 1 + (paths.map(\.neighbourhood).max() ?? 0))
            waiting[0] = [Node(base: TermTrie.root, children: first, depth: 0)]
            for neighbourhood in waiting.indices {
                while let node = waiting[neighbourhood].popLast() { place(node, in: neighbourhood, &waiting) }
            }
        }

        private struct Node {
            let base: Int
            let children: [Child]
            let depth: Int
        }

        private struct Child {
            let byte: UInt8
            var paths: Range<Int>
        }

        /// The bytes that follow at `depth`, each with the paths that have it; byte 0 where a path ends.
        private func children(of range: Range<Int>, depth: Int) -> [Child] {
            var children: [Child] = []
            for index in range {
                let byte = depth < paths[index].bytes.count ? paths[index].bytes[depth] : 0
                if children.last?.byte == byte {
                    children[children.count - 1].paths = children[children.count - 1].paths.lowerBound..<index + 1
                } else {
                    children.append(Child(byte: byte, paths: index..<index + 1))
                }
            }
            return children
        }

        /// Fills the cells of a node, whose bytes are taken already, as far as they belong to the neighbourhood; the others wait for theirs.
        private mutating func place(_ node: Node, in neighbourhood: Int, _ waiting: inout [[Node]]) {
            var later: [Int: [Child]] = [:]
            for child in node.children {
                let nearest = paths[child.paths].reduce(Int.max) { min($0, $1.neighbourhood) }
                let cell = node.base ^ Int(child.byte)
                guard child.byte != 0 else {
                    cells[cell] = UInt32(paths[child.paths.lowerBound].number) << 8
                    continue
                }
                guard nearest <= neighbourhood else {
                    later[nearest, default: []].append(child)
                    continue
                }
                let grandchildren = children(of: child.paths, depth: node.depth + 1)
                let next = findBase(grandchildren.map { Int($0.byte) })
                isBase[next] = true
                // The path that ends here is the first of those that go through here.
                let ended = grandchildren.first?.byte == 0 ? paths[child.paths.lowerBound].flags : 0
                cells[cell] = UInt32(next) << 8 | UInt32(child.byte) | ended
                // Taken at once, or the next child would be put there too.
                for grandchild in grandchildren { cells[next ^ Int(grandchild.byte)] = UInt32(grandchild.byte) }
                waiting[neighbourhood].append(Node(base: next, children: grandchildren, depth: node.depth + 1))
            }
            for (neighbourhood, children) in later.sorted(by: { $0.key < $1.key }) {
                waiting[neighbourhood].append(Node(base: node.base, children: children, depth: node.depth))
            }
        }

        private mutating func findBase(_ bytes: [Int]) -> Int {
            while start < cells.count, cells[start] != TermTrie.free { start += 1 }
            var tries = 0
            var cell = start
            while true {
                if cell >= cells.count { addBlock() }
                if cells[cell] == TermTrie.free {
                    let base = cell ^ bytes[0]
                    if !isBase[base], bytes.allSatisfy({ cells[base ^ $0] == TermTrie.free }) { return base }
                    tries += 1
                    if tries % Self.mostTries == 0 { start = cell }
                }
                cell += 1
            }
        }

        private mutating func addBlock() {
            cells += [UInt32](repeating: TermTrie.free, count: TermTrie.blockSize)
            isBase += [Bool](repeating: false, count: TermTrie.blockSize)
        }
    }
}
