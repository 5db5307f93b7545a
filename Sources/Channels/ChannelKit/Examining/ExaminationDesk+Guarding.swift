internal import Examination
internal import NIOCore
internal import ScamVerdict
internal import SenderGuard
internal import SenderIdentity

extension ExaminationDesk {
    func way(of mail: ArrivedMail, from channel: ChannelName) -> Way {
        guard let guardDesk else { return .arriving(isRemembered: false) }
        switch channel {
        case .milter where guardDesk.isLeaving(mail.envelope): return .leaving
        case .milter, .spamd: return .arriving(isRemembered: guardDesk.guardsReplies)
        // Anybody may show the page any message: they could have answers to whatever they like held back.
        case .page, .policy: return .arriving(isRemembered: false)
        }
    }

    func remember(_ look: Look) -> Opinion {
        if let content = look.content { guardDesk?.remember(content, look.outcome == .sextortionScam ? .filmed : .other) }
        return look.opinion
    }

    /// It goes as it came, or not at all: whoever gets it has a filter of their own, and `actions` are for our own people's inboxes.
    func judge(_ look: Look, of mail: ArrivedMail, _ channel: ChannelName, _ loop: any EventLoop) -> EventLoopFuture<Opinion> {
        guard let guardDesk else { return loop.makeSucceededFuture(look.opinion) }
        let leaving = LeavingMail(
            channel: channel, queueID: mail.queueID, envelope: mail.envelope, rejectedRecipients: mail.rejectedRecipients, verdict: look.outcome,
            content: look.content)
        return guardDesk.judge(leaving, on: loop).map { reply in
            Opinion(finding: look.opinion.finding, action: reply.map { Action(refusing: $0, isOneLine: mail.isOfThisMachine) } ?? Self.passing(look.content))
        }
    }

    /// A transaction that came to no mail.
    func countRejectedRecipients(_ count: Int, of envelope: Envelope, from channel: ChannelName, on loop: any EventLoop) {
        var envelope = envelope
        // Nobody has written to those that were not refused.
        envelope.recipients = []
        _ = guardDesk?.judge(LeavingMail(channel: channel, envelope: envelope, rejectedRecipients: count, isCounted: true), on: loop)
    }

    /// What the sender has told us is nobody else's business.
    private static func passing(_ content: MailContent?) -> Action {
        var action = Action(removedFields: ActionPolicy.ownFields + [SendAnyway.fieldName])
        action.subject = content?.subjectWithoutWords
        return action
    }
}

extension Action {
    /// - Parameter isOneLine: for a program of this machine. Postfix tells it by a notice, in which lines of a reply run together.
    fileprivate init(refusing reply: GuardReply, isOneLine: Bool) {
        let lines = isOneLine ? [reply.oneLine(atMost: GuardReply.longestLine)] : reply.lines
        self.init(disposition: .reject(Reply(code: reply.code, enhancedCode: reply.status, lines: lines)))
    }
}

extension ArrivedMail {
    /// Handed in by a program of this machine, which did not log in.
    fileprivate var isOfThisMachine: Bool { envelope.account == nil && (envelope.client.map(\.isLoopback) ?? true) }
}
