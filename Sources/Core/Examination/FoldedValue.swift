/// A header field's value in the making, with a line break before what would go beyond column 78: RFC 5322 § 2.1.1, § 2.2.3.
struct FoldedValue {
    private(set) var text = ""
    private var column: Int

    /// RFC 5322 § 2.1.1: what a line should not be longer than.
    private static let lineLength = 78

    init(fieldName: String) { column = fieldName.utf8.count + 2 }

    /// - Parameters:
    ///   - piece: ASCII without a line break. It is not broken: one that is longer than a line is a line.
    ///   - spaced: whether a space stands before it where it is not the first; else one does only where a line is broken.
    mutating func append(_ piece: String, spaced: Bool = true) {
        let gap = spaced && !text.isEmpty ? 1 : 0
        if !text.isEmpty, column + gap + piece.utf8.count > Self.lineLength {
            text += "\r\n " + piece
            column = 1 + piece.utf8.count
        } else {
            text += (gap == 1 ? " " : "") + piece
            column += gap + piece.utf8.count
        }
    }
}
