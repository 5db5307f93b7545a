/// One line of a `ZoneFile` while it is read.
struct ZoneLine {
    private var rest: ArraySlice<UInt8>

    init(_ line: [UInt8]) { rest = line[...] }

    /// A name with what is said of it; no type is ANY, or an alias.
    struct Entry: Equatable {
        let name: DNSName
        let type: DNSQuestion.RecordType?
        let data: Data

        enum Data: Equatable {
            /// Nil for `MX 0 .`, a domain that takes no mail (RFC 7505).
            case record(DNSRecord?)
            case alias(DNSName)
            case word(DNSAnswer)
        }
    }

    struct Unreadable: Error {
        let expected: String

        init(_ expected: String) { self.expected = expected }
    }

    /// Nil for a line that is empty or a comment.
    mutating func entry() throws(Unreadable) -> Entry? {
        guard let first = word() else { return nil }
        guard let name = DNSName(first) else { throw Unreadable("a domain name, not '\(first)'") }
        let typeName = word()?.uppercased() ?? ""
        let type = DNSQuestion.RecordType(rawValue: typeName)
        guard type != nil || typeName == "CNAME" || typeName == "ANY" else { throw Unreadable("A, AAAA, MX, TXT, PTR, CNAME or ANY behind the name") }
        let data: Entry.Data
        if let answer = takeAnswer() {
            guard typeName != "CNAME" else { throw Unreadable("a domain name behind CNAME") }
            data = .word(answer)
        } else if let type {
            data = .record(try record(type))
        } else {
            guard typeName == "CNAME" else { throw Unreadable("TEMPERROR, TIMEOUT or NXDOMAIN behind ANY") }
            data = .alias(try host(behind: typeName))
        }
        guard atEnd else { throw Unreadable("nothing more behind the data") }
        return Entry(name: name, type: type, data: data)
    }

    private mutating func takeAnswer() -> DNSAnswer? {
        let start = rest
        switch word() {
        case "TEMPERROR", "TIMEOUT": return .temporaryError
        case "NXDOMAIN": return .noSuchName
        default:
            rest = start
            return nil
        }
    }

    private mutating func record(_ type: DNSQuestion.RecordType) throws(Unreadable) -> DNSRecord? {
        switch type {
        case .a:
            guard let text = word(), !text.contains(":"), let address = IPAddress(text) else { throw Unreadable("an IPv4 address behind A") }
            return .address(address)
        case .aaaa:
            guard let text = word(), text.contains(":"), let address = IPAddress(text) else { throw Unreadable("an IPv6 address behind AAAA") }
            return .address(address)
        case .mx:
            guard let text = word(), let preference = UInt16(text) else { throw Unreadable("a number up to 65535 and a host behind MX") }
            let start = rest
            if word() == "." { return nil }
            rest = start
            return .mailExchange(preference: preference, host: try host(behind: "MX and its number"))
        case .ptr: return .pointer(try host(behind: "PTR"))
        case .txt: return .text(try strings())
        }
    }

    private mutating func host(behind what: String) throws(Unreadable) -> DNSName {
        guard let text = word(), let name = DNSName(text) else { throw Unreadable("a domain name behind \(what)") }
        return name
    }

    /// Strings in quotes, one behind the other.
    private mutating func strings() throws(Unreadable) -> [UInt8] {
        var bytes: [UInt8] = []
        repeat {
            skipBlanks()
            guard rest.first == UInt8(ascii: "\"") else { throw Unreadable("data in quotes behind TXT") }
            rest.removeFirst()
            try readString(into: &bytes)
        } while !atEnd
        return bytes
    }

    /// What is before the closing quote, and the quote.
    private mutating func readString(into bytes: inout [UInt8]) throws(Unreadable) {
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): bytes.append(try escaped())
            default: bytes.append(byte)
            }
        }
        throw Unreadable("a quote at the end of the data")
    }

    /// RFC 1035 § 5.1: `\X` is X, unless X is a digit; `\DDD` is the octet of that number.
    private mutating func escaped() throws(Unreadable) -> UInt8 {
        guard let first = rest.first else { throw Unreadable("a quote at the end of the data") }
        guard (0x30...0x39).contains(first) else {
            rest.removeFirst()
            return first
        }
        let digits = rest.prefix(3)
        guard digits.count == 3, let octet = UInt8(String(decoding: digits, as: UTF8.self)) else {
            throw Unreadable("a number of three digits up to 255 behind \\")
        }
        rest = rest.dropFirst(3)
        return octet
    }

    /// Nothing but blanks and a comment is left.
    private var atEnd: Bool {
        mutating get {
            skipBlanks()
            return rest.isEmpty || rest.first == UInt8(ascii: "#") || rest.first == UInt8(ascii: ";")
        }
    }

    /// What is before the next blank; nil at the end.
    private mutating func word() -> String? {
        guard !atEnd else { return nil }
        let word = rest.prefix { !Self.isBlank($0) }
        rest = rest[word.endIndex...]
        return String(decoding: word, as: UTF8.self)
    }

    private mutating func skipBlanks() { rest = rest.drop(while: Self.isBlank) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
