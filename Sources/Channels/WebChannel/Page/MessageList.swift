internal import Examination
internal import MailMessage
internal import ScamVerdict
internal import VictimAdvice
internal import VisibleText

/// The messages of a mailbox file, the most important first. For the template `list`.
struct MessageList {
    /// Nobody looks through more.
    static let most = 200
    /// For all of them: somebody waits.
    static let mostTime = Duration.seconds(5)

    struct Entry: Sendable {
        let outcome: Verdict.Outcome
        let level: AnswerLevel
        let subject: String
        let bytes: [UInt8]
    }

    /// The last ones, the newest first: programs add below, and what frightened somebody came today.
    ///
    /// - Returns: the messages, and whether there were more.
    static func messages(of bytes: [UInt8]) -> (messages: [[UInt8]], isCut: Bool) {
        let (messages, total) = MailboxAnswer.messages(in: bytes, limit: ParseLimits().messageBytes, most: most)
        return (messages.reversed().map(\.1.bytes), total > messages.count)
    }

    static func entry(_ file: CaseFile, _ bytes: [UInt8]) -> Entry {
        let section = file.reading.sections.firstIndex { $0.place == .subject && $0.nesting == 0 }
        return Entry(
            outcome: file.verdict.outcome, level: AnswerLevel(file.verdict), subject: section.map { file.beginning(ofSection: $0, atMost: 120) } ?? "",
            bytes: bytes)
    }

    static func view(_ entries: [Entry], isCut: Bool, _ texts: AdviceTexts) -> [String: Any] {
        let sorted = entries.enumerated().sorted { ($0.element.outcome.urgency, $0.offset) < ($1.element.outcome.urgency, $1.offset) }.map(\.element)
        // All of them travel along together or none does: half of a list that can be opened puzzles.
        let isCarried = entries.reduce(0) { $0 + $1.bytes.count } <= CarriedMessage.limit
        let items = sorted.map { entry -> [String: Any] in
            let subject = InertText.line(entry.subject)
            return [
                "verdict": entry.outcome.rawValue, "name": texts[entry.level.textName],
                "subject": subject.isEmpty ? texts["page.list.no-subject"] : subject, "message": isCarried ? CarriedMessage.field(of: entry.bytes) : "",
            ]
        }
        return [
            "title": texts["page.list.title", "count", String(entries.count)], "items": items, "canOpen": isCarried, "isAlone": !isCarried, "isListCut": isCut,
        ]
    }
}
