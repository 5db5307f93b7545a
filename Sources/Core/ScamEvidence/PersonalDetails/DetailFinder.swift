/// Finds the telephone number, postal address or user name that a sender offers as proof: "you live at …", "… is your phone number".
///
/// The phrases say where to look; here it is decided whether what stands there has the shape of one. A number or an address
/// without such a phrase beside it, as in a signature or an order, is none.
struct DetailFinder {
    struct Found: Equatable {
        let detail: PersonalDetail
        /// In visible bytes.
        let range: Range<Int>
    }

    enum Limit {
        /// Bytes of blanks, quotes, brackets and colons between a phrase and a value.
        static let marks = 16
        /// Phrases come in the order of the text, so that only the last few places can be met again.
        static let neighbours = 8
    }

    let text: [UInt8]
    private(set) var found: [Found] = []
    /// Words that stand where a user name would, but may be any word: no evidence, and not to be quoted either.
    var doubtful: [Range<Int>] { userNames.doubtful }
    /// A user name is told from other words as a password is.
    private var userNames: SecretFinder

    init(text: [UInt8]) {
        self.text = text
        userNames = SecretFinder(text: text)
    }

    /// The place of the value behind a phrase; nil where none stands there, or it is known already.
    mutating func look(behind phrase: Range<Int>, for detail: PersonalDetail) -> Range<Int>? {
        switch detail {
        case .phoneNumber: return note(detail, PhoneNumber.read(text, at: behindMarks(phrase.upperBound)))
        case .postalAddress: return note(detail, PostalAddress.read(text, at: behindMarks(phrase.upperBound)))
        case .userName: return note(detail, newUserName { $0.look(behind: phrase) })
        }
    }

    /// The same before a phrase.
    mutating func look(before phrase: Range<Int>, for detail: PersonalDetail) -> Range<Int>? {
        switch detail {
        case .phoneNumber: return note(detail, PhoneNumber.read(text, before: beforeMarks(phrase.lowerBound)))
        case .postalAddress: return note(detail, PostalAddress.read(text, before: beforeMarks(phrase.lowerBound)))
        case .userName: return note(detail, newUserName { $0.look(before: phrase) })
        }
    }

    private mutating func newUserName(_ look: (inout SecretFinder) -> Void) -> Range<Int>? {
        let known = userNames.found.count
        look(&userNames)
        return userNames.found.count > known ? userNames.found.last : nil
    }

    private mutating func note(_ detail: PersonalDetail, _ range: Range<Int>?) -> Range<Int>? {
        guard let range, !found.suffix(Limit.neighbours).contains(where: { $0.detail == detail && $0.range.overlaps(range) }) else { return nil }
        found.append(Found(detail: detail, range: range))
        return range
    }

    private func behindMarks(_ start: Int) -> Int {
        var position = start
        while position < text.count, position - start < Limit.marks, isMark(at: position) { position += 1 }
        return position
    }

    private func beforeMarks(_ end: Int) -> Int {
        var position = end
        while position > 0, end - position < Limit.marks, isMark(at: position - 1) { position -= 1 }
        return position
    }

    /// ASCII marks, U+00A0 and what begins with the bytes of U+2000 to U+207F: quotes, dashes and blanks of every width.
    private func isMark(at position: Int) -> Bool {
        switch text[position] {
        case 0x00...0x20, 0x22, 0x27, 0x2A, 0x2C, 0x2D, 0x3A, 0x3C...0x3E, 0x5B, 0x5D, 0x60: true
        case 0xA0, 0xC2: isPart(of: [0xC2, 0xA0], position)
        case 0x80...0xBF, 0xE2: isPartOfPunctuation(position)
        default: false
        }
    }

    private func isPart(of bytes: [UInt8], _ position: Int) -> Bool {
        let start = text[position] == bytes[0] ? position : position - 1
        return start >= 0 && text[start...].starts(with: bytes)
    }

    private func isPartOfPunctuation(_ position: Int) -> Bool {
        var start = position
        while start > 0, position - start < 2, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start + 2 < text.count && text[start] == 0xE2 && 0x80...0x81 ~= text[start + 1]
    }
}
