internal import MailMessage

/// Puts the visible text together: spacing, the map back, and the runs that are hidden.
struct HTMLTextWriter {
    private(set) var text: [UInt8] = []
    private(set) var map = OffsetMap()
    private(set) var hidden: [HiddenText] = []

    // What is to stand before the next text, and where it came from.
    private var spacing = HTMLSpacing.inline
    private var spacingSource = 0..<0

    /// Source minus output of the linear run being written; `.min` where there is none.
    private var linearShift = Int.min
    /// The text is as long as it was when the last hidden run was noted.
    private var lengthAtHidden = -1

    init(byteCount: Int) {
        text.reserveCapacity(byteCount / 4)
        map.reserveCapacity(byteCount / 64)
    }

    // MARK: spacing

    /// Asks for at least this much space before the next text.
    @inline(__always)
    mutating func require(_ wanted: HTMLSpacing, source: Range<Int>) {
        guard wanted > spacing else { return }
        spacing = wanted
        spacingSource = source
    }

    /// A `br`: two of them leave a blank line.
    mutating func breakLine(source: Range<Int>) {
        require(spacing >= .line ? .paragraph : .line, source: source)
    }

    private mutating func flushSpacing() {
        defer { spacing = .inline }
        guard !text.isEmpty else { return }
        switch spacing {
        case .inline: return
        case .space where spacingSource.count == 1 && spacingSource.lowerBound &- text.count == linearShift: text.append(0x20)
        case .space: appendAtomic(0x20, spacingSource)
        case .cell: appendAtomic(0x09, spacingSource)
        case .line: appendAtomic(0x0A, spacingSource)
        case .paragraph:
            appendAtomic(0x0A, spacingSource)
            text.append(0x0A)
        }
    }

    private mutating func appendAtomic(_ byte: UInt8, _ source: Range<Int>) {
        map.appendAtomic(output: text.count, source: source)
        linearShift = .min
        text.append(byte)
    }

    // MARK: visible text

    /// Text as it stands in the source.
    @inline(__always)
    mutating func append(_ input: Span<UInt8>, _ range: Range<Int>) {
        if spacing != .inline { flushSpacing() }
        if range.lowerBound &- text.count != linearShift {
            map.appendLinear(output: text.count, source: range.lowerBound)
            linearShift = range.lowerBound &- text.count
        }
        let bytes = input.extracting(range)
        bytes.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }

    mutating func append(_ reference: HTMLCharacterReference) {
        if spacing != .inline { flushSpacing() }
        map.appendAtomic(output: text.count, source: reference.source)
        linearShift = .min
        for index in 0..<reference.byteCount { text.append(reference.byte(index)) }
    }

    /// A line end of preserved text, which is LF, CR or both.
    mutating func appendPreservedLineEnd(source: Range<Int>) {
        if spacing != .inline { flushSpacing() }
        if text.isEmpty { return }
        appendAtomic(0x0A, source)
    }

    // MARK: hidden text

    /// Notes hidden text; `byteCount` is without its white space, which counts one where it stands between words.
    mutating func hide(_ source: Range<Int>, byteCount: Int, reason: HiddenText.Reason) {
        if let last = hidden.last, last.reason == reason, lengthAtHidden == text.count {
            hidden[hidden.count - 1] = HiddenText(
                source: last.source.lowerBound..<source.upperBound, byteCount: last.byteCount + byteCount, reason: reason)
        } else {
            hidden.append(HiddenText(source: source, byteCount: byteCount, reason: reason))
        }
        lengthAtHidden = text.count
    }
}
