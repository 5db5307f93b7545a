/// The elements that are open, the innermost last (HTML § 13.2.4.2).
///
/// An end tag closes the innermost element of its name and all that is open inside it; without such an element it is ignored.
/// Limit: `maxDepth`. In deeper nesting the outermost elements are forgotten, and with them that they hid what is inside,
/// because nobody will know when they end: text is rather shown than hidden by an element that has ended.
/// A tag costs at most one look at each element kept, whatever came before.
struct HTMLOpenElements {
    struct Entry {
        var name: PackedName
        var element: HTMLElement
        var spacing: HTMLSpacing
        var appearance: HTMLAppearance
    }

    /// Chromium and WebKit stop at 512 as well.
    static let maxDepth = 512

    private var entries: [Entry] = []
    /// How many elements are open by name, folded to a byte: most end tags that end nothing are known by it.
    private var openNames = InlineArray<256, UInt16>(repeating: 0)
    private var openElements = InlineArray<64, UInt16>(repeating: 0)

    var isEmpty: Bool { entries.isEmpty }

    var innermost: Entry? { entries.last }

    mutating func push(_ entry: Entry) {
        count(entry, by: 1)
        entries.append(entry)
        if entries.count > Self.maxDepth { forgetOutermost() }
    }

    mutating func pop() -> Entry? {
        guard let last = entries.popLast() else { return nil }
        count(last, by: .max)
        return last
    }

    /// Half of them at once, so that each element is moved only once or twice.
    private mutating func forgetOutermost() {
        for index in 0..<Self.maxDepth / 2 { count(entries[index], by: .max) }
        entries.removeFirst(Self.maxDepth / 2)
        guard let outermost = entries.first?.appearance, outermost.reason != nil || outermost.isDropped else { return }
        for index in entries.indices { entries[index].appearance.reveal() }
    }

    mutating func forgetBackground() {
        for index in entries.indices { entries[index].appearance.forgetBackground() }
    }

    /// `by` is 1, or `.max` for one less.
    private mutating func count(_ entry: Entry, by change: UInt16) {
        openNames[entry.name.hash & 255] &+= change
        openElements[Int(entry.element.rawValue & 63)] &+= change
    }

    /// How many elements an end tag with that name closes; 0 if it is to be ignored.
    mutating func countClosed(by name: PackedName) -> Int {
        guard openNames[name.hash & 255] > 0 else { return 0 }
        var index = entries.count
        while index > 0 {
            index &-= 1
            if entries[index].name == name { return entries.count &- index }
        }
        return 0
    }

    func contains(_ element: HTMLElement) -> Bool { openElements[Int(element.rawValue & 63)] > 0 }

    /// How many elements must be closed so that none of `closed` is open inside the innermost of `boundary`.
    ///
    /// With `onlyInnermost` just the first of them is looked for.
    func countClosed(by closed: HTMLElementSet, boundary: HTMLElementSet, onlyInnermost: Bool) -> Int {
        var index = entries.count
        var count = 0
        while index > 0 {
            index &-= 1
            let element = entries[index].element
            if closed.contains(element) {
                count = entries.count &- index
                if onlyInnermost { break }
            } else if boundary.contains(element) {
                break
            }
        }
        return count
    }
}
