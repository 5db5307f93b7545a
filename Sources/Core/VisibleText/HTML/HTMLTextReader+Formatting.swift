/// Formatting elements that end in another order than they began.
extension HTMLTextReader {
    /// Ends the innermost element of the tag's name: what is open inside it goes on without it.
    ///
    /// Source: the adoption agency algorithm, HTML § 13.2.6.4.7.
    mutating func closeFormatting(_ tag: HTMLTag) {
        if left.remove(tag.packedName) { return }
        var count = open.countClosed(by: tag.packedName, .formatting)
        guard count > 0 else { return }
        guard let inside = open.countInsideSpecial(ofLast: count) else {
            close(count - 1, source: tag.source)
            if open.innermostSpacing > .inline { writer.require(open.innermostSpacing, source: tag.source) }
            open.removeInnermost()
            appearance = open.innermostAppearance ?? base
            return
        }
        close(inside, source: tag.source)
        count -= inside
        open.adopt(last: count, outside: base, isQuirky: isQuirky)
        appearance = open.innermostAppearance ?? base
    }

    /// Opens what ended with a block around it once more (HTML § 13.2.4.3 "reconstruct the active formatting elements").
    mutating func reopenFormatting(source: Range<Int>) {
        for var entry in left.takeAll() {
            entry.spacing = .inline
            place(&entry, source: source)
            open.push(entry)
            appearance = open.innermostAppearance ?? base
        }
    }
}

/// Formatting elements whose end tag has not come, but the end of a block around them: the next text stands in them again.
struct HTMLLeftFormatting {
    /// In one cell. Each costs time whenever a block ends, so a chain of them must not grow; layouts leave one or two.
    private static let limit = 8
    /// In all cells around; more are cells that nobody knows any more (`HTMLOpenElements.maxDepth`).
    private static let maxKept = 4096

    /// The outermost first.
    private var entries: [HTMLOpenElements.Entry] = []
    /// Those before stand outside the innermost open cell.
    private(set) var base = 0

    var isEmpty: Bool { entries.count <= base }

    mutating func append(_ formatting: [HTMLOpenElements.Entry]) {
        if entries.count >= Self.maxKept { self = HTMLLeftFormatting() }
        base = min(base, entries.count)
        entries += formatting
        let surplus = entries.count - base - Self.limit
        if surplus > 0 { entries.removeSubrange(base..<base + surplus) }
    }

    /// Its own end tag has come; false if it is not among them.
    mutating func remove(_ name: PackedName) -> Bool {
        guard !isEmpty, let found = entries[base...].lastIndex(where: { $0.name == name }) else { return false }
        entries.remove(at: found)
        return true
    }

    mutating func takeAll() -> [HTMLOpenElements.Entry] {
        guard !isEmpty else { return [] }
        defer { entries.removeSubrange(base...) }
        return Array(entries[base...])
    }

    /// What is left outside a cell does not go on in it. Gives what `leaveCell` needs.
    mutating func enterCell() -> Int {
        defer { base = entries.count }
        return base
    }

    mutating func leaveCell(outerBase: Int) {
        if !isEmpty { entries.removeSubrange(base...) }
        base = min(outerBase, entries.count)
    }
}
