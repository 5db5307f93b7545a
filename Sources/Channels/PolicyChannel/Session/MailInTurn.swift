internal import SenderGuard

/// The mail that requests are about, from its first recipient to its end: what of it has been counted, and what came of it.
///
/// Wherever a site has put its checks — at recipients, at DATA, at the end, at several of them or twice at one — a mail is counted once, and so is each recipient.
struct MailInTurn {
    /// What a request brings that was not counted.
    struct News {
        var recipients: [String] = []
        var rejected = 0
        var isCounted = false
    }

    let instance: String
    /// Once refused, it stays so: each further recipient would count as one more try.
    private(set) var refusal: GuardReply?
    private var isCounted = false
    /// Of those that were let through.
    private var known: Set<Int> = []
    /// Requests about recipients that were let through.
    private var passed = 0
    /// Whether the mail server's own count has been looked at.
    private var isSummedUp = false

    init(instance: String) { self.instance = instance }

    /// Nil where there is nothing new.
    mutating func news(_ request: PolicyRequest) -> News? {
        var news = News(isCounted: isCounted)
        switch request.stage {
        case .other: return nil
        case .recipient:
            let recipient = request.recipient ?? unknown(passed)
            if known.contains(recipient.hashValue) {
                passed += 1
                return nil
            }
            news.recipients = [recipient]
        case .data, .endOfMessage:
            guard !isSummedUp else { return nil }
            let missing = max(0, max(request.recipientCount, request.recipient == nil ? 0 : 1) - passed)
            news.recipients = missing > 0 ? unseen(missing, request.recipient) : []
            // Let through by us, and refused by the mail server afterwards.
            if isCounted, request.recipientCount > 0 { news.rejected = max(0, known.count - request.recipientCount) }
            if isCounted, news.recipients.isEmpty, news.rejected == 0 {
                isSummedUp = true
                return nil
            }
        }
        return news
    }

    /// What the desk said to the news of a request.
    mutating func settle(_ request: PolicyRequest, _ news: News, _ reply: GuardReply?) {
        isCounted = true
        refusal = reply
        guard reply == nil else { return }
        if request.stage == .recipient { passed += 1 } else { isSummedUp = true }
        for recipient in news.recipients where known.count < PolicyLimits.recipients { known.insert(recipient.hashValue) }
    }

    /// Recipients that were accepted and of whom we were not asked. Postfix names one only where it is the only one; the others get a name that nobody has, for
    /// whoever has a thousand that we do not know is not to look as if there were none.
    private func unseen(_ count: Int, _ named: String?) -> [String] {
        if let named, known.contains(named.hashValue) { return [] }
        let first = named.map { [$0] } ?? []
        return first + (first.count..<min(count, PolicyLimits.recipients)).map { unknown(passed + $0) }
    }

    private func unknown(_ number: Int) -> String { "\(number) of \(instance)" }
}
