public import SenderIdentity

/// Asks DNS servers: the adapter on c-ares.
///
/// Any number of tasks may ask at once; one thread of its own speaks with the network, and callers wait without holding a thread. What is
/// known is answered from the cache without waiting. Questions of a call go out together, and one that is on its way is not sent twice.
///
/// Over UDP and, where an answer is cut, TCP, with 1232 octets welcome (EDNS). An off-path forger has to guess the id and the port, which
/// c-ares 1.18 changes only when nothing is outstanding: servers should be on this machine or in a network that one trusts.
/// /etc/resolv.conf is read once.
public final class DNSClient: Resolver {
    private let desk: FrontDesk

    /// c-ares, or the system, has not what a client needs: memory, descriptors, threads.
    public struct Unavailable: Error, CustomStringConvertible {
        public let reason: String

        public var description: String { "DNS is not available: \(reason)" }
    }

    /// - Parameter servers: in the order in which they are tried; nil for those of /etc/resolv.conf, or this machine where it names none.
    public init(servers: [DNSServer]? = nil, limits: DNSLimits = DNSLimits()) throws(Unavailable) {
        guard let bell = Bell() else { throw Unavailable(reason: "no file descriptor is left") }
        desk = FrontDesk(limits: limits, bell: bell)
        try NetworkThread.start(desk: desk, servers: servers, limits: limits)
    }

    deinit { desk.closeDown() }

    /// Also over when the task is cancelled: what is not there yet is `.temporaryError`.
    public func answers(to questions: [DNSQuestion], within budget: Duration) async -> [DNSQuestion: DNSAnswer] {
        if let answers = desk.known(questions) { return answers }
        let call = desk.newCall()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                desk.ask(questions, call: call, waiter: waiter, within: budget)
                // The handler may have run before there was anything to end.
                if Task.isCancelled { desk.cancel(call) }
            }
        } onCancel: {
            desk.cancel(call)
        }
    }

    /// How much the cache holds: answers, and bytes as it counts them.
    public var cached: (count: Int, bytes: Int) { desk.cached }
}
