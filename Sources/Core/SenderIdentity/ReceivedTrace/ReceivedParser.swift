/// Stamp = From-domain By-domain Opt-info [CFWS] ";" FWS date-time: RFC 5321 § 4.4.
///
/// Servers keep to this loosely. What is read is the words `from`, `by`, `via`, `with`, `id` and `for` outside comments, each with what comes behind it,
/// in any order, the first of each; and the comments behind `from`, in which each kind of server tells of the client in its own way.
struct ReceivedParser {
    private enum Clause {
        case from, by, via, with, id, `for`
    }

    private var cursor: FieldCursor
    private var hop: ReceivedHop
    private var clause: Clause?
    /// Behind `from`: often HELO's argument, in some servers' form the name in DNS.
    private var fromName: Range<Int>?
    private var addressOfFromName: IPAddress?
    private var isUnverified = false

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        cursor = FieldCursor(bytes, range.lowerBound..<min(range.upperBound, range.lowerBound + ReceivedLimits.valueBytes))
        hop = ReceivedHop(range: range)
    }

    /// Any bytes; of garbage nothing but the range is known.
    static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> ReceivedHop {
        var parser = ReceivedParser(bytes, range)
        parser.run()
        return parser.hop
    }

    private var bytes: [UInt8] { cursor.bytes }

    private mutating func run() {
        while !cursor.isAtEnd {
            cursor.skipWhitespace()
            if awaitsHELO {
                let word = cursor.takeWord()
                if !word.isEmpty { read(word: word) }
            } else if let comment = cursor.takeComment() {
                read(comment: comment)
            } else if cursor.take(0x3B) {
                endStamp()
            } else if cursor.next == 0x3C {
                read(word: takeAngle())
            } else {
                let word = cursor.takeWord(until: .clauseWordEnd)
                if word.isEmpty { cursor.skip() } else { read(word: word) }
            }
        }
        finish()
    }

    /// HELO's argument may hold anything but white space: a comment or a semicolon of the client's making, which are not the server's. So whatever stands
    /// behind `from` is taken for it, even where a server that was told none goes on with its own comment.
    private var awaitsHELO: Bool { clause == .from && fromName == nil }

    /// Behind a semicolon stands the date; a later one shows that it was something else.
    private mutating func endStamp() {
        clause = nil
        cursor.skipWhitespace()
        hop.date = cursor.isAtEnd ? nil : trimmedEnd(cursor.position..<cursor.end)
    }

    private func trimmedEnd(_ range: Range<Int>) -> Range<Int>? {
        var upper = range.upperBound
        while upper > range.lowerBound, bytes[upper - 1].isFieldWhitespace { upper -= 1 }
        return upper > range.lowerBound ? range.lowerBound..<upper : nil
    }

    /// Without the brackets. Nothing closes it: up to the end of the word.
    private mutating func takeAngle() -> Range<Int> {
        cursor.skip()
        let word = cursor.takeWord(until: .angleEnd)
        _ = cursor.take(0x3E)
        return word
    }

    private mutating func read(word: Range<Int>) {
        guard !word.isEmpty else { return }
        // A word that opens a clause does so only where the one before has what belongs to it: a host may be called `by`.
        if !awaitsValue, hop.date == nil, let begun = clause(named: word) { return clause = begun }
        switch clause {
        case .from: readFrom(word)
        case .by: if hop.server == nil { hop.server = word }
        case .via: if hop.via == nil { hop.via = word }
        case .with: hop.with = hop.with.map { isAdjacent($0, word) ? $0.lowerBound..<word.upperBound : $0 } ?? word
        case .id: if hop.id == nil { hop.id = word }
        case .for: if hop.recipient == nil { hop.recipient = word }
        case nil: break
        }
    }

    private var awaitsValue: Bool {
        switch clause {
        case .from: fromName == nil
        case .by: hop.server == nil
        case .via: hop.via == nil
        case .with: hop.with == nil
        case .id: hop.id == nil
        case .for: hop.recipient == nil
        case nil: false
        }
    }

    private func clause(named word: Range<Int>) -> Clause? {
        switch word.count {
        case 2: bytes.spells("by", in: word) ? .by : bytes.spells("id", in: word) ? .id : nil
        case 3: bytes.spells("via", in: word) ? .via : bytes.spells("for", in: word) ? .for : nil
        case 4: bytes.spells("from", in: word) ? .from : bytes.spells("with", in: word) ? .with : nil
        default: nil
        }
    }

    /// Whether nothing but white space is between the two: the words of `Microsoft SMTP Server`.
    private func isAdjacent(_ one: Range<Int>, _ next: Range<Int>) -> Bool {
        bytes[one.upperBound..<next.lowerBound].allSatisfy(\.isFieldWhitespace)
    }

    /// From-domain = "FROM" FWS Extended-Domain. Some write the address without parentheses behind the name.
    private mutating func readFrom(_ word: Range<Int>) {
        if fromName == nil {
            fromName = word
            addressOfFromName = AddressLiteral.parse(bytes, word)
        } else if bytes[word.lowerBound] == 0x5B, hop.clientAddress == nil {
            hop.clientAddress = AddressLiteral.parse(bytes, word)
        }
    }

    private mutating func read(comment: Range<Int>) {
        readOrigin(comment)
        // Behind the comment with the address, others may quote what the client says of itself.
        if clause == .from, hop.clientAddress == nil { readClient(comment) }
        if clause == .with, hop.with == nil { clause = nil }
    }

    /// TCP-info and its many forms:
    ///
    ///     HELO (name [address])                Postfix, Sendmail, Gmail; `unknown` for a name that DNS does not have; sometimes user@name
    ///     HELO ([address])                     Sendmail, Exchange
    ///     HELO (address)                       Exchange, qmail without HELO
    ///     name ([address]:port helo=HELO)      Exim with a name in DNS
    ///     [address] (port=1 helo=HELO)         Exim without
    ///     name (HELO HELO) (user@address)      qmail
    private mutating func readClient(_ comment: Range<Int>) {
        var inside = FieldCursor(bytes, comment)
        var last: Range<Int>?
        while !inside.isAtEnd {
            inside.skipWhitespace()
            let word = inside.takeWord(until: .commentWordEnd)
            guard !word.isEmpty else {
                inside.skip()
                continue
            }
            if last.map({ bytes.spells("helo", in: $0) || bytes.spells("ehlo", in: $0) }) ?? false {
                setHELO(word)
            } else if word.count > 5, bytes.spells("helo=", in: word.lowerBound..<word.lowerBound + 5) {
                setHELO(word.lowerBound + 5..<word.upperBound)
            } else if hop.clientAddress == nil, bytes[word.lowerBound] == 0x5B, let address = AddressLiteral.parse(bytes, word) {
                hop.clientAddress = address
                if let last { hop.clientName = nameInDNS(last) }
            } else if hop.clientAddress == nil, last == nil, let address = AddressLiteral.parse(bytes, afterAt(word)) {
                hop.clientAddress = address
            } else if last.map({ bytes.spells("be", in: $0) }) ?? false, bytes.spells("forged", in: word) {
                isUnverified = true
            }
            last = word
        }
    }

    /// Where HELO's argument stands apart, the name behind `from` is the one in DNS.
    private mutating func setHELO(_ word: Range<Int>) {
        guard hop.helo == nil else { return }
        hop.helo = word
        if hop.clientName == nil, addressOfFromName == nil { hop.clientName = fromName.flatMap(nameInDNS) }
    }

    private func afterAt(_ word: Range<Int>) -> Range<Int> {
        bytes[word].lastIndex(of: 0x40).map { $0 + 1..<word.upperBound } ?? word
    }

    private func nameInDNS(_ word: Range<Int>) -> Range<Int>? {
        let name = afterAt(word)
        return name.isEmpty || bytes.spells("unknown", in: name) ? nil : name
    }

    /// What servers say in comments about who sent the mail on.
    ///
    /// Postfix and Zimbra: `(Authenticated sender: account)`; Sendmail: `(authenticated bits=0)`; Courier: `(AUTH: LOGIN account)`.
    private mutating func readOrigin(_ comment: Range<Int>) {
        var inside = FieldCursor(bytes, comment)
        inside.skipWhitespace()
        let first = inside.takeWord(until: .labelEnd)
        if bytes.spells("auth", in: first), inside.take(0x3A) {
            hop.isAuthenticated = true
            inside.skipWhitespace()
            _ = inside.takeWord(until: .comma)
        } else if bytes.spells("authenticated", in: first) {
            hop.isAuthenticated = true
            inside.skipWhitespace()
            let second = inside.takeWord(until: .labelEnd)
            guard bytes.spells("sender", in: second) || bytes.spells("user", in: second) || bytes.spells("as", in: second) else { return }
            _ = inside.take(0x3A)
        } else if bytes.spells("via", in: first) {
            // GMX: `by host (via HTTP)`.
            inside.skipWhitespace()
            if bytes.spells("http", in: inside.takeWord(until: .comma)), hop.transmission == nil { hop.transmission = .http }
            return
        } else {
            // Postfix: `by host (Postfix, from userid 1000)`; qmail: `(qmail 1 invoked by uid 1000)`.
            guard bytes.spells("postfix", in: first) || bytes.spells("qmail", in: first), hop.transmission == nil else { return }
            if contains("from userid", comment) || contains("invoked by uid", comment) { hop.transmission = .local }
            return
        }
        inside.skipWhitespace()
        let account = inside.takeWord(until: .comma)
        if hop.account == nil, !account.isEmpty { hop.account = account }
    }

    private func contains(_ words: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count >= words.utf8CodeUnitCount else { return false }
        return (range.lowerBound...range.upperBound - words.utf8CodeUnitCount).contains { bytes.spells(words, in: $0..<$0 + words.utf8CodeUnitCount) }
    }

    private mutating func finish() {
        if hop.clientAddress == nil { hop.clientAddress = addressOfFromName }
        if hop.helo == nil, let fromName, !bytes.spells("unknown", in: fromName) { hop.helo = fromName }
        if isUnverified { hop.clientName = nil }
        if let with = hop.with, hop.transmission == nil { hop.transmission = transmission(with) }
        if hop.transmission == .authenticatedSMTP { hop.isAuthenticated = true }
        // Sendmail: `(from user@localhost) by host`, `from user by host with local`.
        if hop.transmission == .local, hop.clientAddress == nil { hop.helo = nil }
    }

    /// By the first word that names a protocol: `MailEnable ESMTPSA`, `ESMTP/TLS/…`.
    private func transmission(_ with: Range<Int>) -> ReceivedHop.Transmission {
        var words = FieldCursor(bytes, with)
        while !words.isAtEnd {
            words.skipWhitespace()
            if let found = ReceivedHop.Transmission.named(bytes, words.takeWord(until: .protocolEnd)) { return found }
            if words.next == 0x2F { words.skip() }
        }
        return .other
    }
}

