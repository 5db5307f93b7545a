/// Rich text as HTML: the HTML that Outlook put into it (MS-OXRTFEX), or its text with the line breaks (RTF 1.9.1).
///
/// Pictures, fonts, fields' instructions and hidden text are left out. The bytes are in `charset`, other characters are references.
/// Linear; any bytes give a text.
struct RichText {
    /// A group's state: what a closing brace brings back.
    private struct State {
        var isSkipped = false
        /// In an `htmltag` group: the text is HTML itself.
        var isHTML = false
        /// Between `htmlrtf` and `htmlrtf0`: the text is for readers of rich text only.
        var isForRTF = false
        var isHidden = false
        var isFontTable = false
        var font = 0
        /// How many characters follow `\u` for readers without Unicode.
        var fallback = 1
    }

    /// Groups in each other. Word writes a dozen; a closing brace too many does no harm.
    private static let maxDepth = 256
    /// Fonts that name a charset. Word writes a few dozen.
    private static let maxFonts = 1_000

    private var html = DecodedBytes(bytes: [], map: OffsetMap())
    private let rtf: [UInt8]
    private var position: Int
    private let end: Int
    private var state = State()
    private var groups: [State] = []
    private var deeper = 0
    private var toSkip = 0
    private var isStarred = false
    private var holdsHTML = false
    /// The first half of a character beyond U+FFFF, and how much text there was.
    private var highSurrogate: (unit: UInt32, source: Range<Int>, output: Int)?
    private var mainCodePage: UInt32 = 1_252
    private var fontCodePages: [Int: UInt32] = [:]
    /// How many bytes of text are in which code page.
    private var used: [UInt32: Int] = [:]

    /// The rich text in `range` as HTML, with a map to `bytes`, and the label of its charset.
    static func html(of bytes: [UInt8], in range: Range<Int>) -> (DecodedBytes, charset: [UInt8]) {
        var text = RichText(bytes, range)
        while text.position < text.end { text.readToken() }
        return (text.html, text.charset)
    }

    private init(_ rtf: [UInt8], _ range: Range<Int>) {
        self.rtf = rtf
        position = range.lowerBound
        end = range.upperBound
        html.bytes.reserveCapacity(range.count / 2)
    }

    /// The code page in which most of the characters beyond ASCII are.
    private var charset: [UInt8] { CodePage.label(used.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? mainCodePage) }

    private mutating func readToken() {
        switch rtf[position] {
        case 0x7B:  // "{"
            if groups.count < Self.maxDepth { groups.append(state) } else { deeper += 1 }
            (isStarred, toSkip) = (false, 0)
            position += 1
        case 0x7D:  // "}"
            if deeper > 0 { deeper -= 1 } else if let outer = groups.popLast() { state = outer }
            (isStarred, toSkip) = (false, 0)
            position += 1
        case .backslash: readControl()
        case .carriageReturn, .lineFeed, 0: position += 1
        default: readText()
        }
    }

    /// A run of plain characters.
    private mutating func readText() {
        let start = position
        while position < end, rtf[position] != 0x7B, rtf[position] != 0x7D, rtf[position] != .backslash, !rtf[position].isPassedOver { position += 1 }
        var shown = start
        let skipped = min(toSkip, position - start)
        toSkip -= skipped
        shown += skipped
        guard isShown else { return }
        for index in shown..<position { emit(rtf[index], source: index..<index + 1, isCopy: true) }
    }

    private var isShown: Bool { !state.isSkipped && !state.isForRTF && !state.isHidden && !state.isFontTable }

    /// `\word-12 `, or a backslash and a character that is no letter.
    private mutating func readControl() {
        let start = position
        position += 1
        guard position < end else { return }
        if rtf[position] | 0x20 < 0x61 || rtf[position] | 0x20 > 0x7A {
            readSymbol(from: start)
            return
        }
        let wordStart = position
        while position < end, position - wordStart < 32, (0x61...0x7A).contains(rtf[position] | 0x20) { position += 1 }
        let word = wordStart..<position
        let number = readNumber()
        if position < end, rtf[position] == .space { position += 1 }
        obey(word, number, source: start..<position)
    }

    private mutating func readNumber() -> Int? {
        let isNegative = position < end && rtf[position] == .hyphen
        var index = isNegative ? position + 1 : position
        let first = index
        var number = 0
        while index < end, rtf[index] >= 0x30, rtf[index] <= 0x39, index - first < 10 {
            number = number * 10 + Int(rtf[index] - 0x30)
            index += 1
        }
        guard index > first else { return nil }
        position = index
        return isNegative ? -number : number
    }

