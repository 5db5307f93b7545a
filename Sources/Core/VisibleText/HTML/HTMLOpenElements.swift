/// The elements that are open, the innermost last (HTML § 13.2.4.2).
///
/// An end tag closes the innermost element of its name and all that is open inside it; it is ignored where there is none, or where
/// another element stands between that it does not reach beyond, such as a cell.
/// Limit: `maxDepth`. In deeper nesting the outermost elements are forgotten, and with them that they hid what is inside,
/// because nobody will know when they end: text is rather shown than hidden by an element that has ended.
/// A tag costs at most one look at each element kept, whatever came before.
struct HTMLOpenElements {
    struct Entry {
        var name: PackedName
        var element: HTMLElement
        var spacing: HTMLSpacing
        var appearance: HTMLAppearance
        /// What is declared for the element itself.
        var style = HTMLElementStyle()
        /// The attributes that selectors ask for.
        var classes = HTMLNames.Place()
        var id = HTMLNames.Place()
        /// The marks of its own names (`CSSSheet.mark`), and with those of all elements around.
        var ownMarks: UInt64 = 0
        fileprivate(set) var marks: UInt64 = 0
        /// Of a cell: `HTMLLeftFormatting.base` outside of it.
        var outerBase = 0
    }

    /// Chromium and WebKit stop at 512 as well.
    static let maxDepth = 512

    private var entries: [Entry] = []
    /// How many elements are open by name, folded to a byte: most end tags that end nothing are known by it. Behind them, how many by element.
    private var counts = [UInt16](repeating: 0, count: names + 64)
    private static let names = 256

    /// Newsletters nest their tables so deep.
    init() { entries.reserveCapacity(32) }

    /// The outermost were given up.
    private(set) var hasForgotten = false

    var isEmpty: Bool { entries.isEmpty }

    /// Of all that are open (`CSSSheet.mark`).
    var marks: UInt64 { entries.isEmpty ? 0 : entries[entries.count &- 1].marks }

    /// Those still known, the outermost first.
    var kept: [Entry] { entries }

    var innermost: Entry? { entries.last }

    // Not by way of `innermost`, which copies the whole entry.
    var innermostAppearance: HTMLAppearance? { entries.isEmpty ? nil : entries[entries.count &- 1].appearance }
    var innermostElement: HTMLElement? { entries.isEmpty ? nil : entries[entries.count &- 1].element }
    var innermostSpacing: HTMLSpacing { entries.isEmpty ? .inline : entries[entries.count &- 1].spacing }

    mutating func push(_ entry: Entry) {
        count(entry.name, entry.element, by: 1)
        append(entry)
        if entries.count > Self.maxDepth { forgetOutermost() }
    }

    private mutating func append(_ entry: Entry) {
        let around = marks
        entries.append(entry)
        if around | entry.ownMarks != 0 { entries[entries.count &- 1].marks = around | entry.ownMarks }
    }

    mutating func removeInnermost() {
        guard !entries.isEmpty else { return }
        let index = entries.count &- 1
        count(entries[index].name, entries[index].element, by: .max)
        entries.removeLast()
    }

    /// Half of them at once, so that each element is moved only once or twice.
    private mutating func forgetOutermost() {
        for index in 0..<Self.maxDepth / 2 { count(entries[index].name, entries[index].element, by: .max) }
        entries.removeFirst(Self.maxDepth / 2)
        hasForgotten = true
        guard let outermost = entries.first?.appearance, outermost.reason != nil || outermost.isDropped else { return }
        for index in entries.indices { entries[index].appearance.reveal() }
    }

    mutating func forgetBackground() {
        for index in entries.indices { entries[index].appearance.forgetBackground() }
    }

    /// `by` is 1, or `.max` for one less.
    private mutating func count(_ name: PackedName, _ element: HTMLElement, by change: UInt16) {
        counts[name.hash & 255] &+= change
        counts[Self.names &+ Int(element.rawValue & 63)] &+= change
    }

    /// How many elements an end tag of that name closes; 0 if it is to be ignored.
    ///
    /// Source: HTML § 13.2.4.2 "has an element in scope", § 13.2.6.4.7 "any other end tag".
    func countClosed(by name: PackedName, _ element: HTMLElement) -> Int {
        let isHeading = element == .paragraph
        guard isHeading ? contains(.paragraph) : counts[name.hash & 255] > 0 else { return 0 }
        let boundary = contains(.foreign) ? HTMLElementSet() : Self.boundary(of: element)
        var index = entries.count
        while index > 0 {
            index &-= 1
            // "</h2>" ends an "<h1>" as well.
            if entries[index].name == name || isHeading && entries[index].element == .paragraph { return entries.count &- index }
            if boundary.contains(entries[index].element) { return 0 }
        }
        return 0
    }

    /// What an end tag of this element does not reach beyond.
    private static func boundary(of element: HTMLElement) -> HTMLElementSet {
        switch element {
        case .p: paragraphScope
        case .listItem: listScope
        case .table, .row, .rowGroup, .cell: tableScope
        case .template, .foreign: HTMLElementSet()
        default: element.isSpecial || element.isFormatting ? scope : special
        }
    }

    private static let scope = HTMLElementSet(.cell, .table, .template)
    private static let paragraphScope = HTMLElementSet(.cell, .table, .template, .button)
    private static let listScope = HTMLElementSet(.cell, .table, .template, .list)
    private static let tableScope = HTMLElementSet(.table, .template)
    private static let special = HTMLElementSet(HTMLElement.allCases.filter(\.isSpecial))

    /// How many elements are open inside the innermost of `elements`; 0 if there is none.
    func count(inside elements: HTMLElementSet) -> Int {
        var index = entries.count
        while index > 0 {
            index &-= 1
            if elements.contains(entries[index].element) { return entries.count &- 1 &- index }
        }
        return 0
    }

    /// How many of the innermost `count` elements stand inside the last special one among them; nil if there is no special one.
    func countInsideSpecial(ofLast count: Int) -> Int? {
        for inside in 0..<min(count, entries.count) where Self.special.contains(entries[entries.count &- 1 &- inside].element) { return inside }
        return nil
    }

    /// Takes the formatting element out that is the outermost of the last `count`, and all inside it that is neither special nor formatting.
    ///
    /// The innermost must be special. Source: the adoption agency algorithm, § 13.2.6.4.7, as far as it shows in the stack.
    mutating func adopt(last count: Int, outside: HTMLAppearance, isQuirky: Bool) {
        guard let first = entries.indices.suffix(count).first else { return }
        let removed = entries[first]
        let inside = Array(entries[first...].dropFirst())
        for entry in entries[first...] { self.count(entry.name, entry.element, by: .max) }
        entries.removeSubrange(first...)
        var parent = entries.last?.appearance ?? outside
        let changes = (!removed.style.isEmpty || removed.element == .a) && !contains(.foreign)
        for var entry in inside where entry.element.isSpecial || entry.element.isFormatting {
            if changes {
                parent.enter(entry.element, isQuirky: isQuirky)
                if !entry.style.isEmpty { parent.apply(entry.style) }
                entry.appearance = parent
            }
            self.count(entry.name, entry.element, by: 1)
            append(entry)
        }
    }

    @inline(__always)
    func contains(_ element: HTMLElement) -> Bool { counts[Self.names &+ Int(element.rawValue & 63)] > 0 }

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
