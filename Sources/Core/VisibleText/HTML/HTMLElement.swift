/// The elements whose meaning the reader needs; all others are `other`, which is inline and is shown.
enum HTMLElement: UInt8, CaseIterable {
    case other, a, font, body, html, head, br, img, void, p, block, paragraph, listItem, list, description, descriptions, table, row, rowGroup, cell
    case option, select, pre, textarea, title, style, script, dropped, xmp, plaintext, template, unrendered, hr, button
    /// `svg` and `math`, in which other rules hold, and the inline elements that end them.
    case foreign, inline
    /// Of `svg`, and not shown.
    case descriptionData
    /// As `a` and `font`: they go on behind a block that ends within them.
    case formatting

    private static let names: [(names: String, element: HTMLElement)] = [
        ("a", .a), ("font", .font), ("body", .body), ("html", .html), ("head", .head), ("br", .br), ("hr", .hr), ("button", .button),
        ("area base basefont bgsound col embed frame img input keygen link meta param source track wbr", .void),
        ("p", .p), ("h1 h2 h3 h4 h5 h6", .paragraph),
        ("address article aside blockquote center details dialog dir div fieldset figcaption figure footer form", .block),
        ("header hgroup legend main menu nav search section summary caption optgroup", .block),
        ("li", .listItem), ("ul ol", .list), ("dt dd", .description), ("dl", .descriptions),
        ("table", .table), ("tr", .row), ("tbody thead tfoot colgroup", .rowGroup), ("td th", .cell),
        ("option", .option), ("select", .select), ("pre listing", .pre), ("textarea", .textarea), ("title", .title), ("style", .style),
        ("script", .script), ("iframe noembed noframes", .dropped), ("xmp", .xmp), ("plaintext", .plaintext), ("template", .template),
        ("datalist rp", .unrendered), ("svg math", .foreign), ("desc metadata defs symbol", .descriptionData),
        ("ruby span sub sup var", .inline), ("b big code em i nobr s small strike strong tt u", .formatting),
    ]

    static let byName = NameTable(names.flatMap { entry in entry.names.split(separator: " ").map { ($0, UInt32(entry.element.rawValue)) } })

    /// How the box of the element sets its text apart.
    var spacing: HTMLSpacing {
        switch self {
        case .p, .paragraph, .xmp, .plaintext, .list, .descriptions, .pre: .paragraph
        case .block, .body, .listItem, .description, .table, .row, .rowGroup, .option, .hr: .line
        case .cell: .cell
        default: .inline
        }
    }

    var isVoid: Bool { self == .br || self == .hr || self == .void || self == .img }

    var preservesWhiteSpace: Bool { self == .pre || self == .textarea || self == .xmp || self == .plaintext }

    /// A start tag of these ends `svg` and `math` (§ 13.2.6.5).
    var endsForeign: Bool {
        switch self {
        case .inline, .formatting, .font, .body, .head, .br, .hr, .img, .p, .block, .paragraph, .listItem, .list, .description, .descriptions, .table,
            .row, .rowGroup, .cell, .pre:
            true
        default: false
        }
    }

    /// In `svg` and `math` these are elements like others; only their text is no text.
    var isDroppedInForeign: Bool { self == .style || self == .script || self == .title || self == .dropped || self == .descriptionData }

    /// The elements that the list of active formatting elements is for (§ 13.2.4.3).
    var isFormatting: Bool { self == .a || self == .font || self == .formatting }

    /// The standard's "special" elements, as far as they are known here (§ 13.2.4.2): an end tag of another kind does not reach beyond them.
    var isSpecial: Bool {
        switch self {
        case .p, .block, .paragraph, .listItem, .list, .description, .descriptions, .table, .row, .rowGroup, .cell, .select, .pre, .textarea, .xmp,
            .plaintext, .template, .button, .hr:
            true
        default: false
        }
    }

    /// Only in a table; without one their start tags are nothing (§ 13.2.6.4.7).
    var isTablePart: Bool { self == .row || self == .rowGroup || self == .cell }

    /// A start tag of these ends an open paragraph (§ 13.2.6.4.7 "close a p element").
    var endsParagraph: Bool {
        switch self {
        case .p, .paragraph, .block, .list, .listItem, .descriptions, .description, .pre, .xmp, .plaintext, .hr, .table: true
        default: false
        }
    }
}

/// What stands between a text and the one before it, from weak to strong.
///
/// As in the rendered text collection steps of `innerText` (HTML § 3.2.7).
enum HTMLSpacing: UInt8, Comparable {
    case inline, space, cell, line, paragraph

    static func < (left: HTMLSpacing, right: HTMLSpacing) -> Bool { left.rawValue < right.rawValue }
}

/// A set of elements.
struct HTMLElementSet: Sendable {
    private var bits: UInt64 = 0

    init(_ elements: HTMLElement...) { self.init(elements) }

    init(_ elements: [HTMLElement]) {
        for element in elements { bits |= 1 &<< UInt64(element.rawValue) }
    }

    @inline(__always)
    func contains(_ element: HTMLElement) -> Bool { bits &>> UInt64(element.rawValue) & 1 != 0 }
}
