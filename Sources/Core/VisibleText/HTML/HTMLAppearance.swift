/// What decides whether the text in an element can be seen: the element's own style and what it inherits.
struct HTMLAppearance: Sendable {
    private var color = CSSColor.black
    private var background = CSSColor.white
    /// In CSS pixels.
    private var fontSize = Self.usualFontSize
    private var isInvisible = false
    /// Its own times that of all elements around.
    private var opacity: Float = 1
    /// Set for good by an element around it: nothing inside can be seen.
    private var box: HiddenText.Reason?
    private(set) var preservesWhiteSpace = false
    /// The element has a box, so it may break a line.
    private(set) var isRendered = true
    /// Taken out of the line, or too small to leave room in it.
    private var isOutOfFlow = false
    /// Inside `template`: no text at all.
    private(set) var isDropped = false
    /// Colours count: text in the colour of its background is not seen.
    private var comparesColors: Bool
    /// Why the text is not seen; nil if it is.
    private(set) var reason: HiddenText.Reason?

    static let usualFontSize: Float = 16
    /// 2 pt are 2.7 pixels, 0.2 em of the usual size 3.2: nobody can read that.
    static let tinyFontSize: Float = 3.2
    static let minOpacity: Float = 0.05
    /// So far from its place a box is out of the window; layouts use less.
    static let offScreen: Float = -500
    /// No window is so wide.
    static let farRight: Float = 4000
    /// Boxes of one pixel are used as well as those of none, and of three nobody could read more.
    static let zeroSize: Float = 3

    init(comparesColors: Bool) { self.comparesColors = comparesColors }

    /// The text takes room, seen or not, so what stands before and behind it is apart.
    var leavesRoom: Bool {
        (reason == nil || reason == .color || reason == .visibility || reason == .opacity) && !isOutOfFlow && fontSize > Self.tinyFontSize
    }

    /// Another background came to light that this may stand on.
    mutating func forgetBackground() {
        background = .unknown
        update()
    }

    /// Forgets all that hides, also what colours are there; white space stays as it is.
    mutating func reveal() {
        let preservesWhiteSpace = preservesWhiteSpace
        self = HTMLAppearance(comparesColors: comparesColors)
        self.preservesWhiteSpace = preservesWhiteSpace
        color = .unknown
        background = .unknown
    }

    /// The changes that come from the kind of element alone.
    mutating func enter(_ element: HTMLElement, isQuirky: Bool) {
        switch element {
        case .a: color = .link
        case .table where isQuirky:
            // Tables do not inherit these in quirks mode (HTML § 15.3.10).
            color = .black
            fontSize = Self.usualFontSize
        case .pre, .textarea, .xmp, .plaintext: preservesWhiteSpace = true
        case .template: drop()
        case .unrendered: hide(.displayNone, isRendered: false)
        default: return
        }
        update()
    }

    mutating func drop() { isDropped = true }

    private mutating func hide(_ reason: HiddenText.Reason, isRendered: Bool = true) {
        if box == nil { box = reason }
        if !isRendered { self.isRendered = false }
    }

    /// The changes that come from style sheets and attributes.
    mutating func apply(_ style: HTMLElementStyle) {
        if style.possible.isEmpty { apply(style.declarations, style) } else { applyPossible(style) }
        if style.isHidden, style.declarations[.display] == nil, style.possible[.display] == nil { hide(.hiddenAttribute, isRendered: false) }
        update()
    }

    private mutating func apply(_ declarations: CSSDeclarations, _ style: HTMLElementStyle) {
        applyText(declarations)
        applyBackground(declarations)
        applyDisplay(declarations)
        applyBox(declarations, hasBox: style.hasBox(declarations), hasSize: style.hasSize(declarations))
    }

    private mutating func applyPossible(_ style: HTMLElementStyle) {
        apply(style.resolved, style)
        if style.possible[.color] != nil { color = .unknown }
        if style.possible[.background] != nil || style.possible[.picture] == 1 { background = .unknown }
    }

    private mutating func applyText(_ declarations: CSSDeclarations) {
        if let declared = declarations[color: .color], declared != .inherited { color = declared }
        if let size = declarations[length: .fontSize] { fontSize = size }
        if let scale = declarations[length: .fontScale] { fontSize *= scale }
        if let visibility = declarations[.visibility] { isInvisible = visibility == 1 }
        if let whiteSpace = declarations[.whiteSpace] { preservesWhiteSpace = whiteSpace == 1 }
        if declarations[.paint] == 1 || declarations[.filter] == CSSDeclarations.Effect.repaints.rawValue { comparesColors = false }
    }

    private mutating func applyBackground(_ declarations: CSSDeclarations) {
        if let declared = declarations[color: .background], declared != .transparent, declared != .inherited { background = declared }
        if declarations[.picture] == 1 { background = .unknown }
    }

    private mutating func applyDisplay(_ declarations: CSSDeclarations) {
        if declarations[.display] == CSSDisplay.none.rawValue { hide(.displayNone, isRendered: false) }
        // QUIRK: `mso-hide: all` is not looked at: it hides from Outlook alone, and Outlook is shown a copy in a comment.
        if declarations[.position] == 1 { isOutOfFlow = true }
        if let declared = declarations[length: .opacity] {
            opacity *= max(declared, 0)
            if opacity <= Self.minOpacity { hide(.opacity) }
        }
        if declarations[.filter] == CSSDeclarations.Effect.hides.rawValue { hide(.opacity) }
    }

