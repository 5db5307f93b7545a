/// Whoever answers questions to DNS: the network (`DNSClient`), or a file in its place (`ZoneFile`).
///
/// Asynchronous, and only that: a server has thousands of messages waiting and must not hold a thread for each, and a command awaits in
/// its `run() async` and loses nothing. A blocking form beside it would be the one that a server calls by mistake.
public protocol Resolver: Sendable {
    /// An answer to every question; what does not come within the budget is `.temporaryError`.
    func answers(to questions: [DNSQuestion], within budget: Duration) async -> [DNSQuestion: DNSAnswer]
}

extension DNSAnswer {
    /// How many aliases (CNAME) lead on before they count as a loop: `.temporaryError`. Unbound 1.17 gives up at as many.
    public static let maximumAliases = 11
}
