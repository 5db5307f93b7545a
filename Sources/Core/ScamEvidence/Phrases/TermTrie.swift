/// A trie of byte strings as one array of cells (a double array: Aoe 1989), made once and only read afterwards.
///
/// A node is its *base*. Its child by byte b lies in cell `base ^ b`, if that cell's low eight bits are b; the upper 24 are the child's base.
/// No two nodes share a base, so the byte alone proves whose child it is. Where a string ends, the child by byte 0 holds the string's
/// number instead of a base: no string has that byte. A base and its 256 cells are of one block, so that blocks are all there is to check.
enum TermTrie {
    static let root = 0
    static let blockSize = 256
    /// Its low byte stands in no UTF-8.
    static let free = UInt32.max

    /// A string's number is its index in `strings`, which are sorted, different, not empty and without zero bytes.
    static func cells(of strings: [[UInt8]]) -> [UInt32] {
        var builder = Builder(strings: strings)
        builder.build()
        return builder.cells
    }

    /// Whether all bases lie in the array and all numbers below `count`: then no walk leaves it.
    static func isSound(_ cells: [UInt32], count: Int) -> Bool {
        guard !cells.isEmpty, cells.count % blockSize == 0 else { return false }
        return cells.allSatisfy { cell in
            cell == free || (cell & 0xFF == 0 ? Int(cell >> 8) < count : Int(cell >> 8) < cells.count)
        }
    }

    private struct Builder {
        let strings: [[UInt8]]
        var cells: [UInt32] = []
        private var isBase: [Bool] = []
        /// Where the search for free cells begins.
        private var start = 0

        /// After so many free cells that did not fit, what lies before is given up: few nodes would.
        private static let mostTries = 64

        init(strings: [[UInt8]]) { self.strings = strings }

        mutating func build() {
            addBlock()
            isBase[TermTrie.root] = true
            let first = children(of: strings.indices, depth: 0)
            for child in first { cells[TermTrie.root ^ Int(child.byte)] = UInt32(child.byte) }
            var nodes = [Node(base: TermTrie.root, children: first, depth: 0)]
            while let node = nodes.popLast() { nodes += place(node) }
        }

        private struct Node {
            let base: Int
            let children: [Child]
            let depth: Int
        }

        private struct Child {
            let byte: UInt8
            var strings: Range<Int>
        }

        /// The bytes that follow at `depth`, each with the strings that have it; byte 0 where a string ends.
        private func children(of range: Range<Int>, depth: Int) -> [Child] {
            var children: [Child] = []
            for index in range {
                let byte = depth < strings[index].count ? strings[index][depth] : 0
                if children.last?.byte == byte {
                    children[children.count - 1].strings = children[children.count - 1].strings.lowerBound..<index + 1
                } else {
                    children.append(Child(byte: byte, strings: index..<index + 1))
                }
            }
            return children
        }

        /// Fills the cells of a node, whose bytes are taken already; gives its children as nodes.
        private mutating func place(_ node: Node) -> [Node] {
            var nodes: [Node] = []
            for child in node.children {
                let cell = node.base ^ Int(child.byte)
                guard child.byte != 0 else {
                    cells[cell] = UInt32(child.strings.lowerBound) << 8
                    continue
                }
                let grandchildren = children(of: child.strings, depth: node.depth + 1)
                let next = findBase(grandchildren.map { Int($0.byte) })
                isBase[next] = true
                cells[cell] = UInt32(next) << 8 | UInt32(child.byte)
                // Taken at once, or the next child would be put there too.
                for grandchild in grandchildren { cells[next ^ Int(grandchild.byte)] = UInt32(grandchild.byte) }
                nodes.append(Node(base: next, children: grandchildren, depth: node.depth + 1))
            }
            return nodes
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