    /// What is asked of boxes only: of `span` and its like CSS ignores it, and so it hides nothing.
    private mutating func applyBox(_ declarations: CSSDeclarations, hasBox: Bool, hasSize: Bool) {
        if Self.isOffScreen(declarations, hasBox: hasBox) { hide(.offScreen) }
        if hasSize, Self.isZeroSize(declarations) { hide(.zeroSize) }
        guard hasBox || declarations[.clipPath] != nil else { return }
        if Self.isCutAway(declarations, hasBox: hasBox) { hide(.zeroSize) }
    }

    private static func isOffScreen(_ declarations: CSSDeclarations, hasBox: Bool) -> Bool {
        if let margin = declarations[length: .marginLeft], margin <= offScreen { return true }
        if hasBox, let indent = declarations[length: .textIndent], indent <= offScreen { return true }
        if hasBox, declarations[.transform] == CSSDeclarations.Effect.pushesAside.rawValue { return true }
        switch declarations[.position] {
        case 1?:
            return [CSSProperty.left, .top].contains { (declarations[length: $0] ?? 0) <= offScreen }
                || [CSSProperty.left, .right, .bottom].contains { (declarations[length: $0] ?? 0).isFarRight }
        case 2?: return (declarations[length: .left] ?? 0) <= offScreen
        default: return false
        }
    }

    private static func isCutAway(_ declarations: CSSDeclarations, hasBox: Bool) -> Bool {
        let hides = CSSDeclarations.Effect.hides.rawValue
        if declarations[.clipPath] == hides { return true }
        if hasBox, declarations[.transform] == hides || declarations[.scale] == hides { return true }
        return declarations[.position] == 1 && declarations[.clip] == hides
    }

    private static func isZeroSize(_ declarations: CSSDeclarations) -> Bool {
        guard declarations[.overflow] == 1 else { return false }
        for property in [CSSProperty.height, .maxHeight, .width, .maxWidth] {
            if let length = declarations[length: property], length <= zeroSize { return true }
        }
        return false
    }

    private mutating func update() {
        reason = box
        if reason != nil { return }
        if isInvisible {
            reason = .visibility
        } else if fontSize <= Self.tinyFontSize {
            reason = .fontSize
        } else if comparesColors, color.isUnreadable(on: background) {
            reason = .color
        }
    }
}

/// What is declared for one element, by rising strength: its attributes, the sheets, its style attribute.
struct HTMLElementStyle {
    var declarations = CSSDeclarations()
    /// What a rule might declare that we do not fully understand.
    var possible = CSSDeclarations()
    /// It has the `hidden` attribute.
    var isHidden = false
    var element = HTMLElement.other

    var isEmpty: Bool { declarations.isEmpty && possible.isEmpty && !isHidden }

    /// Whether the element is a box of its own and no part of a line (CSS 2.2 § 9.2), with these declarations.
    func hasBox(_ declarations: CSSDeclarations) -> Bool {
        if let position = declarations[.position], position == 1 { return true }
        switch declarations[.display].flatMap(CSSDisplay.init(rawValue:)) {
        case nil: return element.spacing > .inline || element == .button || element == .textarea || element == .select
        case .inline?, CSSDisplay.none?: return false
        default: return true
        }
    }

    /// Whether the box takes the size that is declared; parts of a table are as large as what is in them (CSS 2.2 § 10.7).
    func hasSize(_ declarations: CSSDeclarations) -> Bool {
        if declarations[.display] == CSSDisplay.cell.rawValue { return false }
        if declarations[.display] == nil, element.isTablePart || element == .table { return false }
        return hasBox(declarations)
    }

    /// The declarations, with whatever possible ones would make visible.
    var resolved: CSSDeclarations {
        var resolved = declarations
        for property in CSSProperty.allCases {
            guard let value = possible[property], Self.reveals(property, value) else { continue }
            if property == .fontSize { resolved.remove(.fontScale) }
            if property == .fontScale { resolved.remove(.fontSize) }
            resolved.assign(property, value, isImportant: true)
        }
        return resolved
    }

    private static func reveals(_ property: CSSProperty, _ value: UInt32) -> Bool {
        let number = Float(bitPattern: value)
        return switch property {
        case .display: value != CSSDisplay.none.rawValue
        case .visibility, .position, .overflow, .transform, .scale, .clip, .clipPath, .filter: value == 0
        case .fontSize: number > HTMLAppearance.tinyFontSize
        case .fontScale: number * HTMLAppearance.usualFontSize > HTMLAppearance.tinyFontSize
        case .opacity: number > HTMLAppearance.minOpacity
        case .left, .top, .textIndent, .marginLeft: number > HTMLAppearance.offScreen
        case .right, .bottom: !number.isFarRight
        case .paint: true
        case .width, .height, .maxWidth, .maxHeight: number > HTMLAppearance.zeroSize
        case .color, .background, .picture, .whiteSpace, .font, .margin: false
        }
    }
}

extension Float {
    /// A number that is none of CSS's lengths (`auto`) is infinite here.
    fileprivate var isFarRight: Bool { self >= HTMLAppearance.farRight && isFinite }
}
