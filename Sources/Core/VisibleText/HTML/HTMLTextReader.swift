internal import MailMessage

/// Drives the tokenizer and keeps track of the open elements: what tree construction (HTML § 13.2.6) does, without a tree.
struct HTMLTextReader {
    /// What the text of the innermost element is for.
    enum Content {
        case text, sheet, title, dropped
    }

    var sheet: CSSSheet
    /// The sheets that begin before this are in `sheet` already.
    var sheetsReadTo: Int

    private(set) var tokenizer = HTMLTokenizer()
    var open = HTMLOpenElements()
    var left = HTMLLeftFormatting()
    var writer: HTMLTextWriter
    var appearance: HTMLAppearance
    /// Of the body, which is there whether a tag says so or not.
    private(set) var base: HTMLAppearance
    let comparesColors: Bool
    /// How many elements may still be looked at to match selectors (`CSSSheet.apply`).
    var steps: Int
    /// Of the tag whose style was asked for last.
    var names = HTMLNames()
    /// `html` and `body`.
    var roots = [HTMLNames(tag: Self.root), HTMLNames(tag: Self.body)]
    var rootMarks: UInt64 = 0
    var rootStyle: HTMLElementStyle?
    private(set) var content = Content.text
    var bodyStyle: HTMLElementStyle?
    private(set) var isQuirky = true
    var hasLateSheet = false
    /// A line end that comes next is only how the HTML is laid out: it stands right behind `<pre>` or `<textarea>`.
    private(set) var dropsLineEnd = false

    /// What newsletters need many times over, and what keeps the time linear: a step costs a few nanoseconds.
    private static let leastSteps = 1 << 16
    private static let stepsPerByte = 4

    // Kept here because each look at a global goes through its lock.
    private let elements = HTMLElement.byName
    let styleAttributes = StyleAttribute.byName
    var inlineStyles = CSSInlineStyles()

    init(sheet: CSSSheet, sheetsReadTo: Int, byteCount: Int, comparesColors: Bool) {
        self.comparesColors = comparesColors
        base = HTMLAppearance(comparesColors: comparesColors)
        appearance = base
        self.sheet = sheet
        self.sheetsReadTo = sheetsReadTo
        writer = HTMLTextWriter(byteCount: byteCount)
        steps = Self.leastSteps + Self.stepsPerByte * byteCount
    }

    /// Reads it all; false if a sheet was found that stands behind what it may be for.
    mutating func read(_ input: Span<UInt8>, restartsAtOnce: Bool, isLast: Bool) -> Bool {
        if !sheet.isEmpty { resetBase(input) }
        while let token = tokenizer.next(in: input) {
            switch token {
            case .text(let range): readText(input, range)
            case .characterReference(let reference): readReference(reference)
            case .startTag: readStartTag(input)
            case .endTag: readEndTag()
            // It counts only before all else (§ 13.2.6.4.1).
            case .doctype: if tokenizer.tag.source.isEmpty, writer.text.isEmpty { isQuirky = tokenizer.doctype.forcesQuirks }
            case .comment: break
            }
            if token != .startTag { dropsLineEnd = false }
            if hasLateSheet, restartsAtOnce { return false }
        }
        return !hasLateSheet || isLast
    }

    func finish() -> (text: [UInt8], map: OffsetMap, hidden: [HiddenText]) {
        let words = writer.text.lastIndex { $0 != 0x0A } ?? -1
        return (Array(writer.text[...words]), writer.map, writer.hidden)
    }

    // MARK: tags

    private mutating func readStartTag(_ input: Span<UInt8>) {
        let tag = tokenizer.tag
        let element = elements[tag.packedName].flatMap { HTMLElement(rawValue: UInt8($0)) } ?? .other
        if open.contains(.foreign), readForeign(element, tag, input) { return }
        switch element {
        case .void, .img, .head: return
        case .br: readLineBreak(tag, input)
        case .style: enter(.sheet, .rawText)
        case .script: enter(.dropped, .scriptData)
        case .dropped: enter(.dropped, .rawText)
        case .title: enter(.title, .rcdata)
        case .html, .body: readRoot(element, input)
        default: open(element, tag, input)
        }
    }

    /// In foreign content nothing is raw text, and most HTML ends it: else `<svg><style>` would swallow what is shown.
    private mutating func readForeign(_ element: HTMLElement, _ tag: HTMLTag, _ input: Span<UInt8>) -> Bool {
        if element.endsForeign {
            close(open.countClosed(by: Self.foreign, boundary: HTMLElementSet(), onlyInnermost: false), source: tag.source)
            return false
        }
        if !tag.isSelfClosing { open(element, tag, input) }
        return true
    }

    private mutating func readLineBreak(_ tag: HTMLTag, _ input: Span<UInt8>) {
        guard appearance.isRendered else { return }
        if !tokenizer.attributes.isEmpty || !sheet.isEmpty {
            var own = appearance
            own.apply(style(of: .br, input))
            if !own.isRendered { return }
        }
        writer.breakLine(source: tag.source)
    }

    mutating func rebase(_ new: HTMLAppearance) {
        base = new
        if open.isEmpty { appearance = base }
    }

    mutating func forgetBackground() {
        open.forgetBackground()
        appearance = open.innermostAppearance ?? base
    }

    private mutating func enter(_ content: Content, _ model: HTMLTokenizer.ContentModel) {
        self.content = content
        tokenizer.contentModel = model
    }

