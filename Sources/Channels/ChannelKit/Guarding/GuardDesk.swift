public import Examination
internal import Glibc
public import Logging
public import NIOCore
public import NIOPosix
public import SenderGuard
public import SenderIdentity
public import ServerConfiguration
internal import Synchronization

/// Judges mail that leaves for all channels, keeps in a store what has to outlast a restart, and tells somebody of incidents.
///
/// Whatever happens to the store, mail goes on, and judged it is too: the log says once that nothing is kept.
public final class GuardDesk: OutgoingDesk {
    private struct Held {
        var rules: GuardRules
        var senders: SenderGuard
        var replies: ReplyGuard
    }

    /// How long an answer waits for the store.
    static let patience = TimeAmount.seconds(2)

    private let held: Mutex<Held>
    private let key: HashKey
    private let keeper: GuardKeeper
    private let metrics: ServerMetrics
    private let log: Logger
    private let alert: @Sendable (Incident) -> Void
    private let now: @Sendable () -> Int

    /// - Parameters:
    ///   - memory: as `store` gave it.
    ///   - pool: of one thread, on which the store is written.
    ///   - alert: tells somebody of a new incident; called on any thread, and must not block.
    ///   - now: seconds since 1970.
    public init(
        _ configuration: Configuration.Guarding, policy: ActionPolicy, memory: GuardMemory, store: any GuardStore, pool: NIOThreadPool, metrics: ServerMetrics,
        log: Logger, alert: @escaping @Sendable (Incident) -> Void = { _ in }, now: @escaping @Sendable () -> Int = { time(nil) }
    ) {
        key = memory.key
        let held = Held(
            rules: GuardRules(configuration, policy),
            senders: SenderGuard(settings: GuardSettings(configuration), key: memory.key, state: memory.state, at: now()),
            replies: ReplyGuard(key: memory.key, signs: memory.signs))
        self.held = Mutex(held)
        keeper = GuardKeeper(store, pool, metrics: metrics, log: log)
        self.metrics = metrics
        self.log = log
        self.alert = alert
        self.now = now
    }

    public func change(to configuration: Configuration.Guarding, policy: ActionPolicy) {
        let time = now()
        held.withLock {
            $0.rules = GuardRules(configuration, policy)
            $0.senders.use(GuardSettings(configuration), at: time)
            keeper.keep($0.senders.drainChanges())
        }
    }

    /// Whether any mail leaves at all.
    public var isOn: Bool { held.withLock { $0.rules.configuration.isOn } }

    public func isLeaving(_ envelope: Envelope) -> Bool { held.withLock { $0.rules.isLeaving(envelope) } }

    /// Whether mail that comes in is to be remembered where it is a scam.
    public var guardsReplies: Bool { held.withLock { $0.rules.guardsReplies } }

    // MARK: - Mail

    public func judge(_ mail: LeavingMail, on loop: any EventLoop) -> EventLoopFuture<GuardReply?> {
        let time = now()
        let rules = held.withLock { $0.rules }
        guard rules.isLeaving(mail.envelope, isWhole: mail.channel == .milter) else { return loop.makeSucceededFuture(nil) }
        // A mail may have a thousand recipients: nobody waits at the lock meanwhile.
        let isReport = rules.policy.isReport(to: mail.envelope.recipients)
        var outgoing = outgoing(mail, isReport: isReport)
        outgoing.isToContact = rules.isToContact(mail.envelope.recipients)
        let answer = mail.content.flatMap { rules.guardsReplies(of: mail.envelope) ? ReplyGuard.Mail($0, isReport: isReport) : nil }
        let judged = held.withLock { held in
            let decision = held.senders.judge(outgoing, at: time)
            let reply = decision.passes ? answer.map { held.replies.judge($0, at: time) } ?? .pass : .pass
            let changes = held.senders.drainChanges()
            // Inside of the lock: they are written in the order in which they came to be.
            return Judged(decision: decision, reply: reply, changes: changes, written: keeper.keep(changes, on: loop))
        }
        for case .opened(let incident) in judged.changes { tell(incident) }
        let isEnforced = rules.configuration.mode == .enforce
        report(judged, of: mail, isEnforced: isEnforced)
        let reply = isEnforced ? judged.answer(contact: rules.policy.contact, at: time) : nil
        guard let written = judged.written else { return loop.makeSucceededFuture(reply) }
        return written.map { reply }
    }

    /// A mail came in that is a scam: whoever answers it, or pays, is to be warned.
    public func remember(_ content: MailContent, _ threat: RememberedSign.Threat) {
        let time = now()
        held.withLock { $0.replies.remember(messageID: content.messageID, wallets: content.ownWallets, threat: threat, at: time) }
    }

