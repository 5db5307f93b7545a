internal import Glibc
internal import SenderIdentity

/// The one thread that owns c-ares' channel, which is not made for more: sends what is asked, and settles what comes.
final class NetworkThread {
    private let desk: FrontDesk
    private let channel: AresChannel
    private let limits: DNSLimits
    /// Until a server says that it does not know EDNS.
    private var isExtended = true

    /// How exactly a deadline is met, in milliseconds, while anybody waits. c-ares' own time-outs are looked for as often: to ask it for the
    /// next one costs it a walk over all that is outstanding.
    private static let tick: CInt = 20

    private init(desk: FrontDesk, channel: AresChannel, limits: DNSLimits) { (self.desk, self.channel, self.limits) = (desk, channel, limits) }

    /// Runs until the desk closes.
    static func start(desk: FrontDesk, servers: [DNSServer]?, limits: DNSLimits) throws(DNSClient.Unavailable) {
        let thread = NetworkThread(desk: desk, channel: try AresChannel(servers: servers), limits: limits)
        let argument = Unmanaged.passRetained(thread)
        // Signals are for the program's own threads; and a write to a connection that the server has closed must not end the program (SIGPIPE).
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var handle = pthread_t()
        let status = pthread_create(
            &handle, nil,
            {
                Unmanaged<NetworkThread>.fromOpaque($0!).takeRetainedValue().run(); return nil
            }, argument.toOpaque())
        guard status == 0 else {
            argument.release()
            throw DNSClient.Unavailable(reason: String(cString: strerror(status)))
        }
        pthread_detach(handle)
    }

    private func run() {
        while !desk.isClosing {
            for question in desk.takeUnsent() { send(AresChannel.Sent(question, isExtended: isExtended)) }
            settleReplies()
            desk.expire()
            channel.wait(bell: desk.bell.descriptor, milliseconds: channel.outstanding == 0 && desk.isIdle ? -1 : Self.tick)
            settleReplies()
        }
        channel.close()
    }

    private func send(_ sent: AresChannel.Sent) {
        // Those that nobody waits for any more count as well: servers that never answer must not fill the memory.
        guard channel.outstanding < limits.questionsInFlight else { return desk.settle(sent.question, .temporaryError, seconds: nil) }
        channel.send(sent)
    }

    /// What came, and what came of asking on.
    private func settleReplies() {
        var replies = channel.takeReplies()
        while !replies.isEmpty {
            for (sent, bytes) in replies { settle(sent, bytes.map { DNSReply($0, to: sent.asked) } ?? .unreadable) }
            replies = channel.takeReplies()
        }
    }

    private func settle(_ sent: AresChannel.Sent, _ reply: DNSReply) {
        switch reply.meaning {
        case .answer(let answer): desk.settle(sent.question, answer, seconds: shorter(sent.lifetime, reply.lifetime))
        case .alias(let name, let count):
            var next = sent
            next.aliases += count
            next.asked = DNSQuestion(name, sent.question.type)
            next.lifetime = shorter(sent.lifetime, reply.lifetime)
            guard next.aliases <= DNSAnswer.maximumAliases else { return desk.settle(sent.question, .temporaryError, seconds: nil) }
            send(next)
        case .notUnderstood:
            isExtended = false
            guard sent.isExtended else { return desk.settle(sent.question, .temporaryError, seconds: nil) }
            var next = sent
            next.isExtended = false
            send(next)
        }
    }

    /// Nil, "the message does not say", is shorter than any.
    private func shorter(_ aliases: UInt32?, _ reply: UInt32?) -> UInt32? { reply.map { min($0, aliases ?? $0) } }
}