    private mutating func open(_ element: HTMLElement, _ tag: HTMLTag, _ input: Span<UInt8>) {
        let isForeign = open.contains(.foreign)
        if element.isTablePart, !isForeign, !open.contains(.table) { return }
        closeImplied(by: element, tag)
        if !left.isEmpty, !element.isSpecial { reopenFormatting(source: tag.source) }
        var entry = HTMLOpenElements.Entry(name: tag.packedName, element: element, spacing: .inline, appearance: appearance)
        if !tokenizer.attributes.isEmpty || !sheet.isEmpty { entry.style = style(of: element, input) }
        if sheet.looksAround { addNames(to: &entry, input) }
        place(&entry, isDropped: isForeign && element.isDroppedInForeign, source: tag.source)
        if element.isVoid || element == .foreign && tag.isSelfClosing { return }
        if element == .cell { entry.outerBase = left.enterCell() }
        open.push(entry)
        appearance = open.innermostAppearance ?? base
        dropsLineEnd = element == .pre || element == .textarea
        if isForeign { return }
        switch element {
        case .textarea: tokenizer.contentModel = .rcdata
        case .xmp: tokenizer.contentModel = .rawText
        case .plaintext: tokenizer.contentModel = .plaintext
        default: break
        }
    }

    /// Gives the element its appearance inside of what is open, and sets it apart from what was before.
    mutating func place(_ entry: inout HTMLOpenElements.Entry, isDropped: Bool = false, source: Range<Int>) {
        var spacing = entry.element.spacing
        entry.appearance = appearance
        entry.appearance.enter(entry.element, isQuirky: isQuirky)
        if isDropped { entry.appearance.drop() }
        if !entry.style.isEmpty {
            entry.appearance.apply(entry.style)
            spacing = entry.style.spacing(of: entry.element)
        }
        guard entry.appearance.isRendered else { return }
        entry.spacing = spacing
        // A cell is set apart from the next one, not from its row.
        if spacing > .cell { writer.require(spacing, source: source) }
    }

    private mutating func readEndTag() {
        guard content == .text else {
            content = .text
            return
        }
        let tag = tokenizer.tag
        let element = elements[tag.packedName].flatMap { HTMLElement(rawValue: UInt8($0)) } ?? .other
        if element.isFormatting, !open.contains(.foreign) { return closeFormatting(tag) }
        let count = open.countClosed(by: tag.packedName, element)
        if count > 0 { return close(count, source: tag.source) }
        // "</p>" without a paragraph is an empty paragraph, "</br>" a line break (§ 13.2.6.4.7).
        guard appearance.isRendered else { return }
        if element == .p { writer.require(.paragraph, source: tag.source) }
        if element == .br { writer.breakLine(source: tag.source) }
    }

    /// Formatting elements among the innermost `count` go on behind, but not out of a cell.
    mutating func close(_ count: Int, source: Range<Int>) {
        guard count > 0 else { return }
        var formatting: [HTMLOpenElements.Entry] = []
        for _ in 0..<count {
            guard let element = open.innermostElement else { break }
            if open.innermostSpacing > .inline { writer.require(open.innermostSpacing, source: source) }
            if element.isFormatting, let entry = open.innermost { formatting.append(entry) }
            if element == .cell, let entry = open.innermost {
                formatting.removeAll()
                left.leaveCell(outerBase: entry.outerBase)
            }
            open.removeInnermost()
        }
        if !formatting.isEmpty { left.append(formatting.reversed()) }
        appearance = open.innermostAppearance ?? base
    }

    // § 13.1.2.4, optional tags.
    private mutating func closeImplied(by element: HTMLElement, _ tag: HTMLTag) {
        let source = tag.source
        if element.endsParagraph, open.contains(.p) { closeInnermost(Self.paragraphs, Self.scope, source) }
        switch element {
        case .listItem: if open.contains(.listItem) { closeInnermost(Self.listItems, Self.listScope, source) }
        case .description: if open.contains(.description) { closeInnermost(Self.description, Self.listScope, source) }
        case .option: if open.contains(.option) { closeInnermost(Self.options, Self.scope, source) }
        // No two links inside each other.
        case .a: if !open.contains(.foreign), open.contains(.a) || !left.isEmpty { closeFormatting(tag) }
        case .cell:
            closeInnermost(Self.cells, Self.tableScope, source)
            close(open.count(inside: Self.outsideCell), source: source)
        case .row:
            close(open.countClosed(by: Self.rows, boundary: Self.tableScope, onlyInnermost: false), source: source)
            close(open.count(inside: Self.outsideRow), source: source)
        case .rowGroup:
            close(open.countClosed(by: Self.rowGroups, boundary: Self.tableScope, onlyInnermost: false), source: source)
            close(open.count(inside: Self.tableScope), source: source)
        default: break
        }
    }

    private mutating func closeInnermost(_ elements: HTMLElementSet, _ boundary: HTMLElementSet, _ source: Range<Int>) {
        close(open.countClosed(by: elements, boundary: boundary, onlyInnermost: true), source: source)
    }

    private static let foreign = HTMLElementSet(.foreign)
    private static let paragraphs = HTMLElementSet(.p)
    private static let scope = HTMLElementSet(.cell, .table, .button, .template, .select)
    private static let listItems = HTMLElementSet(.listItem)
    private static let description = HTMLElementSet(.description)
    private static let listScope = HTMLElementSet(.list, .descriptions, .cell, .table, .template)
    private static let options = HTMLElementSet(.option)
    private static let cells = HTMLElementSet(.cell)
    private static let rows = HTMLElementSet(.cell, .row)
    private static let rowGroups = HTMLElementSet(.cell, .row, .rowGroup)
    private static let tableScope = HTMLElementSet(.table, .template)
    private static let outsideCell = HTMLElementSet(.row, .rowGroup, .table, .template)
    private static let outsideRow = HTMLElementSet(.rowGroup, .table, .template)
}
