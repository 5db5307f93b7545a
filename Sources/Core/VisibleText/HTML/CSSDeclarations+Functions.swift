/// Values that are functions: what they cut away, shrink, push aside or make transparent.
extension CSSDeclarations {
    /// What such a property does to the text, as the number that is kept.
    enum Effect: UInt32 {
        case none, hides, pushesAside
        /// Other colours than those declared may be seen.
        case repaints
    }

    private static let scales = names(["scale", "scalex", "scaley", "scale3d"])
    private static let shifts = names(["translate", "translatex", "translatey", "translate3d"])
    private static let rect = PackedName("rect".utf8)
    private static let inset = PackedName("inset".utf8)
    private static let circles = names(["circle", "ellipse"])
    private static let opacities = names(["opacity", "alpha"])

    private static func names(_ names: [String]) -> [PackedName] { names.map { PackedName($0.utf8) } }

    /// The strongest effect of all functions in the value; a bare number is what `scale` has.
    mutating func setFunctions(_ property: CSSProperty, _ css: Span<UInt8>, _ value: Range<Int>, _ isImportant: Bool) {
        var scanner = CSSScanner(value)
        var effect = Effect.none
        if property == .scale, let factor = scanner.dimension(css), factor.isNothing { effect = .hides }
        while scanner.index < scanner.end {
            let name = scanner.identifier(css)
            if scanner.peek(css) == UInt8(ascii: "("), name.count > 0 {
                scanner.index &+= 1
                let found = Self.effect(of: name, in: property, css, &scanner)
                if found != .none { effect = found }
            } else {
                scanner.index &+= name.count > 0 ? 0 : 1
            }
        }
        assign(property, effect.rawValue, isImportant: isImportant)
    }

    private static func effect(of name: PackedName, in property: CSSProperty, _ css: Span<UInt8>, _ scanner: inout CSSScanner) -> Effect {
        let arguments = Arguments(css, &scanner)
        guard let first = arguments.first else { return .none }
        switch property {
        case .transform where scales.contains(name): return arguments.contains { $0.isNothing } ? .hides : .none
        case .transform where shifts.contains(name):
            return arguments.contains { ($0.roughPixels ?? 0) <= HTMLAppearance.offScreen } ? .pushesAside : .none
        case .clip where name == rect: return arguments.isEmptyRectangle ? .hides : .none
        case .clipPath where name == inset: return first.unit == CSSDimension.percent && first.value >= 50 ? .hides : .none
        case .clipPath where circles.contains(name): return (first.roughPixels ?? 1) <= 0 ? .hides : .none
        case .filter where opacities.contains(name):
            let alpha = first.unit == CSSDimension.percent || name == opacities[1] ? first.value / 100 : first.value
            return alpha <= HTMLAppearance.minOpacity ? .hides : .none
        case .filter: return .repaints
        default: return .none
        }
    }

    /// `margin`: the left one is the fourth value, or the second, or the only one.
    mutating func setMargin(_ css: Span<UInt8>, _ value: Range<Int>, _ isImportant: Bool) {
        var scanner = CSSScanner(value)
        var left: Float?
        for index in 0..<4 {
            scanner.skip(css) { $0.isHTMLSpace }
            guard scanner.index < scanner.end else { break }
            let length = scanner.dimension(css)?.roughPixels ?? .infinity
            scanner.skip(css) { !$0.isHTMLSpace }
            if index != 2 { left = length }
        }
        if let left { assign(.marginLeft, number: left, isImportant: isImportant) }
    }

    private static let unpainted = names(["none", "normal", "initial", "unset", "border-box", "padding-box", "content-box"])

    static func isPaint(_ css: Span<UInt8>, _ value: Range<Int>) -> Bool {
        var scanner = CSSScanner(value)
        // Outlook writes a stroke of `0px` everywhere.
        if let width = scanner.dimension(css), width.value == 0, scanner.index == scanner.end { return false }
        scanner.index = value.lowerBound
        return !unpainted.contains(scanner.identifier(css)) || scanner.index < scanner.end
    }

    /// The first four numbers between parentheses.
    private struct Arguments {
        private var values: [CSSDimension] = []

        var first: CSSDimension? { values.first }

        /// Reads up to the ')', which is passed.
        init(_ css: Span<UInt8>, _ scanner: inout CSSScanner) {
            while let byte = scanner.peek(css), byte != UInt8(ascii: ")") {
                if let number = scanner.dimension(css) {
                    if values.count < 4 { values.append(number) }
                } else if scanner.identifier(css).count == 0 {
                    scanner.index &+= 1
                }
            }
            scanner.index = min(scanner.index &+ 1, scanner.end)
        }

        func contains(where condition: (CSSDimension) -> Bool) -> Bool { values.contains(where: condition) }

        /// `rect(top, right, bottom, left)`, with nothing or next to nothing inside (CSS 2.2 § 11.1.2).
        var isEmptyRectangle: Bool {
            let edges = values.compactMap(\.roughPixels)
            return edges.count == 4 && (edges[2] - edges[0] <= HTMLAppearance.zeroSize || edges[1] - edges[3] <= HTMLAppearance.zeroSize)
        }
    }
}

extension CSSDimension {
    /// As a factor: so small that nothing is left of what it is applied to.
    fileprivate var isNothing: Bool { abs(unit == Self.percent ? value / 100 : value) <= 0.05 }
}
