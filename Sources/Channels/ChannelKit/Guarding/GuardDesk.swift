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
        /// What all in the others is hashed with.
        var key: HashKey
        var senders: SenderGuard
        var replies: ReplyGuard
        /// When incidents were noted last.
        var noted = 0
    }

    /// How long an answer waits for the store.
    static let patience = TimeAmount.seconds(2)

    private let held: Mutex<Held>
    private let keeper: GuardKeeper
    private let metrics: ServerMetrics
    private let log: Logger
    private let alert: @Sendable (Incident) -> Void
    let now: @Sendable () -> Int

    /// - Parameters:
    ///   - memory: as `store` gave it.
    ///   - pool: of one thread, on which the store is written.
    ///   - alert: tells somebody of a new incident; called on any thread, and must not block.
    ///   - now: seconds since 1970.
    public init(
        _ configuration: Configuration.Guarding, policy: ActionPolicy, memory: GuardMemory, store: any GuardStore, pool: NIOThreadPool, metrics: ServerMetrics,
        log: Logger, alert: @escaping @Sendable (Incident) -> Void = { _ in }, now: @escaping @Sendable () -> Int = { time(nil) }
    ) {
        let held = Held(
            rules: GuardRules(configuration, policy), key: memory.key,
            senders: SenderGuard(settings: GuardSettings(configuration), key: memory.key, state: memory.state, at: now()),
            replies: ReplyGuard(key: memory.key, signs: memory.signs))
        self.held = Mutex(held)
        keeper = GuardKeeper(store, pool, metrics: metrics, log: log, at: now())
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
        let (rules, key, hasSigns) = held.withLock { ($0.rules, $0.key, $0.replies.count > 0) }
        guard rules.isLeaving(mail.envelope, isWhole: mail.channel == .milter) else { return loop.makeSucceededFuture(nil) }
        // A mail may have a thousand recipients, and fields of 128 KiB: nobody waits at the lock meanwhile.
        let isReport = rules.policy.isReport(to: mail.envelope.recipients)
        var outgoing = OutgoingMail(mail, key, isReport: isReport)
        outgoing.isToContact = rules.isToContact(mail.envelope.recipients)
        let isGuarded = hasSigns && rules.guardsReplies(of: mail.envelope)
        let answer = isGuarded ? mail.content.map { ReplyGuard.Answer(ReplyGuard.Mail($0, isReport: isReport), key) } : nil
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
        let reply = isEnforced ? judged.answer(contact: rules.policy.contact, hasAccount: mail.envelope.account != nil, at: time) : nil
        guard let written = judged.written else { return loop.makeSucceededFuture(reply) }
        return written.map { reply }
    }

    /// A mail came in that is a scam: whoever answers it, or pays, is to be warned.
    public func remember(_ content: MailContent, _ threat: RememberedSign.Threat) {
        let time = now()
        let hashes = ReplyGuard.hashes(messageID: content.messageID, wallets: content.ownWallets, held.withLock { $0.key })
        held.withLock { $0.replies.remember(hashes, threat: threat, at: time) }
    }

    // MARK: - The store

    /// To be called about every second: does what administrators have asked for, and writes what may be written late.
    public func tick() {
        keeper.everySecond(of: self)
        held.withLock { held in
            for kind in Stop.Kind.allCases { metrics.guarding.stops(kind, held.senders.stopCount(kind, at: now())) }
            for kind in SenderKey.Kind.allCases { metrics.guarding.senders(kind, held.senders.senderCount(kind)) }
            metrics.guarding.openIncidents(held.senders.incidentCount)
            metrics.guarding.signs(held.replies.count)
            let time = now()
            guard abs(time - held.noted) >= GuardKeeper.countSeconds else { return }
            held.noted = time
            note(&held, at: time)
        }
    }

    /// What has come to incidents since: nobody waits for it.
    private func note(_ held: inout Held, at time: Int) {
        held.senders.noteIncidents(at: time)
        keeper.keep(held.senders.drainChanges())
    }

    /// Writes all that is not written yet; to be called at the end, when no mail comes any more, and before the pool ends.
    public func finish(on loop: any EventLoop, within time: TimeAmount) -> EventLoopFuture<Void> {
        held.withLock { note(&$0, at: now()) }
        return keeper.finish(self, on: loop, within: time)
    }

    /// Ends a sender's hold or block, as an administrator wants.
    func lift(_ request: LiftRequest) {
        let time = now()
        held.withLock { held in
            held.senders.lift(request.sender, at: time)
            // Inside of the lock: behind what is on its way, which would bring the stop back.
            keeper.keep(held.senders.drainChanges(), of: request)
        }
        log.notice("lifted", metadata: ["sender": "\(request.sender.text)"])
    }

    var inForce: ([Stop], [Incident]) {
        let time = now()
        return held.withLock { ($0.senders.stops(at: time), $0.senders.incidents) }
    }

    func drainCounts(most: Int) -> [SavedSender] { held.withLock { $0.senders.drainCounts(most: most) } }
    func drainSigns() -> [RememberedSign] { held.withLock { $0.replies.drainChanges() } }

    /// Takes over what was kept all along and could not be read at the start; false where it was, so that there is nothing new in it.
    ///
    /// What was counted and remembered since is hashed with another key, and lost.
    func adopt(_ memory: GuardMemory) -> Bool {
        let time = now()
        return held.withLock { held in
            guard memory.key != held.key else { return false }
            var memory = memory
            memory.add(stops: held.senders.stops(at: time), incidents: held.senders.incidents)
            held.key = memory.key
            held.senders = SenderGuard(settings: GuardSettings(held.rules.configuration), key: memory.key, state: memory.state, at: time)
            held.replies = ReplyGuard(key: memory.key, signs: memory.signs)
            return true
        }
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

    func answer(contact: String?, hasAccount: Bool, at now: Int) -> GuardReply? {
        GuardReply(decision, contact: contact, hasAccount: hasAccount, at: now) ?? GuardReply(reply, contact: contact)
    }

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

extension OutgoingMail {
    fileprivate init(_ mail: LeavingMail, _ key: HashKey, isReport: Bool) {
        self.init(
            account: mail.envelope.account, client: mail.envelope.client, senderDomain: mail.envelope.senderDomain,
            recipients: mail.envelope.recipients.map { key.recipient($0.utf8) }, rejectedRecipients: mail.rejectedRecipients, body: mail.content?.body,
            verdict: mail.verdict, subject: mail.content?.subject, isReport: isReport, isCounted: mail.isCounted)
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
