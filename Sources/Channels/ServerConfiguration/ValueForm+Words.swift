internal import Examination
internal import SenderIdentity
internal import VictimAdvice

extension ValueForm where Value: CaseIterable & RawRepresentable<String> {
    /// One of a few words.
    static var choice: Self {
        let words = Value.allCases.map(\.rawValue)
        return word("one of \(words.joined(separator: ", "))") { text, _ throws(Misreading) in
            if let value = Value(rawValue: text) { return value }
            // What other readers of YAML make of `off`.
            let isOff = PlainWord.boolean(text) == false && words.contains("off")
            throw .other(meant: isOff ? "off" : NearMiss.of(text, among: words))
        } write: {
            .plain($0.rawValue)
        }
    }
}

extension ValueForm<String> {
    /// A text of which no reader of YAML makes something else. `why` tells what is wrong with one.
    static func text(_ expected: String, why: @escaping @Sendable (String) -> String?) -> Self {
        word(expected) { text, style throws(Misreading) in
            if style == .plain, PlainWord.boolean(text) != nil { throw .other(meant: "\"\(text)\" in quotes if it is meant as a word") }
            if let why = why(text) { throw .wrong(why) }
            return text
        } write: {
            .word($0)
        }
    }

    static let absolutePath = text("the absolute path of a file or folder") { text in
        if !text.hasPrefix("/") { return "is no absolute path: it begins with /" }
        return text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "has control characters" : nil
    }

    /// For the reply of SMTP, which is one short line of ASCII: RFC 5321 § 4.2.
    static let contact = text("a mail address, a telephone number or the address of a page") { text in
        if text.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) { return "has letters that are not ASCII: a reply of SMTP has only these" }
        let most = ActionPolicy.mostContactBytes
        return text.utf8.count > most || text.isEmpty ? "has \(text.utf8.count) characters: from 1 to \(most)" : nil
    }

    static let shownName = text("a name") { text in
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { return "has control characters" }
        return text.isEmpty || text.count > 80 ? "has \(text.count) characters: from 1 to 80" : nil
    }

    static let webAddress = text("the address of a page, such as https://www.example.org/") { text in
        let isFine =
            text.hasPrefix("https://") && text.count > 8 && text.utf8.count <= 500
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
        return isFine ? nil : "is no address that begins with https://"
    }

    /// Segments of unreserved characters: RFC 3986 § 2.3.
    static let basePath = text("a path such as /check, or \"\"") { text in
        if text.isEmpty { return nil }
        let segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let isFine =
            text.hasPrefix("/") && text.utf8.count <= 200
            && segments.allSatisfy { segment in
                !segment.isEmpty && segment != "." && segment != ".."
                    && segment.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || "-._~".utf8.contains($0)
                    }
            }
        return isFine ? nil : "is no path that begins with / and does not end with it"
    }

    /// `https://` host [`:` port], as browsers write it: RFC 6454 § 6.2. In lower case, without the usual port, without a path.
    static let webOrigin = text("a site such as https://www.example.org") { text in
        let host = text.dropFirst(8)
        let port = host.split(separator: ":", omittingEmptySubsequences: false).dropFirst()
        if !text.hasPrefix("https://") { return "is no site that begins with https://" }
        if host.contains("/") { return "has a path: a site ends with its name or port" }
        if text != text.lowercased() { return "has capital letters, which browsers do not send" }
        let isFine =
            text.utf8.count <= 300 && MailPattern.isDomain(host.prefix { $0 != ":" }) && host.utf8.allSatisfy { $0 < 0x80 }
            && (port.isEmpty || port.count == 1 && port.first.flatMap { UInt16($0) }.map { String($0) == port.first! && $0 != 443 && $0 != 0 } ?? false)
        return isFine ? nil : "is no site as browsers name it"
    }

    static let keyHash = text("64 hexadecimal digits") { text in
        let isFine = text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        return isFine ? nil : "is no SHA-256 in lower case"
    }

    static let subjectPrefix = text("a text, in quotes") { text in
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { return "has control characters" }
        return text.isEmpty || text.count > 60 ? "has \(text.count) characters: from 1 to 60" : nil
    }

    static let language = word("a language that there are texts in (\(AdviceTexts.languages.joined(separator: ", ")))") { text, style throws(Misreading) in
        // Norwegian is no boolean here, but there may be texts in it once.
        if style == .plain, PlainWord.boolean(text) != nil { throw .other(meant: "\"\(text)\" in quotes") }
        guard AdviceTexts(language: text) != nil else { throw .other(meant: nil) }
        return text
    } write: {
        .word($0)
    }

    static let dnsServer = word("an IP address, with or without a port") { text, _ throws(Misreading) in
        guard AddressAndPort.split(text) != nil else { throw .other() }
        return text
    } write: {
        .word($0)
    }

    /// A domain name, or what a server writes in its place: RFC 8601 § 2.5.
    static let authservID = text("a server's name such as mx.example.org") { text in
        let isFine = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && !"\";,()<>@".unicodeScalars.contains($0) }
        return isFine ? nil : "is no name of a server, as it stands first in its Authentication-Results"
    }

    static let domain = word("a domain such as example.org") { text, _ throws(Misreading) in
        if MailPattern.isDomain(text) { return text }
        let bare = text.drop { $0 == "*" || $0 == "." || $0 == "@" }
        throw .other(meant: MailPattern.isDomain(bare) ? String(bare) : nil)
    } write: {
        .word($0)
    }

    static let recipient = word("anna@example.org, @example.org for a domain, or abuse@ for any") { text, _ throws(Misreading) in
        if MailPattern.isRecipient(text) { return text }
        // `*@example.org`, `abuse@*` and a domain alone are what others take.
        let bare = text.hasPrefix("*@") ? text.dropFirst() : text.hasSuffix("@*") ? text.dropLast() : "@\(text)"[...]
        throw .other(meant: MailPattern.isRecipient(bare) && bare.count > 2 ? "\"\(bare)\"" : nil)
    } write: {
        .word($0)
    }
}

