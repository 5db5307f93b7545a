/// What a selector asks for beside the name by which its rule is looked up.
extension CSSSheet {
    /// Of all sheets together; each name asked for is one.
    static let maxConditions = 1 << 15

    /// One thing that an element must have. Those of one element stand together, the subject's first, then those around it from the inside.
    struct Condition {
        enum Kind {
            case tag, id, name, attribute
            /// Nothing more: it only begins an element (`*`).
            case any
        }

        /// How the element stands to the one before.
        enum Place {
            case same, around, parent
        }

        var kind: Kind
        var place: Place
        var tag = PackedName()
        var name: Range<Int> = 0..<0
        var comparison: UInt8 = 0
    }

    enum Meeting: Int {
        case unmet, possible, met
    }

    // MARK: adding

    mutating func addConditions(of selector: CSSSelector, in css: Span<UInt8>) -> (Range<Int>, marks: UInt64) {
        let start = conditions.count
        for name in selector.subject.classes.dropLast(selector.subject.id == nil ? 1 : 0) {
            let kept = keep(css, name)
            append(Condition(kind: .name, place: .same, name: kept))
        }
        addAttributes(of: selector.subject, in: css)
        var marks: UInt64 = 0
        for compound in selector.around { marks |= addAround(compound, in: css) }
        return (start..<conditions.count, marks)
    }

    private mutating func addAttributes(of compound: CSSSelector.Compound, in css: Span<UInt8>) {
        for attribute in compound.attributes {
            let kept = keep(css, attribute.value)
            append(Condition(kind: .attribute, place: .same, tag: attribute.name, name: kept, comparison: attribute.comparison))
        }
    }

    private mutating func addAround(_ compound: CSSSelector.Compound, in css: Span<UInt8>) -> UInt64 {
        append(Condition(kind: compound.tag.count > 0 ? .tag : .any, place: compound.isParent ? .parent : .around, tag: compound.tag))
        var marks: UInt64 = 0
        if compound.tag.count > 0, !Self.isImplied(compound.tag) { marks |= Self.mark(.tag, compound.tag, css, 0..<0) }
        if let id = compound.id {
            marks |= Self.mark(.id, PackedName(), css, id)
            let kept = keep(css, id)
            append(Condition(kind: .id, place: .same, name: kept))
        }
        for name in compound.classes {
            marks |= Self.mark(.name, PackedName(), css, name)
            let kept = keep(css, name)
            append(Condition(kind: .name, place: .same, name: kept))
        }
        addAttributes(of: compound, in: css)
        return marks
    }

    /// One of 64 bits for a name: an element around which no element has the bit is not inside one of that name.
    static func mark(_ kind: Kind, _ tag: PackedName, _ text: Span<UInt8>, _ name: Range<Int>) -> UInt64 {
        1 &<< (hash(kind, tag, text, name) &>> 20 & 63)
    }

    /// Elements that are in the tree without a tag, which are not known here.
    private static func isImplied(_ tag: PackedName) -> Bool { implied.contains(tag) }

    private static let implied = ["html", "head", "body", "tbody", "tr", "colgroup"].map { PackedName($0.utf8) }

    // MARK: asking

    func conditionsAreMet(of rule: Int, _ element: CSSElement, _ text: Span<UInt8>, _ steps: inout Int) -> Meeting {
        guard rules[rule].marks & ~element.marksAround == 0 else { return .unmet }
        let asked = rules[rule].conditions
        var index = asked.lowerBound
        var meeting = Meeting.met
        while index < asked.upperBound, conditions[index].place == .same {
            steps &-= 1
            meeting = min(meeting, isMet(conditions[index], by: element.names, element, text, isSubject: true, &steps))
            if meeting == .unmet { return .unmet }
            index &+= 1
        }
        return min(meeting, areMet(index..<asked.upperBound, around: element.depth, element, text, &steps))
    }

