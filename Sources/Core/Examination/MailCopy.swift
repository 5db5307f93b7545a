internal import MailMessage
internal import VisibleText

/// A message as a mail file (`.eml`), to be downloaded or carried by a report.
///
/// A mail is its own bytes: nothing in a mail file acts until a mail program shows it, and whoever is to look into it needs it as it came. A text without a header
/// and an Outlook file are made a mail of: the header fields that are known, and the visible text.
public struct MailCopy: Sendable {
    public let bytes: [UInt8]
    /// Whether these are the bytes that came (without the separator line of an mbox), and not a mail made of a text.
    public let isOriginal: Bool

    public init(of file: CaseFile) {
        let message = file.message
        isOriginal = !message.parts[0].fields.isEmpty && message.rawCount > 0 && !Self.isOutlook(message)
        if isOriginal {
            let raw = message.bytes[..<message.rawCount]
            bytes = Array(raw.dropFirst(Self.separatorLength(raw)))
        } else {
            var fields: [UInt8] = []
            for field in message.parts[0].fields where !Self.isContent(message, field) {
                fields += message.bytes[field.nameRange]
                fields += [0x3A, 0x20] + Self.folded(message.bytes[field.valueRange]) + Self.lineBreak
            }
            bytes = Self.mail(fields, comment: "Made by unbluff of a text; the header that it came with is not known.", text: Self.text(of: file))
        }
    }

    /// All that is seen beneath the subject, with an empty line between two texts.
    static func text(of file: CaseFile) -> [UInt8] {
        let texts = file.reading.sections.filter { $0.place != .subject && !$0.text.isEmpty }.map(\.text)
        return Array(texts.joined(separator: [0x0A, 0x0A]))
    }

    /// - Parameter fields: whole lines that end with CRLF.
    static func mail(_ fields: [UInt8], comment: String, text: [UInt8]) -> [UInt8] {
        let body = TextBody(text, lineBreak: lineBreak)
        let content = [
            "Comments: \(comment)", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: \(body.encoding)", "", "",
        ]
        return fields + Array(content.joined(separator: "\r\n").utf8) + body.bytes + (body.bytes.last == 0x0A ? [] : lineBreak)
    }

    private static let lineBreak: [UInt8] = [0x0D, 0x0A]

    /// [MS-CFB] § 2.2.
    private static func isOutlook(_ message: Message) -> Bool {
        message.bytes[..<message.rawCount].starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    }

    private static func isContent(_ message: Message, _ field: HeaderField) -> Bool {
        let name = String(decoding: message.bytes[field.nameRange], as: UTF8.self).lowercased()
        return name.hasPrefix("content-") || name == "mime-version"
    }

    /// A field's value goes on only in lines that begin with white space.
    private static func folded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var folded: [UInt8] = []
        for byte in value where byte != 0x0D && byte != 0 {
            if let last = folded.last, last == 0x0A, byte != 0x20, byte != 0x09 { folded.append(0x20) }
            if byte == 0x0A { folded.append(0x0D) }
            folded.append(byte)
        }
        return folded
    }

    /// The separator line of an mbox, which some programs leave before a mail: only a few words long.
    private static func separatorLength(_ raw: ArraySlice<UInt8>) -> Int {
        guard raw.starts(with: Array("From ".utf8)) || raw.starts(with: Array(">From ".utf8)) else { return 0 }
        let header = HeaderLines(of: Array(raw))
        return header.start
    }
}
