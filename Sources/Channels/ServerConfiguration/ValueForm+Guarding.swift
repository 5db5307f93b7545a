internal import SenderGuard
internal import SenderIdentity

extension ValueForm<IPNetwork> {
    /// Not one that all addresses are in: mail that comes in would be taken for mail that leaves, and no scam would be marked.
    static let narrowNetwork = word(network.expected) { text, _ throws(Misreading) in
        if let network = IPNetwork(text) {
            if network.description.hasSuffix("/0") { throw .wrong("has all addresses in it: name your own networks") }
            return network
        }
        throw .other(meant: IPNetwork.ofSlip(text).map { "\($0) for the network" })
    } write: {
        .word($0.description)
    }
}

extension IPNetwork {
    /// The network that was meant by one with bits set behind the prefix.
    fileprivate static func ofSlip(_ text: String) -> IPNetwork? {
        text.firstIndex(of: "/").flatMap { containing(text[..<$0], text[$0...].dropFirst()) }
    }
}

extension ValueForm<String> {
    /// `account:anna@example.org`, `client:192.0.2.7`, `domain:example.org`, as `SenderKey` has them.
    static let guardedSender = Self(shape: .word, expected: senderWord.expected) { written, name, problems throws(Reported) in
        if written.word == nil, let meant = meantSender(written) {
            throw problems.report(written, name, senderWord.expected, meant: "\(meant), without a blank")
        }
        return try senderWord.read(written, name, &problems)
    } write: {
        .word($0)
    } meant: {
        meantSender($0)
    }

    private static let senderWord = word("a sender such as account:news@example.org, client:192.0.2.7 or domain:lists.example.org") {
        text, _ throws(Misreading) in
        if isSeveralAddresses(text) { throw .wrong("has several addresses: one address only (IPv6: its /64)") }
        guard let key = SenderKey(text) else { throw .other(meant: meantSender(text)) }
        switch key.kind {
        // It would fit nobody.
        case .account where key.name.hasPrefix("@") || key.name.contains("*"):
            throw .wrong("is no account: there are no patterns, so write each as its owner logs in")
        // It would be told apart by something else than its name.
        case .account where key.text.lowercased() != text.lowercased():
            throw .wrong("is no name of an account: it has control characters, or more than \(SenderKey.longestName) bytes")
        case .domain where !MailPattern.isDomain(key.name): throw .other()
        default: return text
        }
    } write: {
        .word($0)
    }

    private static func isSeveralAddresses(_ text: String) -> Bool {
        guard let (address, length) = addressAndLength(text) else { return false }
        return !(address.isIPv4 ? ["/32"] : ["/64", "/128"]).contains(length)
    }

    private static func addressAndLength(_ text: String) -> (address: IPAddress, length: Substring)? {
        let bare = text.hasPrefix("client:") ? text.dropFirst("client:".count) : text[...]
        guard let slash = bare.firstIndex(of: "/"), let address = IPAddress(bare[..<slash]) else { return nil }
        return (address, bare[slash...])
    }

    /// `account: news@example.org`, which is a key with its value to YAML; or a word.
    private static func meantSender(_ written: WrittenValue) -> String? {
        switch written.content {
        case .word(let text, _): return SenderKey(text) == nil ? meantSender(text) : nil
        case .mapping(let pairs) where pairs.count == 1:
            guard let kind = pairs[0].key.word, let name = pairs[0].value.word else { return nil }
            return SenderKey("\(kind):\(name)") == nil ? nil : "\(kind):\(name)"
        case .mapping, .list, .nothing, .unreadable: return nil
        }
    }

