internal import Examination

/// Texts of ours in the form that a mail server takes; nothing in them can end a field, a line or a frame.
enum WireText {
    /// A field's value with LF at its folds. A line break that is no fold becomes one, one at the end goes, and so does NUL.
    static func value(_ value: some Collection<UInt8>, leadingSpace: Bool) -> [UInt8] {
        var wire: [UInt8] = leadingSpace ? [0x20] : []
        var isBroken = false
        for byte in value where byte != 0 && byte != 0x0D {
            if byte == 0x0A {
                isBroken = true
                continue
            }
            if isBroken {
                wire.append(0x0A)
                if byte != 0x20, byte != 0x09 { wire.append(0x20) }
                isBroken = false
            }
            wire.append(byte)
        }
        return wire
    }

    /// ftext of RFC 5322 § 3.6.8: a name with anything else in it is none.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count < MilterLimits.name && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
    }

    /// "550-5.7.1 text", CRLF, "550 5.7.1 text" (RFC 5321 § 4.2.1), as libmilter's smfi_setmlreply writes it. Sendmail takes it as a format, Postfix undoes that: each %
    /// is doubled. Both want the first digits to be equal, and 4 or 5.
    static func reply(_ reply: Action.Reply) -> String {
        let code = 400...599 ~= reply.code ? reply.code : 550
        let hasEnhanced =
            reply.enhancedCode.utf8.first == 0x30 + UInt8(code / 100) && reply.enhancedCode.utf8.allSatisfy { $0 >= 0x2E && $0 <= 0x39 && $0 != 0x2F }
        let enhanced = hasEnhanced ? reply.enhancedCode : "\(code / 100).7.1"
        let lines = reply.lines.prefix(MilterLimits.replyLines)
        return lines.enumerated().map { index, text in
            "\(code)\(index + 1 < lines.count ? "-" : " ")\(enhanced) \(line(text).replacing("%", with: "%%"))"
        }.joined(separator: "\r\n")
    }

    /// One line of printable ASCII.
    static func line(_ text: String) -> String {
        String(decoding: text.utf8.prefix(MilterLimits.text).map { $0 >= 0x20 && $0 < 0x7F ? $0 : 0x3F }, as: UTF8.self)
    }
}
