package import MailMessage

/// HTML as the text that a person sees, with a map back to the HTML.
///
/// White space is collapsed, blocks and `br` break lines (a paragraph leaves a blank line), cells are set apart by a tab,
/// tags within words leave nothing, references are decoded; no line break begins or ends the text. The spacing follows the
/// rendered text collection steps of `innerText` (HTML § 3.2.7). Text that a reader cannot see is set apart as `hidden`.
/// The input is UTF-8; ill-formed bytes are copied through. Any bytes give a text: at most `maxGrowth` times as long as
/// the HTML. Linear in the length of the input.
package struct HTMLText: Sendable {
    /// The visible text in UTF-8.
    package let text: [UInt8]
    /// Which bytes of the HTML each byte of the text came from; white space that stands for a tag came from that tag.
    package let map: OffsetMap
    /// In order, apart from each other. What has the colour of its background may stand in `text` or `doubtful` as well (`maxColorHiddenBytes`).
    package let hidden: [HiddenText]
    /// The text as it is where what has the colour of its background is seen after all, if that is so much that it may be; nil where it is not, or stands in `text`.
    package let doubtful: (text: [UInt8], map: OffsetMap)?

    /// `&nGt;` is five bytes and becomes six; a tag of three bytes becomes at most two line breaks.
    package static let maxGrowth = 2

    /// How often a style sheet that comes after text makes the reading begin again. Later sheets wait for the last time.
    private static let maxRestarts = 3

    /// Where more text than that, and more than is seen, has the colour of its background, that background may not be what
    /// is behind it (a box laid under the text, a picture). Salt is shorter or beside more text, but not always.
    private static let maxColorHiddenBytes = 256

    package init(reading html: [UInt8]) {
        let first = Self.read(html, comparesColors: true)
        hidden = first.hidden
        let colorHidden = hidden.reduce(0) { $1.reason == .color ? $0 + $1.byteCount : $0 }
        let whole = colorHidden > max(Self.maxColorHiddenBytes, first.text.count) ? Self.read(html, comparesColors: false) : nil
        // Where nothing else is seen, nobody has hidden it.
        let isShown = whole != nil && first.text.isEmpty
        (text, map) = isShown ? (whole!.text, whole!.map) : (first.text, first.map)
        doubtful = isShown ? nil : whole.map { ($0.text, $0.map) }
    }

    private static func read(_ html: [UInt8], comparesColors: Bool) -> (text: [UInt8], map: OffsetMap, hidden: [HiddenText]) {
        var sheet = CSSSheet()
        var sheetsReadTo = 0
        var attempt = 0
        while true {
            var reader = HTMLTextReader(sheet: sheet, sheetsReadTo: sheetsReadTo, byteCount: html.count, comparesColors: comparesColors)
            if reader.read(html.span, restartsAtOnce: attempt < maxRestarts - 1, isLast: attempt == maxRestarts) { return reader.finish() }
            (sheet, sheetsReadTo) = (reader.sheet, reader.sheetsReadTo)
            attempt += 1
        }
    }
}

/// A run of text that the HTML holds but does not show.
package struct HiddenText: Sendable, Equatable {
    /// Where it stands in the HTML, from its first byte to its last, tags between included.
    package let source: Range<Int>
    /// How many UTF-8 bytes are not shown; white space counts one between words and nothing beside tags.
    package let byteCount: Int
    package let reason: Reason

    /// Why it is not shown; where several reasons hold, the first of the outermost element.
    package enum Reason: Sendable, Hashable, CaseIterable {
        case displayNone, visibility, fontSize, opacity, color, hiddenAttribute, offScreen, zeroSize
        /// The `title` element, which most mail has; no sign of anything.
        case title
    }
}