    private static func meantSender(_ text: String) -> String? {
        for pattern in ["*@", "@"] where text.hasPrefix(pattern) {
            return MailPattern.isDomain(text.dropFirst(pattern.count)) ? "domain:\(text.dropFirst(pattern.count))" : nil
        }
        if let (address, _) = addressAndLength(text) { return SenderKey.client(address).text }
        let kind = text.prefix { $0 != ":" }
        if let near = NearMiss.of(String(kind), among: SenderKey.Kind.allCases.map(\.rawValue)), kind.endIndex < text.endIndex, near != kind {
            let meant = near + text[kind.endIndex...]
            return SenderKey(meant) == nil ? nil : meant
        }
        if IPAddress(text) != nil { return "client:\(text)" }
        if text.contains("@") { return MailPattern.isRecipient(text) ? "account:\(text)" : nil }
        return MailPattern.isDomain(text) ? "domain:\(text)" : nil
    }

    static let domainOrAll = word("a domain such as example.org, or \"*\" for all") { text, _ throws(Misreading) in
        if text == "*" || MailPattern.isDomain(text) { return text }
        let bare = text.drop { $0 == "*" || $0 == "." || $0 == "@" }
        throw .other(meant: MailPattern.isDomain(bare) ? String(bare) : nil)
    } write: {
        .word($0)
    }

    /// One address in ASCII, as it stands in `RCPT TO`: RFC 5321 § 4.1.2, without quotes. A domain of one label is a machine's own.
    static let mailbox = word("a mail address such as postmaster@example.org") { text, _ throws(Misreading) in
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty, MailPattern.isRecipient("\(text).example") else { throw .other() }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw .wrong("has letters that are not ASCII, which not every mail server takes") }
        // RFC 5321 § 4.5.3.1.
        guard halves[0].utf8.count <= 64, text.utf8.count <= 254 else { throw .wrong("is longer than an address may be") }
        return text
    } write: {
        .word($0)
    }

    /// Name or address, and port.
    static let mailServer = word("a mail server and its port, such as 127.0.0.1:25 or mail.example.org:25") { text, _ throws(Misreading) in
        if isServer(text) { return text }
        let bracketed = IPAddress(text).map { $0.isIPv4 ? text : "[\(text)]" } ?? text
        throw .other(meant: isServer("\(bracketed):25") ? "\"\(bracketed):25\"" : nil)
    } write: {
        .word($0)
    }

    private static func isServer(_ text: String) -> Bool {
        if let (_, port) = AddressAndPort.split(text) { return port != nil }
        guard let colon = text.lastIndex(of: ":") else { return false }
        let (host, port) = (text[..<colon], text[colon...].dropFirst())
        let isPort = port.utf8.allSatisfy { (0x30...0x39).contains($0) } && (UInt16(port) ?? 0) > 0
        let isName = host.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || "-.".utf8.contains($0) }
        // Digits and dots alone are an address with a slip in it.
        return isPort && isName && host.first?.isLetter == true && (MailPattern.isDomain(host) || !host.contains("."))
    }

    /// May hold a token, so that it is not quoted.
    static let webhook = hidden("an address that begins with https:// or http://") { text in
        let start = ["https://", "http://"].first { text.hasPrefix($0) }
        let isFine =
            start.map { text.utf8.count > $0.utf8.count } ?? false
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
        return !isFine ? "is no address that begins with https:// or http://" : text.utf8.count > 2_000 ? "has more than 2000 characters" : nil
    }

    static let secret = hidden("a text of 16 to 200 characters") { text in
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { return "has control characters" }
        return (16...200).contains(text.count) ? nil : "has \(text.count) character\(text.count == 1 ? "" : "s"): from 16 to 200"
    }

    /// As `text`, but what stands there is never shown.
    private static func hidden(_ expected: String, why: @escaping @Sendable (String) -> String?) -> Self {
        Self(shape: .word, expected: expected) { written, name, problems throws(Reported) in
            guard case .word(let text, _) = written.content else { throw problems.report(written, name, expected) }
            if let why = why(text) { throw problems.report(written.place, "\(name): what stands there \(why)") }
            return text
        } write: {
            .word($0)
        }
    }
}
