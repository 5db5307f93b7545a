extension CSSSheet {
    /// Reads the text of a `style` element (CSS Syntax 3 § 5.5.1), which is `range` of `css`.
    mutating func parse(_ css: Span<UInt8>, _ range: Range<Int>) {
        guard CSSText.needsCleaning(css, range) else { return parsePlain(css, range) }
        let plain = CSSText.plain(css, range)
        parsePlain(plain.span, 0..<plain.count)
    }

    private mutating func parsePlain(_ css: Span<UInt8>, _ range: Range<Int>) {
        var scanner = CSSScanner(range)
        // For each open at-rule, whether the rules in it are only possible ones.
        var conditions: [Bool] = []
        while let byte = scanner.peek(css) {
            switch byte {
            case _ where byte.isHTMLSpace || byte == UInt8(ascii: ";"): scanner.index &+= 1
            case UInt8(ascii: "}"):
                _ = conditions.popLast()
                scanner.index &+= 1
            case _ where Self.skipCommentSign(css, &scanner): break
            case UInt8(ascii: "@"): readAtRule(css, &scanner, &conditions)
            default: readRule(css, &scanner, isPossible: conditions.last == true)
            }
        }
    }

    /// "<!--" and "-->", which old mail programs write around a sheet.
    private static func skipCommentSign(_ css: Span<UInt8>, _ scanner: inout CSSScanner) -> Bool {
        let start = scanner.index
        scanner.skip(css) { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ">") }
        if scanner.index &- start >= 3 { return true }
        scanner.index = start
        return false
    }

    private static let conditional = ["media", "supports", "layer", "container", "scope", "document", "-moz-document", "starting-style"]
        .map { PackedName($0.utf8) }
    private static let media = PackedName("media".utf8)

    private mutating func readAtRule(_ css: Span<UInt8>, _ scanner: inout CSSScanner, _ conditions: inout [Bool]) {
        scanner.index &+= 1
        let name = scanner.identifier(css)
        let start = scanner.index
        scanner.skip(css) { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "}") }
        guard scanner.peek(css) == UInt8(ascii: "{") else { return }
        let prelude = CSSScanner.trimmed(css, start..<scanner.index)
        let isPrint = name == Self.media && Self.isMedium(css, prelude, Self.print)
        guard Self.conditional.contains(name), !isPrint else { return Self.skipBlock(css, &scanner) }
        scanner.index &+= 1
        let isSure = name == Self.media && Self.isMedium(css, prelude, Self.screens)
        conditions.append(conditions.last == true || !isSure)
    }

    private static let screens = ["screen", "all", ""].map { PackedName($0.utf8) }
    private static let print = [PackedName("print".utf8)]
    private static let only = PackedName("only".utf8)

    private static func isMedium(_ css: Span<UInt8>, _ prelude: Range<Int>, _ media: [PackedName]) -> Bool {
        var scanner = CSSScanner(prelude)
        var medium = scanner.identifier(css)
        if medium == only {
            scanner.skip(css) { $0.isHTMLSpace }
            medium = scanner.identifier(css)
        }
        return media.contains(medium) && scanner.peek(css) == nil
    }

    private mutating func readRule(_ css: Span<UInt8>, _ scanner: inout CSSScanner, isPossible: Bool) {
        let start = scanner.index
        scanner.skip(css) { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
        let selectors = start..<scanner.index
        guard scanner.peek(css) == UInt8(ascii: "{") else { return }
        let body = scanner.index &+ 1
        Self.skipBlock(css, &scanner)
        var declarations = CSSDeclarations()
        // The last block may lack its '}'.
        let isClosed = scanner.index > body && css[scanner.index &- 1] == UInt8(ascii: "}")
        declarations.parse(css, body..<max(scanner.index &- (isClosed ? 1 : 0), body))
        if !declarations.isEmpty { add(declarations, toAll: selectors, in: css, isPossible: isPossible) }
    }

    private mutating func add(_ declarations: CSSDeclarations, toAll selectors: Range<Int>, in css: Span<UInt8>, isPossible: Bool) {
        var scanner = CSSScanner(selectors)
        while scanner.index < scanner.end {
            let start = scanner.index
            scanner.skip(css) { $0 != UInt8(ascii: ",") }
            let selector = CSSSelector(css, CSSScanner.trimmed(css, start..<scanner.index))
            if !selector.isIrrelevant { add(declarations, to: selector, in: css, isPossible: isPossible) }
            scanner.index &+= 1
        }
    }

    /// From a '{' to behind its '}', or to the end.
    private static func skipBlock(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
        var depth = 0
        while let byte = scanner.peek(css) {
            switch byte {
            case UInt8(ascii: "{"): depth &+= 1
            case UInt8(ascii: "}"): depth &-= 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"): scanner.index = min(CSSText.endOfString(css, at: scanner.index, end: scanner.end), scanner.end &- 1)
            default: break
            }
            scanner.index &+= 1
            if depth == 0 { return }
        }
    }
}
