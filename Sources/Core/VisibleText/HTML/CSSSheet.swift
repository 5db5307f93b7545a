/// The rules of a message's style sheets, as far as they decide what is seen.
///
/// A rule counts for sure if its selector is made of tags, classes, ids, attributes of the element itself, descendants and children
/// (`#a .b > p.c[d]`), and no condition stands around it. Of all others (`a + p`, `:not(.x)`, `@media (min-width: …)`) only the last
/// part is looked at, and they count as *possible*: they may make something visible, never hide it. So a rule that we do not
/// understand cannot make us lose a text that the reader sees.
/// Limits: `maxRules`; a sheet with more is not believed in what it hides. `maxChain`, beyond which rules are only possible.
struct CSSSheet: Sendable {
    /// Sheets of newsletters have some hundred; one of many thousands is an attack on memory.
    static let maxRules = 4096
    /// Rules with the same class, id or tag to be looked up by.
    private static let maxChain = 24
    /// Classes of one element that are looked up.
    static let maxClasses = 16

    enum Kind: UInt8 {
        case universal, tag, name, id
    }

    struct Rule {
        var kind: Kind
        var name: Range<Int>
        /// Empty if the rule is for all elements with that class or id.
        var tag: PackedName
        /// What else the selector asks for; empty if nothing.
        var conditions: Range<Int>
        /// The marks of all names that the elements around must have.
        var marks: UInt64
        var specificity: Int
        var declarations = CSSDeclarations()
        var possible = CSSDeclarations()
        var order = 0
        var next: Int?
    }

    /// The rules that match one element.
    private struct Matches {
        static let limit = 48
        /// Numbers below `maxRules`.
        var rules = InlineArray<48, UInt16>(repeating: 0)
        var isSure: UInt64 = 0
        var count = 0
        var isOverfull = false
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

    private(set) var rules: [Rule] = []
    private(set) var names: [UInt8] = []
    private(set) var conditions: [Condition] = []
    private var first: [UInt64: Int] = [:]
    private var filter = Filter()
    /// A rule was passed over for which there was no room.
    private var isOverfull = false
    /// How many declaration blocks have been added.
    private(set) var count = 0

    var isEmpty: Bool { rules.isEmpty }

    /// Whether a selector asks for elements around another.
    var looksAround: Bool { !conditions.isEmpty }

    // MARK: adding

    mutating func add(_ declarations: CSSDeclarations, to selector: CSSSelector, in css: Span<UInt8>, isPossible: Bool) {
        count += 1
        guard let found = rule(for: selector, in: css) else { return isOverfull = true }
        if isPossible || selector.isPartial || !found.isOwn {
            rules[found.index].possible.override(by: declarations)
        } else {
            rules[found.index].declarations.override(by: declarations)
        }
        if found.isOwn { rules[found.index].order = count }
    }

    /// The rule to add to: a new one, or the last if that has the same selector; where there is no room, one that is looked up by the same
    /// name, whose own selector is another.
    private mutating func rule(for selector: CSSSelector, in css: Span<UInt8>) -> (index: Int, isOwn: Bool)? {
        let (kind, name) = Self.key(of: selector.subject)
        let tag = selector.subject.tag
        let isSimple = selector.around.isEmpty && Self.isKeyAll(selector.subject)
        let hash = Self.hash(kind, tag, css, name)
        var last: Int?
        var same: Int?
        var index = first[hash]
        var chain = 0
        while let found = index {
            if rules[found].tag == tag, rules[found].conditions.isEmpty, matches(rules[found], kind, css, name) { same = found }
            last = found
            index = rules[found].next
            chain += 1
        }
        if isSimple || selector.isPartial, let same, same == rules.count - 1, rules[same].order == count - 1 { return (same, true) }
        guard rules.count < Self.maxRules, chain < Self.maxChain, conditions.count < Self.maxConditions else { return same.map { ($0, false) } }
        filter.insert(hash)
        if let last { rules[last].next = rules.count } else { first[hash] = rules.count }
        appendRule(selector, kind, name, css)
        return (rules.count - 1, true)
    }

    private mutating func appendRule(_ selector: CSSSelector, _ kind: Kind, _ name: Range<Int>, _ css: Span<UInt8>) {
        let kept = keep(css, name)
        // Of a partial one only the key is looked at.
        let (asked, marks) = selector.isPartial ? (conditions.count..<conditions.count, 0) : addConditions(of: selector, in: css)
        rules.append(
            Rule(kind: kind, name: kept, tag: selector.subject.tag, conditions: asked, marks: marks, specificity: Self.specificity(selector)))
    }

    /// Copies a name out of the sheet's text.
    mutating func keep(_ css: Span<UInt8>, _ name: Range<Int>) -> Range<Int> {
        let start = names.count
        for position in name { names.append(css[position]) }
        return start..<names.count
    }

    mutating func append(_ condition: Condition) { conditions.append(condition) }

