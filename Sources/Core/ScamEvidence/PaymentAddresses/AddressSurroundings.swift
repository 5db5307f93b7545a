/// What stands around a candidate: whether it is meant as an address there.
struct AddressSurroundings {
    enum Limit {
        /// Bytes before a candidate in which words such as "bitcoin" count.
        static let keywordBytes = 40
        /// Bytes before a candidate that can belong to the same link.
        static let linkBytes = 512
        /// Bytes of the line before a candidate that show whether it is encoded data.
        static let lineBytes = 100
        /// Letters of a line that make it encoded data, and of one that is full.
        static let encodedLine = 40
        static let fullLine = 60
        /// RFC 5321 § 4.5.3.1.1.
        static let localPart = 64
    }

    enum Link {
        case none
        /// A block explorer, or a service that draws QR codes.
        case addressService
        case other
    }

    let text: UnsafeBufferPointer<UInt8>
    let start: Int
    let end: Int

    /// Whether a word nearby says that an address follows.
    var isIntended: Bool {
        guard !touchesAddressOrPath else { return false }
        let before = text[max(0, start - Limit.keywordBytes)..<start].map(AddressBytes.lowercased)
        return Self.keywords.contains { keyword in
            before.count >= keyword.count && (0...(before.count - keyword.count)).contains { before[$0..<($0 + keyword.count)].elementsEqual(keyword) }
        }
    }

    private static let keywords: [[UInt8]] = {
        let words = [
            "bitcoin", "btc", "wallet", "address", "litecoin", "ltc", "ethereum", "eth ", "eth:", "usdt", "erc20", "erc-20", "адрес", "кошел", "биткоин",
            "adres", "portefeuille",
        ]
        return words.map { Array($0.utf8) }
    }()

    /// Whether it is a word of its own, between blanks, quotes or brackets.
    var standsAlone: Bool {
        let opens = start == 0 || Self.openers.contains(text[start - 1])
        return opens && (end >= text.count || (Self.closers.contains(text[end]) && !runsOn))
    }

    /// Whether it is only a part of a longer run of letters and digits.
    var touchesLetter: Bool {
        (start > 0 && AddressBytes.isAlphanumeric(text[start - 1])) || (end < text.count && AddressBytes.isAlphanumeric(text[end]))
    }

    /// Whether a letter or digit follows the byte behind it.
    private var runsOn: Bool { end + 1 < text.count && AddressBytes.isAlphanumeric(text[end + 1]) && text[end] > 0x20 }

    private static let openers = Set(" \t\r\n\"'([{*".utf8)
    private static let closers = Set(" \t\r\n\"')]}*,;!?.".utf8)

    /// Whether it is part of a mail address, a Message-ID, a path or a chain of identifiers.
    private var touchesAddressOrPath: Bool {
        if start > 0, "/@&%#<-_+.\\".utf8.contains(text[start - 1]) { return true }
        guard end < text.count else { return false }
        return "@/_+=&%#-\\".utf8.contains(text[end]) || (text[end] == UInt8(ascii: ".") && runsOn)
    }

    /// Whether it is the beginning of a mail address or a Message-ID. `0x…@1` names a chain (EIP-681).
    var isLocalPart: Bool {
        var position = end
        while position < text.count, position - end < Limit.localPart, AddressBytes.isAlphanumeric(text[position]) || "._+$-=%".utf8.contains(text[position]) {
            position += 1
        }
        guard position + 1 < text.count, text[position] == UInt8(ascii: "@") else { return false }
        let host = text[(position + 1)...].prefix(Limit.localPart).prefix {
            AddressBytes.isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
        return host.contains { AddressBytes.isLower($0 | 0x20) }
    }

    /// Whether it is a part of a line of Base64 that another stands above or below.
    var touchesEncodedLine: Bool { isEncodedData || encodedLine(behind: end).count >= Limit.fullLine }

    /// Whether it is a whole line between full lines of Base64, as in PGP's armour: RFC 4880 § 6.3 allows 76 letters.
    var isEncodedLine: Bool {
        guard let lineEnd = previousLineEnd else { return false }
        let line = encodedLine(endingAt: lineEnd)
        return line.count >= Limit.fullLine && line.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    }

    /// The letters of Base64 on the line behind the one that holds a place.
    private func encodedLine(behind place: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
        var position = place
        while position < text.count, position - place < Limit.lineBytes, text[position] != UInt8(ascii: "\n") { position += 1 }
        guard position + 1 < text.count, text[position] == UInt8(ascii: "\n") else { return text[place..<place] }
        return text[(position + 1)...].prefix(Limit.lineBytes).prefix { AddressBytes.isAlphanumeric($0) || "+/=".utf8.contains($0) }
    }

    private func encodedLine(endingAt lineEnd: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
        var position = lineEnd
        while position > 0, lineEnd - position < Limit.lineBytes, AddressBytes.isAlphanumeric(text[position - 1]) || "+/=".utf8.contains(text[position - 1]) {
            position -= 1
        }
        return text[position..<lineEnd]
    }

    /// Whether the line before is a line of Base64 or hexadecimal digits: then this is the last of a block, such as PGP's.
    var isEncodedData: Bool { previousLineEnd.map { encodedLine(endingAt: $0).count >= Limit.encodedLine } ?? false }

    /// Where the line before ends, if this begins a line, up to a reply's marks.
    private var previousLineEnd: Int? {
        var lineStart = start
        while lineStart > 0, start - lineStart < 4, text[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
        guard lineStart > 0, text[lineStart - 1] == UInt8(ascii: "\n") else { return nil }
        var position = lineStart - 1
        if position > 0, text[position - 1] == UInt8(ascii: "\r") { position -= 1 }
        return position
    }

    /// The kind of link it is part of.
    var link: Link {
        let linkEnds = Self.linkEnds
        var lower = start
        while lower > 0, start - lower < Limit.linkBytes, !linkEnds[Int(text[lower - 1])] { lower -= 1 }
        guard let host = Self.host(text[lower..<start]) else { return .none }
        return AddressService.contains(host) ? .addressService : .other
    }

    /// Whether each byte ends a link: a table, for it is asked of up to `linkBytes` bytes before each candidate.
    private static let linkEnds = (0...255).map { $0 <= 0x20 || "\"<>()[]{}|\\^`'".utf8.contains(UInt8($0)) }

    /// The host in lower case of the link that the bytes before a candidate begin; nil where they begin none, or a payment link.
    private static func host(_ before: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
        let bytes = before.map(AddressBytes.lowercased)
        if let slashes = firstSlashes(in: bytes) {
            let scheme = bytes[..<slashes]
            guard ["http", "https", "ftp"].contains(where: { hasSuffix(scheme, $0) }) else { return nil }
            return hostName(bytes[(slashes + 3)...])
        }
        // A link without a scheme: a name with a dot, then a path.
        let name = hostName(bytes[...])
        guard name.contains(UInt8(ascii: ".")), name.count < bytes.count, bytes[name.count] == UInt8(ascii: "/") else { return nil }
        return name
    }

    /// Where the first "://" begins.
    private static func firstSlashes(in bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast(2).first { bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: "/") && bytes[$0 + 2] == UInt8(ascii: "/") }
    }

    private static func hasSuffix(_ bytes: ArraySlice<UInt8>, _ suffix: String) -> Bool { bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }

    private static func hostName(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(bytes.prefix { AddressBytes.isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
    }
}