extension ReceivedHop.Transmission {
    /// The registry of mail transmission types (RFC 3848, RFC 6531 § 4.3), and what servers write beside it.
    fileprivate static func named(_ bytes: [UInt8], _ word: Range<Int>) -> ReceivedHop.Transmission? {
        for (name, transmission) in names where bytes.spells(name, in: word) { return transmission }
        return nil
    }

    private static let names: [(StaticString, ReceivedHop.Transmission)] = [
        ("esmtp", .smtp), ("esmtps", .smtp), ("smtp", .smtp), ("lmtp", .smtp), ("lmtps", .smtp), ("smtps", .smtp), ("smtpsvc", .smtp),
        ("utf8smtp", .smtp), ("utf8smtps", .smtp), ("utf8lmtp", .smtp), ("utf8lmtps", .smtp),
        ("esmtpsa", .authenticatedSMTP), ("esmtpa", .authenticatedSMTP), ("lmtpa", .authenticatedSMTP), ("lmtpsa", .authenticatedSMTP),
        ("utf8smtpa", .authenticatedSMTP), ("utf8smtpsa", .authenticatedSMTP), ("utf8lmtpa", .authenticatedSMTP), ("utf8lmtpsa", .authenticatedSMTP),
        // QUIRK: asmtp is Exim's before 4.50; nobody has registered the other two.
        ("asmtp", .authenticatedSMTP), ("smtpa", .authenticatedSMTP), ("smtpsa", .authenticatedSMTP),
        ("local", .local), ("mapi", .mapi), ("http", .http), ("https", .http), ("httprest", .http), ("httpu", .http),
        ("imap", .retrieval), ("imaps", .retrieval), ("imap4", .retrieval), ("pop3", .retrieval), ("pop3s", .retrieval), ("pop", .retrieval),
    ]
}

extension ByteSet {
    fileprivate static let clauseWordEnd = ByteSet(";<")
    fileprivate static let protocolEnd = ByteSet("/")
    fileprivate static let angleEnd = ByteSet(">")
    fileprivate static let commentWordEnd = ByteSet(",)")
    fileprivate static let labelEnd = ByteSet(":,")
    fileprivate static let comma = ByteSet(",")
}
