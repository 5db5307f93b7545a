internal import ChannelKit
internal import Examination
internal import MailMessage
internal import ScamVerdict
internal import VictimAdvice

/// Of a mailbox: its messages, what a person should look at first.
struct MailboxAnswer {
    /// More are not looked at: of those that stand last, which are the newest in most mailboxes.
    static let mostMessages = 500
    /// No more are begun after that, whatever they cost.
    static let mostTime = Duration.seconds(20)
    /// Nor when the answer has so many bytes: a line has some kilobytes, unless it was made to be long.
    static let mostAnswerBytes = 16 << 20

    /// One line of docs/json.md, and where it belongs.
    struct Entry: Sendable {
        let index: Int
        /// The smallest comes first.
        let rank: Int
        let probability: Double
        let json: [UInt8]

        init(index: Int, rank: Int, probability: Double = 0, json: [UInt8]) {
            self.index = index
            self.rank = rank
            self.probability = probability
            self.json = json
        }

        init(_ file: CaseFile, index: Int, texts: AdviceTexts) {
            self.init(
                index: index, rank: file.verdict.outcome.urgency, probability: file.verdict.probability,
                json: CaseRecord(file, name: "-", index: index, texts: texts).json)
        }

        /// What could not be looked at, as `unbluff check` says it.
        init(unread problem: String, index: Int) {
            self.init(index: index, rank: Verdict.Outcome.unreadUrgency, json: ErrorRecord(name: "-", index: index, error: problem).json)
        }
    }

    private var entries: [Entry] = []
    private(set) var total = 0

    /// - Parameter limit: bytes of one message.
    init(_ bytes: [UInt8], limit: Int, texts: AdviceTexts, desk: any CaseDesk) async throws(Opinion.NotExamined) {
        let end = ContinuousClock.now + Self.mostTime
        let (messages, total) = try await desk.work(on: bytes.count) { Self.messages(in: bytes, limit: limit) }
        self.total = total
        var size = 0
        for (index, message) in messages where ContinuousClock.now < end && size < Self.mostAnswerBytes {
            defer { size += entries.last?.json.count ?? 0 }
            if message.cut > 0 {
                entries.append(Entry(unread: "the message is too large", index: index))
                continue
            }
            do throws(Opinion.NotExamined) {
                entries.append(try await desk.examine(message.bytes, .mbox, charset: [], isOfMany: true) { Entry($0, index: index, texts: texts) })
            } catch  where error.omission == .time {
                entries.append(Entry(unread: "the message could not be looked at in time", index: index))
            }
        }
        entries.sort { ($0.rank, $1.probability, $0.index) < ($1.rank, $0.probability, $1.index) }
    }

    /// `{"examined": …, "messages": […], "total": …}`
    var json: [UInt8] {
        var json = Array("{\"examined\":\(entries.count),\"messages\":[".utf8)
        json.reserveCapacity(entries.reduce(64) { $0 + $1.json.count + 1 })
        for (place, entry) in entries.enumerated() {
            if place > 0 { json.append(UInt8(ascii: ",")) }
            json += entry.json
        }
        return json + Array("],\"total\":\(total)}".utf8)
    }

    /// The last of them, each with its number in the mailbox, and how many there are in all.
    static func messages(in bytes: [UInt8], limit: Int, most: Int = mostMessages) -> (messages: [(Int, MboxSplitter.Piece)], total: Int) {
        var limits = ParseLimits()
        limits.messageBytes = limit
        var splitter = MboxSplitter(limits: limits)
        var messages: [(Int, MboxSplitter.Piece)] = []
        var total = 0
        func take() {
            while let piece = splitter.next() {
                // Half of them go at once, so that each is moved once at most.
                if messages.count == 2 * most { messages.removeFirst(most) }
                messages.append((total, piece))
                total += 1
            }
        }
        // In pieces, as the splitter keeps a copy of what is not yet taken.
        for start in stride(from: 0, to: bytes.count, by: chunkBytes) {
            splitter.append(bytes[start..<min(start + chunkBytes, bytes.count)])
            take()
        }
        splitter.finish()
        take()
        return (messages.suffix(most), total)
    }

    private static let chunkBytes = 1 << 20
}