    private mutating func readSymbol(from start: Int) {
        let symbol = rtf[position]
        position += 1
        switch symbol {
        case 0x27:  // "'": a byte in two hexadecimal digits
            guard position + 1 < end, let high = rtf[position].hexValue, let low = rtf[position + 1].hexValue else { return }
            position += 2
            show(high << 4 | low, source: start..<position)
        case 0x2A: isStarred = true  // "*": a destination that may be unknown
        case 0x7E: showReference(0xA0, source: start..<position)  // "~"
        case 0x5F: show(.hyphen, source: start..<position)  // "_"
        case .lineFeed, .carriageReturn: breakLine(source: start..<position)
        case .backslash, 0x7B, 0x7D: show(symbol, source: start..<position)
        default: break
        }
    }

    private mutating func obey(_ word: Range<Int>, _ number: Int?, source: Range<Int>) {
        let wasStarred = isStarred
        isStarred = false
        switch RichTextWord(rtf, word) {
        case .fromHTML: holdsHTML = number != 0
        case .htmlTag:
            state.isSkipped = false
            state.isHTML = true
        case .htmlRTF: state.isForRTF = number != 0
        case .skipped: state.isSkipped = true
        case .fontTable: state.isFontTable = true
        case .font: state.font = number ?? 0
        case .fontCharset: noteCharset(number ?? 0)
        case .codePage: mainCodePage = UInt32(clamping: number ?? 0)
        case .hidden: state.isHidden = number != 0
        case .plain: state.isHidden = false
        case .fallback: state.fallback = min(max(number ?? 1, 0), 16)
        case .unicode:
            showReference(UInt32(UInt16(truncatingIfNeeded: number ?? 0xFFFD)), source: source)
            toSkip = state.fallback
        case .binary: position = min(position + max(number ?? 0, 0), end)
        case .lineBreak: breakLine(source: source)
        case .tab: show(.tab, source: source)
        case .character(let scalar): showReference(scalar, source: source)
        case .other: if wasStarred { state.isSkipped = true }
        }
    }

    private mutating func noteCharset(_ number: Int) {
        guard state.isFontTable, fontCodePages.count < Self.maxFonts, let page = RichTextWord.codePages[number] else { return }
        fontCodePages[state.font] = page
    }

    private mutating func breakLine(source: Range<Int>) {
        guard isShown else { return }
        if state.isHTML || holdsHTML { append("\n".utf8, source: source) } else { append("<br>".utf8, source: source) }
    }

    private mutating func show(_ byte: UInt8, source: Range<Int>) {
        if toSkip > 0 {
            toSkip -= 1
        } else if isShown {
            emit(byte, source: source, isCopy: false)
        }
    }

    /// `\u` gives UTF-16: two of them may be one character.
    private mutating func showReference(_ unit: UInt32, source: Range<Int>) {
        guard isShown else { return }
        if unit & 0xFC00 == 0xD800 {
            highSurrogate = (unit, source, html.bytes.count)
            return
        }
        if unit & 0xFC00 == 0xDC00 {
            guard let high = highSurrogate, high.output == html.bytes.count else { return }
            highSurrogate = nil
            append("&#\(0x10000 + (high.unit & 0x3FF) << 10 + unit & 0x3FF);".utf8, source: high.source.lowerBound..<source.upperBound)
            return
        }
        append("&#\(unit);".utf8, source: source)
    }

    private mutating func emit(_ byte: UInt8, source: Range<Int>, isCopy: Bool) {
        if byte >= 0x80 { used[fontCodePages[state.font] ?? mainCodePage, default: 0] += 1 }
        if !state.isHTML, byte == 0x3C || byte == 0x26 && !(holdsHTML && isReference(at: source.lowerBound)) {
            append(byte == 0x3C ? "&lt;".utf8 : "&amp;".utf8, source: source)
        } else if isCopy {
            html.map.appendLinear(output: html.bytes.count, source: source.lowerBound)
            html.bytes.append(byte)
        } else {
            html.map.appendAtomic(output: html.bytes.count, source: source)
            html.bytes.append(byte)
        }
    }

    /// QUIRK: writers leave the HTML's character references in the text between the tags; MS-OXRTFEX would have a group of their own for them.
    private func isReference(at ampersand: Int) -> Bool {
        var index = ampersand + 1
        // The longest name that HTML has is 31 letters long.
        while index < end, index - ampersand <= 32, rtf[index] == 0x23 || rtf[index].isASCIIAlphanumeric { index += 1 }
        return index > ampersand + 1 && index < end && rtf[index] == .semicolon
    }

    private mutating func append(_ text: String.UTF8View, source: Range<Int>) {
        html.map.appendAtomic(output: html.bytes.count, source: source)
        html.bytes.append(contentsOf: text)
    }
}

extension UInt8 {
    /// A line break, which the text does not have from here, or the NUL that ends what Outlook writes.
    fileprivate var isPassedOver: Bool { self == .lineFeed || self == .carriageReturn || self == 0 }
}