    /// Whether the elements around the one at `depth` meet the conditions, of which the first begins an element.
    ///
    /// Each call takes one element's conditions, and there are few elements in a selector; `steps` bounds how often it turns back.
    private func areMet(_ range: Range<Int>, around depth: Int, _ element: CSSElement, _ text: Span<UInt8>, _ steps: inout Int) -> Meeting {
        guard let first = range.first else { return .met }
        if element.hasForgotten { return .possible }
        let rest = conditions[range].dropFirst().firstIndex { $0.place != .same } ?? range.upperBound
        var sure = Meeting.met
        var best = Meeting.unmet
        var position = depth &- 1
        while position >= CSSElement.outermost {
            steps &-= 1
            guard steps > 0 else { return .possible }
            sure = min(sure, element.relation(at: position, isParent: conditions[first].place == .parent))
            var own = sure
            for index in first..<rest where own != .unmet {
                own = min(own, isMet(conditions[index], by: element.names(at: position), element, text, isSubject: false, &steps))
            }
            if own != .unmet {
                best = max(best, min(own, areMet(rest..<range.upperBound, around: position, element, text, &steps)))
                if best == .met { return .met }
            }
            if conditions[first].place == .parent { break }
            position &-= 1
        }
        return best == .unmet && Self.isImplied(conditions[first].tag) ? .possible : best
    }

    private func isMet(_ condition: Condition, by names: HTMLNames, _ element: CSSElement, _ text: Span<UInt8>, isSubject: Bool, _ steps: inout Int) -> Meeting
    {
        switch condition.kind {
        case .any: return .met
        case .tag: return names.tag == condition.tag ? .met : .unmet
        case .id: return isEqual(condition.name, text, names.id) ? .met : .unmet
        case .name:
            var scanner = CSSScanner(names.classes)
            steps &-= names.classes.count / 8
            while let word = scanner.word(text) { if isEqual(condition.name, text, word) { return .met } }
            return .unmet
        case .attribute: return isSubject ? attributeIsMet(condition, element, text) : .possible
        }
    }

    /// Longer values are not compared.
    private static let maxValueBytes = 256

    private func attributeIsMet(_ condition: Condition, _ element: CSSElement, _ text: Span<UInt8>) -> Meeting {
        guard let attribute = element.attributes.first(where: { $0.packedName == condition.tag }) else { return .unmet }
        if condition.comparison == 0 { return .met }
        if attribute.hasAmpersand || attribute.value.count > Self.maxValueBytes { return .possible }
        if compares(condition, attribute.value, text, ignoresCase: false) { return .met }
        // Of some attributes the case does not count (HTML § 4.16.2).
        return compares(condition, attribute.value, text, ignoresCase: true) ? .possible : .unmet
    }

    // Selectors 4 § 6.1, § 6.2.
    private func compares(_ condition: Condition, _ value: Range<Int>, _ text: Span<UInt8>, ignoresCase: Bool) -> Bool {
        let wanted = condition.name
        func stands(at start: Int) -> Bool {
            guard start >= value.lowerBound, start &+ wanted.count <= value.upperBound else { return false }
            return zip(wanted, start..<start &+ wanted.count).allSatisfy {
                names[$0] == text[$1] || ignoresCase && names[$0].asciiLowercased == text[$1].asciiLowercased
            }
        }
        let begins = stands(at: value.lowerBound)
        switch condition.comparison {
        case UInt8(ascii: "="): return begins && value.count == wanted.count
        case UInt8(ascii: "|"): return begins && (value.count == wanted.count || text[value.lowerBound &+ wanted.count] == UInt8(ascii: "-"))
        case _ where wanted.isEmpty: return false
        case UInt8(ascii: "^"): return begins
        case UInt8(ascii: "$"): return stands(at: value.upperBound &- wanted.count)
        case UInt8(ascii: "*"): return value.contains(where: stands)
        default:
            var scanner = CSSScanner(value)
            while let word = scanner.word(text) { if word.count == wanted.count, stands(at: word.lowerBound) { return true } }
            return false
        }
    }
}

private func min(_ left: CSSSheet.Meeting, _ right: CSSSheet.Meeting) -> CSSSheet.Meeting { left.rawValue < right.rawValue ? left : right }
private func max(_ left: CSSSheet.Meeting, _ right: CSSSheet.Meeting) -> CSSSheet.Meeting { left.rawValue < right.rawValue ? right : left }
