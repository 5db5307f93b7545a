import Foundation

extension Evasion {
    static let encodings: [Evasion] = [
        Evasion(name: "Base64") { letter, _ in
            letter.mail(
                type: "text/plain; charset=utf-8", encoding: "base64",
                body: Array(Data(letter.text.utf8).base64EncodedString(options: .lineLength76Characters).utf8))
        },
        Evasion(name: "quoted-printable, every byte") { letter, _ in
            letter.mail(type: "text/plain; charset=utf-8", encoding: "quoted-printable", body: quotedPrintable(letter.text))
        },
        Evasion(name: "UTF-7") { letter, _ in letter.mail(type: "text/plain; charset=utf-7", encoding: "7bit", body: utf7(letter.text)) },
        Evasion(name: "UTF-8 under the label ISO-8859-1") { letter, _ in
            letter.mail(type: "text/plain; charset=iso-8859-1", encoding: "8bit", body: Array(letter.text.utf8))
        },
        Evasion(name: "a bare message in a message") { letter, _ in letter.mail(type: "message/rfc822", encoding: "8bit", body: letter.plainMail) },
        Evasion(name: "only in the last alternative") { letter, _ in
            alternatives(letter, "text/plain; charset=utf-8\n\nSee you on Monday.", "text/plain; charset=utf-8\n\n\(letter.text)")
        },
        Evasion(name: "only in the HTML alternative") { letter, _ in
            alternatives(letter, "text/plain; charset=utf-8\n\nSee you on Monday.", "text/html; charset=utf-8\n\n<p>\(Letter.escaped(letter.text))</p>")
        },
        Evasion(name: "quoted with > and no own words") { letter, _ in
            var quoted = letter
            quoted.text = letter.text.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }.joined(separator: "\n")
            return quoted.plainMail
        },
        Evasion(name: "every second line quoted with >") { letter, _ in
            var quoted = letter
            let lines = letter.text.split(separator: "\n", omittingEmptySubsequences: false)
            quoted.text = lines.enumerated().map { $0 % 2 == 0 ? "> " + $1 : String($1) }.joined(separator: "\n")
            return quoted.plainMail
        },
        Evasion(name: "in a forged bounce without own words") { letter, _ in
            letter.mail(
                type: "multipart/report; report-type=delivery-status; boundary=b", encoding: "8bit",
                body: Array("--b\nContent-Type: message/rfc822\n\n".utf8) + letter.plainMail + Array("\n--b--".utf8))
        },
    ]

    private static func alternatives(_ letter: Letter, _ parts: String...) -> [UInt8] {
        let body = parts.map { "--b\nContent-Type: \($0)\n" }.joined() + "--b--"
        return letter.mail(type: "multipart/alternative; boundary=b", encoding: "8bit", body: Array(body.utf8))
    }

    private static func quotedPrintable(_ text: String) -> [UInt8] {
        var body = ""
        var column = 0
        for byte in text.utf8 {
            if byte == 0x0A {
                (body, column) = (body + "\n", 0)
                continue
            }
            if column > 70 { (body, column) = (body + "=\n", 0) }
            body += "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            column += 3
        }
        return Array(body.utf8)
    }

    /// RFC 2152: all but line ends and spaces in Base64 of UTF-16.
    private static func utf7(_ text: String) -> [UInt8] {
        // Other white space is no ASCII either.
        let ascii = text.map { $0.isWhitespace && !$0.isASCII ? " " : $0 }
        return mapWords(String(ascii)) { word in
            let bytes = word.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
            return "+" + Data(bytes).base64EncodedString().replacing("=", with: "") + "-"
        }.utf8.map { $0 }
    }
}
