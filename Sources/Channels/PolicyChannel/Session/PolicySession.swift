internal import ChannelKit
internal import SenderGuard
internal import SenderIdentity

/// One connection of a mail server: its bytes in, steps out. No socket, no clock.
///
/// Requests are answered in order, each before the next is read. Whatever the bytes are, there is a next step and a bound on what is kept: half a line, the values of one request,
/// the recipients of one mail, and what was read in one go behind a request that the desk has.
struct PolicySession {
    private enum Phase {
        case reading
        /// The desk has it.
        case waiting(PolicyRequest, MailInTurn.News)
        case ended
    }

    private var phase = Phase.reading
    private var reader = PolicyReader()
    private var mail = MailInTurn(instance: "")
    /// Behind a request that the desk has.
    private var held: [UInt8] = []
    private var isPeerKnown = false
    /// Whether it ends as soon as no request is under way.
    private var isLeaving = false
    private var steps: [PolicyStep] = []

    /// False where reading on would only fill memory.
    var wantsInput: Bool { if case .reading = phase { true } else { false } }

    // MARK: - What happens

    mutating func receive(_ bytes: Span<UInt8>) -> [PolicyStep] {
        read(bytes)
        return takeSteps()
    }

    /// The desk's answer. Nil: the mail goes on.
    mutating func answer(_ reply: GuardReply?) -> [PolicyStep] {
        guard case .waiting(let request, let news) = phase else { return [] }
        mail.settle(request, news, reply)
        phase = .reading
        say(reply)
        var bytes: [UInt8] = []
        swap(&bytes, &held)
        read(bytes.span)
        return takeSteps()
    }

    /// It should end: at once between two requests, otherwise when the one that is under way has been answered. The next would come only then.
    mutating func leave() -> [PolicyStep] {
        isLeaving = true
        if wantsInput, reader.isEmpty { end() }
        return takeSteps()
    }

    /// The mail server says no more: what it waits for it still gets, and what is incomplete never will be complete.
    mutating func inputEnded() -> [PolicyStep] {
        switch phase {
        case .reading:
            if !reader.isEmpty { steps.append(.count(.aborted)) }
            end()
        case .waiting: isLeaving = true
        case .ended: break
        }
        return takeSteps()
    }

    /// The connection is gone. An answer that is on its way belongs to nobody.
    mutating func connectionLost() -> ServerMetrics.Fault? {
        defer { phase = .ended }
        switch phase {
        case .reading: return reader.isEmpty ? nil : .aborted
        case .waiting: return .aborted
        case .ended: return nil
        }
    }

    // MARK: - Requests

    private mutating func read(_ bytes: Span<UInt8>) {
        var place = 0
        while wantsInput, let outcome = reader.next(in: bytes, from: &place) {
            switch outcome {
            case .request(let request): take(request)
            case .endless:
                steps.append(.count(.length))
                end()
            }
        }
        if case .waiting = phase { bytes.extracting(place..<bytes.count).append(to: &held) }
    }

    private mutating func take(_ request: PolicyRequest) {
        for fault in request.faults { steps.append(.count(fault)) }
        guard request.isUnderstood else {
            say(nil)
            // No mail server: what another protocol brings behind it, as a request to a web server does, is not to be taken for a question.
            return end()
        }
        if !isPeerKnown { steps.append(.peerIsKnown) }
        isPeerKnown = true
        guard request.stage != .other else { return say(nil) }
        // Without a name no two requests are about the same mail.
        if mail.instance != request.instance || request.instance.isEmpty { mail = MailInTurn(instance: request.instance) }
        if let refusal = mail.refusal { return say(refusal) }
        guard let news = mail.news(request) else { return say(nil) }
        phase = .waiting(request, news)
        let envelope = Envelope(client: request.client, mailFrom: request.sender, recipients: news.recipients, account: request.account)
        steps.append(
            .judge(
                LeavingMail(
                    channel: .policy, queueID: request.queueID, envelope: envelope, rejectedRecipients: news.rejected, isCounted: news.isCounted)))
    }

    // MARK: - Answers

    private mutating func say(_ reply: GuardReply?) {
        steps.append(.answer(reply.map { .refuse($0) } ?? .dunno))
        if isLeaving { end() }
    }

    private mutating func end() {
        if case .ended = phase { return }
        phase = .ended
        steps.append(.close)
    }

    private mutating func takeSteps() -> [PolicyStep] {
        var taken: [PolicyStep] = []
        swap(&taken, &steps)
        return taken
    }
}
