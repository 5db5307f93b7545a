/// What the bytes of a file are, told by their beginning.
public enum FileForm: Sendable, Equatable {
    case mail
    case mbox
    /// Apple Mail's `.emlx`: `AppleMail.mailRange(in:)` says where in it the mail is.
    case appleMail
    /// Outlook's `.msg`: `Message(outlook:)`.
    case outlook
    case text
    case html
    case empty
    /// Not text; the name is what a person calls it ("a picture (PNG)").
    case binary(String)

    /// How many bytes `init(of:)` looks at, at most.
    public static let window = 64 << 10

    /// Mail is what begins with header fields of which one at least is a mail's; everything else without binary signs is text.
    public init(of start: [UInt8]) {
        let start = start.count > Self.window ? Array(start.prefix(Self.window)) : start
        if start.isEmpty {
            self = .empty
        } else if start.starts(with: CompoundFile.signature), Self.isOutlook(start) {
            self = .outlook
        } else if let name = Self.knownBinary(start) {
            self = .binary(name)
        } else if MboxSplitter.isMbox(start) {
            self = .mbox
        } else if AppleMail.begins(start) {
            // Before mail: with its first line as one that is none, it is read as such too.
            self = .appleMail
        } else if Self.isMail(start) {
            self = .mail
        } else if Self.isUTF16(start) {
            self = .text
        } else if start.contains(0) {
            self = .binary("a binary file")
        } else {
            self = Self.isHTML(start) ? .html : .text
        }
    }

    /// Without the line that the window cuts, of which nothing can be told.
    private static func wholeLines(of start: [UInt8]) -> [UInt8] {
        guard start.count >= window, let end = start.lastIndex(of: .lineFeed) else { return start }
        return Array(start[...end])
    }

    private static let signatures: [([UInt8], String)] = [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a picture (PNG)"),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        (Array("GIF8".utf8), "a picture (GIF)"),
        (Array("%PDF-".utf8), "a PDF document"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or office document"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old office file"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ]

    /// A `.msg` file is told from other compound files by the names in its directory, which may stand anywhere; so one that does not name
    /// another program's streams in its beginning is taken for a message, and is an empty one with a defect if it is none.
    private static func isOutlook(_ start: [UInt8]) -> Bool {
        !["WordDocument", "Workbook", "Book", "PowerPoint Document"].contains { start.containsUTF16($0) }
    }

    private static func knownBinary(_ start: [UInt8]) -> String? {
        if start.count >= 12, start[0..<4] == [0x52, 0x49, 0x46, 0x46], start[8..<12] == [0x57, 0x45, 0x42, 0x50] { return "a picture (WebP)" }
        return signatures.first { start.starts(with: $0.0) }?.1
    }

    /// Fields that hardly any other text begins with; `date` or `title` alone also head articles.
    private static let tellingFields: Set<FieldName> = [
        .from, .to, .subject, .received, .returnPath, .messageID, .deliveredTo, .mimeVersion, .replyTo,
    ]

    /// One of those fields, or two where a line among them is none.
    static func isMail(_ start: [UInt8]) -> Bool {
        let block = HeaderBlock(of: wholeLines(of: start), from: 0, limits: ParseLimits())
        return block.fields.count { tellingFields.contains($0.name) } >= (block.defects.contains(.headerFieldWithoutColon) ? 2 : 1)
    }

    private static func isUTF16(_ start: [UInt8]) -> Bool { start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) }

    private static func isHTML(_ start: [UInt8]) -> Bool {
        var position = start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while position < start.count, start[position].isWhitespace { position += 1 }
        let rest = start[position...].prefix(14).map(\.asciiLowercased)
        return rest.starts(with: Array("<!doctype html".utf8)) || rest.starts(with: Array("<html".utf8))
    }
}

extension [UInt8] {
    /// Whether `word` stands in the array in UTF-16, little-endian, as a whole text.
    fileprivate func containsUTF16(_ word: String) -> Bool {
        var letters: [UInt8] = []
        for letter in Array(word.utf8) + [0] { letters += [letter, 0] }
        var position = 0
        while let found = firstIndex(of: letters[0], in: position..<count) {
            if self[found..<count].starts(with: letters) { return true }
            position = found + 1
        }
        return false
    }
}