    private func outgoing(_ mail: LeavingMail, isReport: Bool) -> OutgoingMail {
        OutgoingMail(
            account: mail.envelope.account, client: mail.envelope.client, senderDomain: mail.envelope.senderDomain,
            recipients: mail.envelope.recipients.map { key.recipient($0.utf8) }, rejectedRecipients: mail.rejectedRecipients, body: mail.content?.body,
            verdict: mail.verdict, subject: mail.content?.subject, isReport: isReport, isCounted: mail.isCounted)
    }

    // MARK: - The store

    /// To be called about every second: does what administrators have asked for, and writes what may be written late.
    public func tick() {
        keeper.everySecond { [self] requests in
            for request in requests { lift(request.sender) }
        } rewrite: { [self] in
            held.withLock { held in (held.senders.stops(at: now()), held.senders.incidents) }
        } counts: { [self] most in
            held.withLock { $0.senders.drainCounts(most: most) }
        } signs: { [self] in
            held.withLock { $0.replies.drainChanges() }
        }
        held.withLock { held in
            for kind in Stop.Kind.allCases { metrics.guarding.stops(kind, held.senders.stopCount(kind, at: now())) }
            for kind in SenderKey.Kind.allCases { metrics.guarding.senders(kind, held.senders.senderCount(kind)) }
            metrics.guarding.openIncidents(held.senders.incidentCount)
            metrics.guarding.signs(held.replies.count)
        }
    }

    /// Writes all that is not written yet; to be called at the end, when no mail comes any more.
    public func finish() {
        keeper.finish { [self] most in
            held.withLock { $0.senders.drainCounts(most: most) }
        } signs: { [self] in
            held.withLock { $0.replies.drainChanges() }
        }
    }

    /// Ends a sender's hold or block, as an administrator wants; on the store's thread.
    private func lift(_ sender: SenderKey) {
        let time = now()
        let changes = held.withLock { held -> [GuardChange] in
            held.senders.lift(sender, at: time)
            return held.senders.drainChanges()
        }
        keeper.writeNow(changes)
        log.notice("lifted", metadata: ["sender": "\(sender.text)"])
    }

    // MARK: - What is told

    private func tell(_ incident: Incident) {
        metrics.guarding.opened(incident.level)
        log.warning(
            "somebody sends more than is usual",
            metadata: [
                "sender": "\(incident.sender.text)", "level": "\(incident.level.rawValue)", "measure": "\(incident.excess.measure.rawValue)",
                "window": "\(incident.excess.window.rawValue)", "count": "\(incident.excess.count)", "bound": "\(incident.excess.bound)",
                "lift": "\(incident.liftCommand)",
            ])
        alert(incident)
    }

    private func report(_ judged: Judged, of mail: LeavingMail, isEnforced: Bool) {
        let deed = judged.deed
        let goes = deed == .pass || deed == .warn
        // Whatever is asked about a mail, it is told once, and once more where it passed at first and then is refused: that ends it. What is only watched goes on.
        guard !mail.isCounted || !goes && isEnforced else { return }
        metrics.guarding.did(mail.channel, deed)
        guard !goes else { return }
        var fields: Logger.Metadata = ["channel": "\(mail.channel.rawValue)", "decision": "\(deed.rawValue)", "enforced": "\(isEnforced)"]
        if !mail.queueID.isEmpty { fields["queue_id"] = "\(mail.queueID)" }
        if let account = mail.envelope.account, !account.isEmpty { fields["account"] = "\(SenderKey.account(account).name)" }
        if let client = mail.envelope.client { fields["client"] = "\(client)" }
        log.info("leaving mail", metadata: fields)
    }
}

/// What became of one mail.
private struct Judged {
    let decision: GuardDecision
    let reply: ReplyGuard.Decision
    let changes: [GuardChange]
    /// Nil where nobody has to wait.
    let written: EventLoopFuture<Void>?

    func answer(contact: String?, at now: Int) -> GuardReply? { GuardReply(decision, contact: contact, at: now) ?? GuardReply(reply, contact: contact) }

    var deed: GuardMetrics.Deed {
        switch decision {
        case .tempfail: return .hold
        case .block: return .block
        case .scam: return .scam
        case .pass, .warn: break
        }
        switch reply {
        case .hold: return .reply
        case .sentAnyway: return .sentAnyway
        case .pass: if case .warn = decision { return .warn } else { return .pass }
        }
    }
}

extension ReplyGuard.Mail {
    fileprivate init(_ content: MailContent, isReport: Bool) {
        self.init()
        inReplyTo = content.inReplyTo
        references = content.references
        wallets = content.wallets
        subject = content.subject
        sendAnyway = content.sendAnyway
        self.isReport = isReport
    }
}

extension Envelope {
    /// Behind the last `@` of the reverse path; nil where there is none, as in a notice.
    var senderDomain: String? {
        guard let mailFrom, let at = mailFrom.lastIndex(of: "@") else { return nil }
        let domain = mailFrom[mailFrom.index(after: at)...]
        return domain.isEmpty ? nil : String(domain)
    }
}
