/// One line of the log.
struct LogLine {
    /// PIPE_BUF of Linux.
    static let maximumBytes = 4_096

    /// Fields whose values are numbers in JSON.
    private static let numbers: Set<String> = ["bytes", "ms", "pid", "probability"]

    let level: String
    let message: String
    let fields: [(name: String, value: String)]

    /// `level=info msg=examined queue_id=4ABC verdict=sextortion-scam`; the journal adds the time.
    var text: [UInt8] {
        var line = "level=\(level) msg=\(Self.quotedIfNeeded(message))"
        for field in fields { line += " \(field.name)=\(Self.quotedIfNeeded(field.value))" }
        return Array((line + "\n").utf8)
    }

    /// RFC 8259, one object a line. `time`: RFC 3339, UTC, with milliseconds.
    func json(time: String) -> [UInt8] {
        var line = "{\"time\":\(Self.quoted(time)),\"level\":\(Self.quoted(level)),\"msg\":\(Self.quoted(message))"
        for field in fields {
            let isNumber = Self.numbers.contains(field.name) && Double(field.value)?.isFinite == true && field.value.first?.isNumber == true
            line += ",\(Self.quoted(field.name)):\(isNumber ? field.value : Self.quoted(field.value))"
        }
        return Array((line + "}\n").utf8)
    }

    private static func quotedIfNeeded(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "\\") }
        return isPlain ? value : quoted(value)
    }

    /// Nothing that a client has said ends a line or moves a cursor.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case " "..."~": text.unicodeScalars.append(scalar)
            default: for unit in String(scalar).utf16 { text += "\\u" + String(unit, radix: 16).leftPadded(to: 4) }
            }
        }
        return text + "\""
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String { String(repeating: "0", count: max(0, length - count)) + self }
}
