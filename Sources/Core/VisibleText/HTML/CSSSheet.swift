/// The rules of a message's style sheets, as far as they decide what is seen.
///
/// A rule counts for sure if its selector is one of `*`, `tag`, `.class`, `tag.class`, `#id`, `tag#id` and no condition stands
/// around it. Of all others (`div > p`, `[href]`, `:not(.x)`, `@media (min-width: …)`) only the last part is looked at, and
/// they count as *possible*: they may make something visible, never hide it. So a rule that we do not understand cannot
/// make us lose a text that the reader sees.
/// Limit: `maxRules`; rules beyond it are passed over.
struct CSSSheet: Sendable {
    /// Sheets of newsletters have some hundred; one of many thousands is an attack on memory.
    static let maxRules = 4096
    /// Rules with the same name and different tags; more than a few are never needed.
    private static let maxChain = 8
    /// Classes of one element that are looked up.
    private static let maxClasses = 16

    enum Kind: UInt8 {
        case universal, tag, name, id
    }

    struct Rule {
        var kind: Kind
        var name: Range<Int>
        /// Empty if the rule is for all elements with that class or id.
        var tag: PackedName
        var declarations = CSSDeclarations()
        var possible = CSSDeclarations()
        var order = 0
        var next: Int?

        var specificity: Int { Int(kind.rawValue) * 2 + (tag.count > 0 ? 1 : 0) }
    }

    /// The rules that match one element.
    private struct Matches {
        static let limit = 24
        var rules = InlineArray<24, Int>(repeating: 0)
        var count = 0
    }

    /// Tells at a glance of most hashes that there is no rule with it.
    private struct Filter {
        private var bits: [UInt64] = []

        mutating func insert(_ hash: UInt64) {
            if bits.isEmpty { bits = Array(repeating: 0, count: 256) }
            bits[Int(hash &>> 6 & 255)] |= 1 &<< (hash & 63)
        }

        func mayContain(_ hash: UInt64) -> Bool { !bits.isEmpty && bits[Int(hash &>> 6 & 255)] &>> (hash & 63) & 1 != 0 }
    }

    private var rules: [Rule] = []
    private var names: [UInt8] = []
    private var first: [UInt64: Int] = [:]
    private var filter = Filter()
    /// How many declaration blocks have been added.
    private(set) var count = 0

    var isEmpty: Bool { rules.isEmpty }

    // MARK: adding

    mutating func add(_ declarations: CSSDeclarations, to selector: CSSSelector, in css: Span<UInt8>, isPossible: Bool) {
        count += 1
        guard let index = rule(for: selector, in: css) else { return }
        rules[index].order = count
        if isPossible || selector.isPartial {
            rules[index].possible.override(by: declarations)
        } else {
            rules[index].declarations.override(by: declarations)
        }
    }

    private mutating func rule(for selector: CSSSelector, in css: Span<UInt8>) -> Int? {
        let hash = Self.hash(selector.kind, selector.tag, css, selector.name)
        var last: Int?
        var index = first[hash]
        var chain = 0
        while let found = index {
            if rules[found].tag == selector.tag, matches(rules[found], selector.kind, css, selector.name) { return found }
            last = found
            index = rules[found].next
            chain += 1
        }
        filter.insert(hash)
        guard rules.count < Self.maxRules, chain < Self.maxChain else { return nil }
        let start = names.count
        for position in selector.name { names.append(css[position]) }
        if let last { rules[last].next = rules.count } else { first[hash] = rules.count }
        rules.append(Rule(kind: selector.kind, name: start..<names.count, tag: selector.tag))
        return rules.count - 1
    }

    private func matches(_ rule: Rule, _ kind: Kind, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard rule.kind == kind, rule.name.count == range.count else { return false }
        for (left, right) in zip(rule.name, range) where names[left] != text[right] { return false }
        return true
    }

    private static func hash(_ kind: Kind, _ tag: PackedName, _ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(kind.rawValue)
        if kind == .tag { hash ^= UInt64(truncatingIfNeeded: tag.hash) &<< 8 }
        for index in range { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        return hash
    }

    // MARK: asking

    /// Puts what the sheet says of an element into `style`; `classes` and `id` are ranges of `text`.
    func apply(to style: inout HTMLElementStyle, tag: PackedName, classes: Range<Int>, id: Range<Int>, in text: Span<UInt8>) {
        var found = Matches()
        collect(.universal, tag, text, 0..<0, into: &found)
        collect(.tag, tag, text, 0..<0, into: &found)
        collectClasses(classes, tag, text, into: &found)
        if !id.isEmpty { collect(.id, tag, text, id, into: &found) }
        for position in 0..<found.count {
            let index = found.rules[position]
            style.declarations.override(by: rules[index].declarations)
            style.possible.override(by: rules[index].possible)
        }
    }

    /// Keeps the rules found in the order in which they count.
    private func insert(_ rule: Int, into found: inout Matches) {
        guard found.count < Matches.limit else { return }
        let rank = (rules[rule].specificity, rules[rule].order)
        var position = found.count
        while position > 0 {
            let before = found.rules[position &- 1]
            if (rules[before].specificity, rules[before].order) <= rank { break }
            found.rules[position] = before
            position &-= 1
        }
        found.rules[position] = rule
        found.count &+= 1
    }

    private func collectClasses(_ classes: Range<Int>, _ tag: PackedName, _ text: Span<UInt8>, into found: inout Matches) {
        var scanner = CSSScanner(classes)
        for _ in 0..<Self.maxClasses {
            scanner.skip(text) { $0.isHTMLSpace }
            let start = scanner.index
            scanner.skip(text) { !$0.isHTMLSpace }
            if start == scanner.index { return }
            collect(.name, tag, text, start..<scanner.index, into: &found)
        }
    }

    private func collect(_ kind: Kind, _ tag: PackedName, _ text: Span<UInt8>, _ name: Range<Int>, into found: inout Matches) {
        let hash = Self.hash(kind, tag, text, name)
        guard filter.mayContain(hash) else { return }
        var index = first[hash]
        while let rule = index {
            if rules[rule].tag.count == 0 || rules[rule].tag == tag, matches(rules[rule], kind, text, name) { insert(rule, into: &found) }
            index = rules[rule].next
        }
    }
}
