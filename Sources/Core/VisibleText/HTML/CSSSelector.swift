/// A selector (Selectors 4 § 3): what is asked of an element, and of the elements around it.
struct CSSSelector {
    /// What one element must have: `p#a.b[c=d]`.
    struct Compound {
        /// Empty if no tag is named.
        var tag = PackedName()
        var id: Range<Int>?
        var classes: [Range<Int>] = []
        var attributes: [Attribute] = []
        /// More is asked for than is understood here.
        var isPartial = false
        /// The element must be the parent of the one after it, and not only around it.
        var isParent = false

        fileprivate var isEmpty: Bool { tag.count == 0 && id == nil && classes.isEmpty && attributes.isEmpty }
    }

    struct Attribute {
        /// `=`, `~`, `|`, `^`, `$` or `*`; 0 where any value will do.
        var comparison: UInt8 = 0
        var name = PackedName()
        var value: Range<Int> = 0..<0
    }

    /// The last compound, by which a rule is looked up.
    private(set) var subject = Compound()
    /// Those of the elements around it, the innermost first.
    private(set) var around: [Compound] = []
    /// A part of it is not understood, so an element that meets the others may match or not.
    private(set) var isPartial = false
    /// It is for something that is not shown until the reader points at it, or is no element: `:hover`, `::before`.
    private(set) var isIrrelevant = false

    /// Real ones have three or four parts; each more makes looking dearer.
    private static let maxAround = 6
    private static let maxNames = 8
    /// Longer names are in no sheet that was written by hand, and comparing costs time.
    static let maxNameBytes = 128

    private static let irrelevant = ["hover", "active", "focus", "visited", "before", "after", "first-letter", "first-line", "selection", "target"]
        .map { PackedName($0.utf8) }
    private static let root = PackedName("root".utf8)
    private static let html = PackedName("html".utf8)

    init(_ css: Span<UInt8>, _ range: Range<Int>) {
        var scanner = CSSScanner(range)
        while let byte = scanner.peek(css) {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "#"):
                scanner.index &+= 1
                readName(css, &scanner, isClass: byte == UInt8(ascii: "."))
            case UInt8(ascii: "*"): scanner.index &+= 1
            case UInt8(ascii: ":"): readPseudo(css, &scanner)
            case UInt8(ascii: "["): readAttribute(css, &scanner)
            case UInt8(ascii: "("):
                scanner.skip(css) { $0 != UInt8(ascii: ")") }
                scanner.index = min(scanner.index &+ 1, scanner.end)
                subject.isPartial = true
            case _ where Self.isNamePart(byte): readTag(css, &scanner)
            default: readCombinator(css, &scanner)
            }
        }
        if subject.isPartial || around.contains(where: \.isPartial) { isPartial = true }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    /// White space and `>`; of any other what stood before is forgotten.
    private mutating func readCombinator(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
        scanner.skip(css) { $0.isHTMLSpace }
        let sign = scanner.peek(css)
        let isKnown = sign == UInt8(ascii: ">") || sign.map { Self.isNamePart($0) || ".#*:[".utf8.contains($0) } == true
        if sign == UInt8(ascii: ">") { subject.isParent = true }
        if !isKnown || sign == UInt8(ascii: ">") {
            scanner.index = min(scanner.index &+ 1, scanner.end)
            scanner.skip(css) { $0.isHTMLSpace }
        }
        isIrrelevant = false
        if !isKnown || around.count >= Self.maxAround {
            isPartial = true
            around = []
        } else {
            around.insert(subject, at: 0)
        }
        subject = Compound()
    }

    private mutating func readTag(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
        // A tag stands first; behind something else it is no syntax.
        if !subject.isEmpty { subject.isPartial = true }
        while let byte = scanner.peek(css), Self.isNamePart(byte) {
            subject.tag.append(byte)
            scanner.index &+= 1
        }
        if subject.tag.count > PackedName.exactBytes { subject.isPartial = true }
    }

    private mutating func readName(_ css: Span<UInt8>, _ scanner: inout CSSScanner, isClass: Bool) {
        let start = scanner.index
        scanner.skip(css, while: Self.isNamePart)
        let name = start..<scanner.index
        if name.isEmpty || name.count > Self.maxNameBytes || subject.classes.count >= Self.maxNames { return subject.isPartial = true }
        if isClass { return subject.classes.append(name) }
        if subject.id != nil { subject.isPartial = true }
        subject.id = name
    }

    private mutating func readPseudo(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
        scanner.skip(css) { $0 == UInt8(ascii: ":") }
        var pseudo = PackedName()
        while let byte = scanner.peek(css), Self.isNamePart(byte) {
            pseudo.append(byte)
            scanner.index &+= 1
        }
        if pseudo == Self.root, subject.isEmpty { return subject.tag = Self.html }
        if Self.irrelevant.contains(pseudo) { isIrrelevant = true }
        subject.isPartial = true
    }

    // "[" name [ ("=" / "~=" / "|=" / "^=" / "$=" / "*=") value ] "]"
    private mutating func readAttribute(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
        var attribute = Attribute()
        scanner.index &+= 1
        scanner.skip(css) { $0.isHTMLSpace }
        attribute.name = scanner.identifier(css)
        scanner.skip(css) { $0.isHTMLSpace }
        if let sign = scanner.peek(css), "=~|^$*".utf8.contains(sign) {
            attribute.comparison = sign
            scanner.index &+= sign == UInt8(ascii: "=") ? 1 : 2
            attribute.value = Self.value(css, &scanner)
        }
        scanner.skip(css) { $0.isHTMLSpace }
        if scanner.peek(css) != UInt8(ascii: "]") || attribute.name.count == 0 || attribute.name.count > PackedName.exactBytes
            || attribute.value.count > Self.maxNameBytes || subject.attributes.count >= Self.maxNames
        {
            subject.isPartial = true
        } else {
            subject.attributes.append(attribute)
        }
        scanner.skip(css) { $0 != UInt8(ascii: "]") }
        scanner.index = min(scanner.index &+ 1, scanner.end)
    }

    private static func value(_ css: Span<UInt8>, _ scanner: inout CSSScanner) -> Range<Int> {
        scanner.index = min(scanner.index, scanner.end)
        scanner.skip(css) { $0.isHTMLSpace }
        let quote = scanner.peek(css)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = scanner.index
            scanner.skip(css, while: isNamePart)
            return start..<scanner.index
        }
        scanner.index &+= 1
        let start = scanner.index
        scanner.skip(css) { $0 != quote }
        defer { scanner.index = min(scanner.index &+ 1, scanner.end) }
        return start..<scanner.index
    }
}
