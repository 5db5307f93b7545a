/// The part of a selector by which a rule is looked up: the last compound of `a > b.c`.
struct CSSSelector {
    var kind = CSSSheet.Kind.universal
    /// The class or id, without its sign; empty for a tag and for `*`.
    var name: Range<Int> = 0..<0
    /// Empty if no tag is named.
    var tag = PackedName()
    /// More than this is asked for, so an element with this name may match or not.
    var isPartial = false
    /// It is for something that is not shown until the reader points at it, or is no element: `:hover`, `::before`.
    var isIrrelevant = false

    private static let irrelevant = ["hover", "active", "focus", "visited", "before", "after", "first-letter", "first-line", "selection", "target"]
        .map { PackedName($0.utf8) }

    /// Selectors 4 § 3; what is not understood makes it partial.
    init(_ css: Span<UInt8>, _ range: Range<Int>) {
        var scanner = CSSScanner(range)
        while let byte = scanner.peek(css) {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "#"):
                scanner.index &+= 1
                readName(css, &scanner, kind: byte == UInt8(ascii: ".") ? .name : .id)
            case UInt8(ascii: "*"): scanner.index &+= 1
            case UInt8(ascii: ":"): readPseudo(css, &scanner)
            case UInt8(ascii: "["), UInt8(ascii: "("):
                scanner.skip(css) { $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: ")") }
                scanner.index = min(scanner.index &+ 1, scanner.end)
                isPartial = true
            case _ where Self.isNamePart(byte): readTag(css, &scanner)
            default:
                // A combinator: what stood before is only a condition.
                scanner.index &+= 1
                self = CSSSelector(partial: true)
            }
        }
        if kind == .universal, tag.count > 0 { kind = .tag }
    }

    private init(partial: Bool) { isPartial = partial }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    private mutating func readTag(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
        while let byte = scanner.peek(css), Self.isNamePart(byte) {
            tag.append(byte)
            scanner.index &+= 1
        }
    }

    private mutating func readName(_ css: Span<UInt8>, _ scanner: inout CSSScanner, kind found: CSSSheet.Kind) {
        let start = scanner.index
        scanner.skip(css, while: Self.isNamePart)
        // Of several names the last of the strongest kind is looked up.
        if kind != .universal { isPartial = true }
        guard found.rawValue >= kind.rawValue else { return }
        kind = found
        name = start..<scanner.index
    }

    private mutating func readPseudo(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
        scanner.skip(css) { $0 == UInt8(ascii: ":") }
        var pseudo = PackedName()
        while let byte = scanner.peek(css), Self.isNamePart(byte) {
            pseudo.append(byte)
            scanner.index &+= 1
        }
        if Self.irrelevant.contains(pseudo) { isIrrelevant = true }
        isPartial = true
    }
}
