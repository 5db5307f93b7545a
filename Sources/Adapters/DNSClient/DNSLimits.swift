internal import SenderIdentity

/// What a question may cost, and for how long its answer holds.
public struct DNSLimits: Sendable {
    /// For each question from when it is asked: a resolver that has to ask the whole tree needs a second, and a mail cannot wait long.
    public var questionTime = Duration.seconds(2)
    /// Some 40,000 answers, as a server that takes ten mails a second asks in an hour.
    public var cacheBytes = 16 << 20
    /// At a time; what comes on top is `.temporaryError` at once. A thousand mails with four questions each.
    public var questionsInFlight = 4096
    /// The bounds of a time to live. The lower one also holds for 0, so that a burst of mails of one sender asks once.
    public var lifetime = Duration.seconds(5)...Duration.seconds(86400)
    /// RFC 2308 § 5: "one to three hours" work well as the most that a "no" is believed.
    public var denialLifetime = Duration.seconds(10800)
    /// RFC 9520 § 3.2 asks for a second at least and five minutes at most.
    public var failureLifetime = Duration.seconds(5)

    public init() {}

    func lifetime(of answer: DNSAnswer, seconds: UInt32?) -> Duration {
        guard let records = answer.records else { return failureLifetime }
        // RFC 2308 § 5: a "no" of which nobody says how long it holds is not kept, or hardly.
        guard let seconds else { return lifetime.lowerBound }
        let bounds = records.isEmpty ? lifetime.lowerBound...max(denialLifetime, lifetime.lowerBound) : lifetime
        return min(max(.seconds(Int64(seconds)), bounds.lowerBound), bounds.upperBound)
    }
}