    /// What a rule is looked up by: the id, or the last class, or the tag.
    private static func key(of compound: CSSSelector.Compound) -> (kind: Kind, name: Range<Int>) {
        if let id = compound.id { return (.id, id) }
        if let name = compound.classes.last { return (.name, name) }
        return (compound.tag.count > 0 ? .tag : .universal, 0..<0)
    }

    private static func isKeyAll(_ compound: CSSSelector.Compound) -> Bool {
        compound.attributes.isEmpty && compound.classes.count + (compound.id == nil ? 0 : 1) <= 1
    }

    /// Selectors 4 § 17; more than 255 of a kind are never counted, as there is a limit.
    private static func specificity(_ selector: CSSSelector) -> Int {
        (selector.around + [selector.subject]).reduce(0) { sum, compound in
            sum + (compound.id == nil ? 0 : 1 << 16) + (compound.classes.count + compound.attributes.count) << 8 + (compound.tag.count > 0 ? 1 : 0)
        }
    }

    private func matches(_ rule: Rule, _ kind: Kind, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        rule.kind == kind && isEqual(rule.name, text, range)
    }

    func isEqual(_ name: Range<Int>, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard name.count == range.count else { return false }
        for (left, right) in zip(name, range) where names[left] != text[right] { return false }
        return true
    }

    static func hash(_ kind: Kind, _ tag: PackedName, _ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(kind.rawValue)
        if kind == .tag { hash ^= UInt64(truncatingIfNeeded: tag.hash) &<< 8 }
        for index in range { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        return hash
    }

    // MARK: asking

    /// Puts what the sheet says of an element into `style`.
    ///
    /// `steps` is how much may still be looked at for the rest of the message; when it is used up, all conditions are possible ones.
    func apply(to style: inout HTMLElementStyle, _ element: CSSElement, in text: Span<UInt8>, _ steps: inout Int) {
        if isOverfull { return }
        var found = Matches()
        collect(.universal, 0..<0, element, text, into: &found, &steps)
        collect(.tag, 0..<0, element, text, into: &found, &steps)
        collectClasses(element, text, into: &found, &steps)
        if !element.names.id.isEmpty { collect(.id, element.names.id, element, text, into: &found, &steps) }
        if found.isOverfull { return }
        for position in 0..<found.count {
            let index = Int(found.rules[position])
            if found.isSure &>> UInt64(position) & 1 != 0 {
                style.declarations.override(by: rules[index].declarations)
            } else {
                style.possible.override(by: rules[index].declarations)
            }
            style.possible.override(by: rules[index].possible)
        }
    }

    /// Keeps the rules found in the order in which they count.
    private func insert(_ rule: Int, isSure: Bool, into found: inout Matches) {
        guard found.count < Matches.limit else { return found.isOverfull = true }
        let rank = (rules[rule].specificity, rules[rule].order)
        var position = found.count
        while position > 0 {
            let before = found.rules[position &- 1]
            if (rules[Int(before)].specificity, rules[Int(before)].order) <= rank { break }
            found.rules[position] = before
            position &-= 1
        }
        found.rules[position] = UInt16(truncatingIfNeeded: rule)
        // The bits from there on move up by one.
        let below = found.isSure & (1 &<< UInt64(position) &- 1)
        found.isSure = below | (found.isSure &- below) &<< 1 | (isSure ? 1 &<< UInt64(position) : 0)
        found.count &+= 1
    }

    private func collectClasses(_ element: CSSElement, _ text: Span<UInt8>, into found: inout Matches, _ steps: inout Int) {
        var scanner = CSSScanner(element.names.classes)
        for _ in 0..<Self.maxClasses {
            guard let name = scanner.word(text) else { return }
            collect(.name, name, element, text, into: &found, &steps)
        }
    }

    private func collect(_ kind: Kind, _ name: Range<Int>, _ element: CSSElement, _ text: Span<UInt8>, into found: inout Matches, _ steps: inout Int) {
        let hash = Self.hash(kind, element.names.tag, text, name)
        guard filter.mayContain(hash) else { return }
        var index = first[hash]
        while let rule = index {
            if rules[rule].tag.count == 0 || rules[rule].tag == element.names.tag, matches(rules[rule], kind, text, name) {
                switch rules[rule].conditions.isEmpty ? .met : conditionsAreMet(of: rule, element, text, &steps) {
                case .met: insert(rule, isSure: true, into: &found)
                case .possible: insert(rule, isSure: false, into: &found)
                case .unmet: break
                }
            }
            index = rules[rule].next
        }
    }
}

extension CSSScanner {
    /// The next run of bytes that are no white space; nil at the end.
    mutating func word(_ input: Span<UInt8>) -> Range<Int>? {
        skip(input) { $0.isHTMLSpace }
        let start = index
        skip(input) { !$0.isHTMLSpace }
        return start < index ? start..<index : nil
    }
}
