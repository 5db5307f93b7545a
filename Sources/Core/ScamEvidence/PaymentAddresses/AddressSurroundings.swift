/// What stands around a candidate: whether it is meant as an address there.
struct AddressSurroundings {
    enum Limit {
        /// Bytes before a candidate in which words such as "bitcoin" count.
        static let keywordBytes = 40
        /// Bytes before a candidate that can belong to the same link.
        static let linkBytes = 512
        /// Bytes of the line before a candidate that show whether it is encoded data.
        static let lineBytes = 100
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
        let words = ["bitcoin", "btc", "wallet", "address", "litecoin", "ltc", "адрес", "кошел", "биткоин", "adres", "portefeuille"]
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

    /// Whether the line before is a line of Base64 or hexadecimal digits: then this is the last of a block, such as PGP's.
    var isEncodedData: Bool {
        var lineStart = start
        while lineStart > 0, start - lineStart < 4, text[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
        guard lineStart > 0, text[lineStart - 1] == UInt8(ascii: "\n") else { return false }
        var position = lineStart - 1
        if position > 0, text[position - 1] == UInt8(ascii: "\r") { position -= 1 }
        let lineEnd = position
        while position > 0, lineEnd - position < Limit.lineBytes, AddressBytes.isAlphanumeric(text[position - 1]) || "+/=".utf8.contains(text[position - 1]) {
            position -= 1
        }
        return lineEnd - position >= 40
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