extension ValueForm<IPNetwork> {
    static let network = word("a network such as 192.0.2.0/24 or 2001:db8::/32, or one address") { text, _ throws(Misreading) in
        if let network = IPNetwork(text) { return network }
        guard let length = text.firstIndex(of: "/"), let whole = IPNetwork.containing(text[..<length], text[length...].dropFirst()) else { throw .other() }
        throw .wrong("has bits set behind the prefix; write \(whole) for the network")
    } write: {
        .word($0.description)
    }
}

extension ValueForm<ListenAddress?> {
    static let listen = word("an address such as 127.0.0.1:8026, [::1]:8026 or unix:/path, or off") { text, _ throws(Misreading) in
        if text == "off" { return nil }
        if let address = ListenAddress(text) { return address }
        throw .other(meant: meant(text))
    } write: { address in
        address.map { .word($0.description) } ?? .plain("off")
    }

    private static func meant(_ text: String) -> String? {
        if PlainWord.boolean(text) == false || text == "none" { return "off" }
        if text.hasPrefix("/") { return "unix:\(text)" }
        let lastColon = text.lastIndex(of: ":") ?? text.endIndex
        // `*:8026`, `localhost:8026`, `:8026` and `::1:8026`.
        let host = ["*": "0.0.0.0", "": "0.0.0.0", "localhost": "127.0.0.1"][text[..<lastColon]] ?? "[\(text[..<lastColon])]"
        return ListenAddress(host + text[lastColon...]) != nil ? host + text[lastColon...] : nil
    }
}

/// What mail addresses and domains look like to those who write them into a configuration.
enum MailPattern {
    static func isDomain(_ text: some StringProtocol) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && labels.count > 1 && labels.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isDomainScalar) }
    }

    /// `anna@example.org`, `@example.org`, `abuse@`. Local parts that need quotes (RFC 5321 § 4.1.2) are not taken.
    static func isRecipient(_ text: some StringProtocol) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !(halves[0].isEmpty && halves[1].isEmpty) else { return false }
        return halves[0].unicodeScalars.allSatisfy(isLocalScalar) && (halves[1].isEmpty || isDomain(halves[1]))
    }

    private static func isDomainScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil : scalar.properties.isAlphabetic
    }

    private static func isLocalScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value != 0x7F && scalar.properties.generalCategory != .control && !"\"()<>[]:;,\\*@".unicodeScalars.contains(scalar)
    }
}
