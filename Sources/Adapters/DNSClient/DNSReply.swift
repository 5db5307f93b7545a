internal import SenderIdentity

/// What a message of a server says to one question.
///
/// A message that is cut, malformed, or speaks of another question is `.temporaryError`. Its length bounds what reading it costs.
struct DNSReply: Equatable {
    let meaning: Meaning
    /// For how many seconds it holds; nil where the message does not say: errors, and a "no" without SOA (RFC 2308 § 5).
    let lifetime: UInt32?

    enum Meaning: Equatable {
        case answer(DNSAnswer)
        /// Aliases lead to a name of which the message says nothing: it has to be asked for.
        case alias(DNSName, count: Int)
        /// The server does not know EDNS: the question may be put without it (RFC 6891 § 7).
        case notUnderstood
    }

    static let unreadable = DNSReply(meaning: .answer(.temporaryError), lifetime: nil)

    init(meaning: Meaning, lifetime: UInt32?) {
        self.meaning = meaning
        self.lifetime = lifetime
    }

    init(_ bytes: [UInt8], to question: DNSQuestion) {
        do throws(WireReader.Malformed) {
            self = try WireMessage(bytes, to: question).reply(to: question)
        } catch {
            self = .unreadable
        }
    }
}

extension WireMessage {
    /// RFC 1035 § 4.1.1.
    private enum ResponseCode {
        static let noError: UInt16 = 0
        static let formatError: UInt16 = 1
        static let nameError: UInt16 = 3
    }

    func reply(to question: DNSQuestion) throws(WireReader.Malformed) -> DNSReply {
        switch responseCode {
        case ResponseCode.formatError where !isExtended: return DNSReply(meaning: .notUnderstood, lifetime: nil)
        case ResponseCode.noError, ResponseCode.nameError: break
        default: return .unreadable
        }
        var name = WireName(question.name)
        var lifetime: UInt32?
        for aliases in 0...DNSAnswer.maximumAliases {
            let found = answers.filter { $0.type == question.type.code && $0.owner == name }
            lifetime = found.reduce(lifetime) { min($0 ?? .max, $1.lifetime) }
            if responseCode == ResponseCode.noError, !found.isEmpty {
                return DNSReply(meaning: .answer(.records(try read(found, question.type))), lifetime: lifetime)
            }
            guard let alias = answers.first(where: { $0.type == RecordCode.alias && $0.owner == name }) else {
                return try end(at: name, aliases: aliases, lifetime: lifetime)
            }
            lifetime = min(lifetime ?? .max, alias.lifetime)
            name = try target(of: alias)
        }
        return .unreadable
    }

    /// Nothing is here of the name where the aliases end, or of that asked for.
    private func end(at name: WireName, aliases: Int, lifetime: UInt32?) throws(WireReader.Malformed) -> DNSReply {
        let denial = try denialLifetime(of: name)
        // The code speaks of the last name: RFC 6604 § 3.
        if responseCode == ResponseCode.nameError { return DNSReply(meaning: .answer(.noSuchName), lifetime: denial.map { min($0, lifetime ?? $0) }) }
        // RFC 2308 § 2.2: with SOA it is said that there is no data; without, after an alias, the server may only not have gone on.
        if aliases > 0, denial == nil {
            guard let name = name.name else { return .unreadable }
            return DNSReply(meaning: .alias(name, count: aliases), lifetime: lifetime)
        }
        return DNSReply(meaning: .answer(.records([])), lifetime: denial.map { min($0, lifetime ?? $0) })
    }

    /// RFC 2308 § 5: the smaller one of the SOA's own time to live and its minimum. Nil without SOA of a zone that the name is in.
    private func denialLifetime(of name: WireName) throws(WireReader.Malformed) -> UInt32? {
        guard let record = authorities.first(where: { $0.type == RecordCode.startOfAuthority && name.isWithin($0.owner) }) else { return nil }
        var reader = WireReader(bytes, from: record.data.lowerBound)
        _ = try reader.name()
        _ = try reader.name()
        _ = try reader.take(16)
        let minimum = try reader.number32()
        guard reader.position == record.data.upperBound else { throw WireReader.Malformed() }
        return min(record.lifetime, Self.lifetime(minimum))
    }

    private func target(of alias: Record) throws(WireReader.Malformed) -> WireName {
        var reader = WireReader(bytes, from: alias.data.lowerBound)
        let name = try reader.name()
        guard reader.position == alias.data.upperBound else { throw WireReader.Malformed() }
        return name
    }

    /// Records whose host is the root (RFC 7505) or has a name that nobody can ask for are left out.
    private func read(_ records: [Record], _ type: DNSQuestion.RecordType) throws(WireReader.Malformed) -> [DNSRecord] {
        var result: [DNSRecord] = []
        for record in records {
            if let record = try read(record, type) { result.append(record) }
        }
        return result
    }

    private func read(_ record: Record, _ type: DNSQuestion.RecordType) throws(WireReader.Malformed) -> DNSRecord? {
        switch type {
        case .a, .aaaa:
            guard record.data.count == (type == .a ? 4 : 16), let address = IPAddress(bytes: Array(bytes[record.data])) else { throw WireReader.Malformed() }
            return .address(address)
        case .ptr: return try target(of: record).name.map { .pointer($0) }
        case .mx:
            var reader = WireReader(bytes, from: record.data.lowerBound)
            let preference = try reader.number16()
            let host = try reader.name()
            guard reader.position == record.data.upperBound else { throw WireReader.Malformed() }
            return host.name.map { .mailExchange(preference: preference, host: $0) }
        case .txt: return .text(try text(record.data))
        }
    }

    /// One string or more, each behind its length (RFC 1035 § 3.3.14), which fill the data.
    private func text(_ data: Range<Int>) throws(WireReader.Malformed) -> [UInt8] {
        guard !data.isEmpty else { throw WireReader.Malformed() }
        var text: [UInt8] = []
        text.reserveCapacity(data.count)
        var reader = WireReader(bytes, from: data.lowerBound)
        while reader.position < data.upperBound {
            let length = Int(try reader.octet())
            let string = try reader.take(length)
            guard string.upperBound <= data.upperBound else { throw WireReader.Malformed() }
            text += bytes[string]
        }
        return text
    }
}
