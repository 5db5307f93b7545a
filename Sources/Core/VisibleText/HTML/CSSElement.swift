/// The names by which selectors know an element; ranges of the HTML.
struct HTMLNames: Sendable {
    var tag = PackedName()
    var classes: Range<Int> = 0..<0
    var id: Range<Int> = 0..<0

    /// A range in half the room. In a text of more than 4 GB it is another one, inside the text all the same.
    struct Place {
        private var start: UInt32 = 0
        private var count: UInt32 = 0

        init() {}

        init(_ range: Range<Int>) {
            (start, count) = (UInt32(truncatingIfNeeded: range.lowerBound), UInt32(truncatingIfNeeded: range.count))
        }

        var range: Range<Int> { Int(start)..<Int(start) &+ Int(count) }
    }
}

/// An element as selectors see it: its names, and the elements around it.
struct CSSElement {
    let names: HTMLNames
    let kind: HTMLElement
    let attributes: [HTMLAttribute]
    private let open: [HTMLOpenElements.Entry]
    /// `html` and `body`, as far as they are around the element.
    private let roots: [HTMLNames]
    /// Of all elements around (`CSSSheet.mark`).
    let marksAround: UInt64
    /// Elements around it are not known any more.
    let hasForgotten: Bool

    /// `html` is at −2, `body` at −1, then come the open elements.
    static let outermost = -2

    /// Where the element itself would be.
    var depth: Int { roots.count == 2 ? open.count : roots.count &+ Self.outermost }

    init(
        _ names: HTMLNames, _ kind: HTMLElement, _ attributes: [HTMLAttribute], in open: [HTMLOpenElements.Entry], roots: [HTMLNames], marks: UInt64,
        hasForgotten: Bool = false
    ) {
        self.names = names
        self.kind = kind
        self.attributes = attributes
        self.roots = roots
        self.open = open
        self.hasForgotten = hasForgotten
        marksAround = marks
    }

    func names(at position: Int) -> HTMLNames {
        position < 0
            ? roots[position &- Self.outermost] : HTMLNames(tag: open[position].name, classes: open[position].classes.range, id: open[position].id.range)
    }

    /// Whether the element at `position` is surely around the one after it, or its parent.
    func relation(at position: Int, isParent: Bool) -> CSSSheet.Meeting {
        guard position >= 0 else { return .met }
        let outer = open[position].element
        let inner = position &+ 1 < open.count ? open[position &+ 1].element : kind
        switch outer {
        case .table, .rowGroup, .row:
            // What is in a table and no part of it is put before the table (HTML § 13.2.6.1).
            guard inner.isTablePart else { return .possible }
            // A row in a table stands in a `tbody`, with a tag or without one.
            let isDirect = outer == .table ? inner == .rowGroup : outer == .rowGroup ? inner == .row : inner == .cell
            return isDirect || !isParent ? .met : .possible
        default: return .met
        }
    }
}

extension HTMLNames {
    /// The bits of all its names; all bits where it has more classes than are looked at.
    func marks(in text: Span<UInt8>) -> UInt64 {
        var marks = CSSSheet.mark(.tag, tag, text, 0..<0)
        if !id.isEmpty { marks |= CSSSheet.mark(.id, PackedName(), text, id) }
        var scanner = CSSScanner(classes)
        for _ in 0..<CSSSheet.maxClasses {
            guard let name = scanner.word(text) else { return marks }
            marks |= CSSSheet.mark(.name, PackedName(), text, name)
        }
        return .max
    }
}
