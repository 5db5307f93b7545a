public import MailMessage

/// Those Authentication-Results of a message that may be relied on, as far as can be told: RFC 8601 § 5, § 7.1.
///
/// Anybody can put such a field into a message. The receiving side's stands above the sender's: so the topmost field of a trusted server counts, with others
/// of the same server up to the next hop for methods that no field above them speaks of (some servers write a field a method); and none below the first
/// Received field that the receiving side did not write (`ReceivedTrace`).
///
/// Where the receiving side wrote none, a forged one right below its Received field cannot be told from its own. § 5 has it remove those.
public struct RelevantAuthenticationResults: Sendable, Equatable {
    public enum Trust: Sendable, Equatable {
        /// Of a server that was named as trusted.
        case configured(String)
        /// No server was named: the topmost field of the file, whoever says it; nil where that does not say who. To be told to whoever relies on it.
        case topmost(String?)
        /// There is no field to rely on.
        case none
    }

    public let trust: Trust
    /// Of all fields that count, the topmost field's first.
    public let results: [AuthenticationResults.MethodResult]
    /// Fields of this name that were not relied on.
    public let ignoredCount: Int

    /// Fields that are looked at; each server on the way adds one to three. Those behind are ignored.
    static let mostFields = 50

    /// - Parameters:
    ///   - trusted: authserv-ids, compared without regard to case (§ 2.2). Empty for a person's saved file; inside an SMTP session nothing counts then.
    ///   - trace: made with the same names.
    public init(of message: Message, trusted: [String], trace: ReceivedTrace) {
        let fields = message.parts[0].fields.filter { $0.name == .authenticationResults }
        let eligible = fields.prefix { $0.valueRange.lowerBound < trace.firstForeign ?? .max }.prefix(Self.mostFields)
        let ids = Set(trusted.map { $0.lowercased() })
        var trust = Trust.none
        var results: [AuthenticationResults.MethodResult] = []
        var used = 0
        var server: String?
        var nextHop = Int.max
        for field in eligible {
            guard field.valueRange.lowerBound < nextHop else { break }
            let parsed = AuthenticationResults(message.bytes, field.valueRange)
            // § 2.6: nothing of another version is understood.
            guard (parsed.version ?? 1) == 1 else { continue }
            let id = parsed.server?.lowercased()
            if used == 0 {
                guard ids.isEmpty ? Self.mayBeOwn(field, id, message, trace) : id.map(ids.contains) ?? false else { continue }
                trust = ids.isEmpty ? .topmost(parsed.server) : .configured(parsed.server ?? "")
                server = id
                nextHop = trace.hops.first { $0.range.lowerBound > field.valueRange.lowerBound }?.range.lowerBound ?? .max
            } else if id != server {
                continue
            }
            let known = Set(results.map(\.method))
            let added = parsed.results.filter { !known.contains($0.method) }
            if used > 0, added.isEmpty { continue }
            results += added
            used += 1
        }
        self.trust = trust
        self.results = results
        ignoredCount = fields.count - used
    }

    /// Where no server is named: a field above all Received fields was put there at delivery. One below the receiving side's own may be the sender's, unless it
    /// bears the name of one of its servers; those of Microsoft's bear none.
    private static func mayBeOwn(_ field: HeaderField, _ id: String?, _ message: Message, _ trace: ReceivedTrace) -> Bool {
        // Inside a server's SMTP session all that is there is the sender's, but for what named servers wrote.
        guard trace.isStored else { return false }
        guard let first = trace.hops.first, field.valueRange.lowerBound > first.range.lowerBound else { return true }
        guard let name = DNSName(id ?? "outlook.com") else { return false }
        return trace.isOwn(name, message)
    }
}
