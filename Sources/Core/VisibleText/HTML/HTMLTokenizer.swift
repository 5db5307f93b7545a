/// The tokenizer of WHATWG HTML § 13.2.5 over UTF-8 bytes.
///
/// Each call of `next` gives the next token as ranges of the input, which is passed again each time and must stay the
/// same; nothing is copied or decoded. Character data comes in as few `text` tokens as the references in it allow.
/// The driver sets `contentModel` after a start tag that asks for it (§ 13.2.6.4); an end tag sets it back to `data`.
/// Any bytes are tokens: parse errors are not reported, an unfinished tag at the end is dropped as the standard has it.
/// Linear in the length of the input.
struct HTMLTokenizer {
    /// What the bytes after a tag are, which the element decides.
    enum ContentModel {
        case data, rcdata, rawText, scriptData, plaintext, cdata
    }

    var contentModel = ContentModel.data
    /// The name that an end tag must have to end RCDATA, raw text or a script.
    var lastStartTag = PackedName()

    var tag = HTMLTag()
    var attributes: [HTMLAttribute] = []
    var doctype = HTMLDoctype()

    var position = 0

    init() { attributes.reserveCapacity(16) }

    /// The next token; nil at the end.
    mutating func next(in input: Span<UInt8>) -> HTMLToken? {
        while position < input.count {
            let token =
                switch contentModel {
                case .data: nextInData(input)
                case .rcdata: nextInRCDATA(input)
                case .rawText: nextInRawText(input)
                case .scriptData: nextInScript(input)
                case .plaintext: textToken(upTo: input.count)
                case .cdata: nextInCDATA(input)
                }
            if let token { return token }
        }
        return nil
    }

    // § 13.2.5.1 and 6. Nil where something that is no token was passed over.
    private mutating func nextInData(_ input: Span<UInt8>) -> HTMLToken? {
        let start = position
        var index = start
        while true {
            index = input.firstIndex(of: UInt8(ascii: "<"), or: UInt8(ascii: "&"), from: index, to: input.count)
            guard index < input.count else { return textToken(upTo: index) }
            if input[index] == UInt8(ascii: "<") {
                if isMarkup(input, at: index) { return index > start ? textToken(upTo: index) : markup(input) }
            } else if let reference = HTMLCharacterReference.parse(input, at: index, end: input.count, in: .text) {
                if index > start { return textToken(upTo: index) }
                position = reference.source.upperBound
                return .characterReference(reference)
            }
            index &+= 1
        }
    }

    mutating func textToken(upTo end: Int) -> HTMLToken? {
        let start = position
        position = end
        return start < end ? .text(start..<end) : nil
    }

    /// Whether the '<' at `index` begins more than text.
    private func isMarkup(_ input: Span<UInt8>, at index: Int) -> Bool {
        guard index &+ 1 < input.count else { return false }
        let next = input[index &+ 1]
        if next.isASCIILetter || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return true }
        return next == UInt8(ascii: "/") && index &+ 2 < input.count
    }

    private mutating func markup(_ input: Span<UInt8>) -> HTMLToken? {
        switch input[position &+ 1] {
        case UInt8(ascii: "!"): return markupDeclaration(input)
        case UInt8(ascii: "?"): return bogusComment(input, from: position &+ 1)
        case UInt8(ascii: "/"): return endTag(input)
        default: return readTag(input, nameAt: position &+ 1) ? .startTag : nil
        }
    }

    // § 13.2.5.7. "</>" is nothing.
    private mutating func endTag(_ input: Span<UInt8>) -> HTMLToken? {
        let first = input[position &+ 2]
        if first.isASCIILetter { return readTag(input, nameAt: position &+ 2) ? .endTag : nil }
        if first == UInt8(ascii: ">") {
            position &+= 3
            return nil
        }
        return bogusComment(input, from: position &+ 2)
    }
}
