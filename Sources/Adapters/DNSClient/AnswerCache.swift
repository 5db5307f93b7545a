internal import SenderIdentity

/// Answers that still hold, in a bounded number of bytes.
///
/// Two generations: what is kept or found goes to the younger one; when that has half of the bytes it becomes the older one, and what had not
/// been asked for since is gone. So what is in use stays, at the cost of a look-up or two and without a list to keep in order.
struct AnswerCache {
    private var young = Generation()
    private var old = Generation()
    private let limit: Int

    struct Generation {
        fileprivate var entries: [DNSQuestion: Entry] = [:]
        fileprivate var bytes = 0
    }

    fileprivate struct Entry {
        let answer: DNSAnswer
        let end: ContinuousClock.Instant
    }

    /// - Parameter limit: bytes of all answers together, as `cost` counts them.
    init(limit: Int) { self.limit = limit }

    var count: Int { young.entries.count + old.entries.count }
    var bytes: Int { young.bytes + old.bytes }

    mutating func answer(to question: DNSQuestion, at now: ContinuousClock.Instant) -> DNSAnswer? {
        if let entry = young.entries[question] { return entry.end > now ? entry.answer : nil }
        guard let entry = old.entries[question], entry.end > now else { return nil }
        old.remove(question)
        insert(entry, for: question)
        return entry.answer
    }

    /// Returns what has been given up: to let go of thousands of answers takes a while, and may wait until a lock is free.
    mutating func keep(_ answer: DNSAnswer, to question: DNSQuestion, until end: ContinuousClock.Instant) -> Generation? {
        young.remove(question)
        old.remove(question)
        // One large answer must not drive out many.
        guard Self.cost(answer, question) <= limit / 256 else { return nil }
        return insert(Entry(answer: answer, end: end), for: question)
    }

    @discardableResult
    private mutating func insert(_ entry: Entry, for question: DNSQuestion) -> Generation? {
        young.entries[question] = entry
        young.bytes += Self.cost(entry.answer, question)
        guard young.bytes > limit / 2 else { return nil }
        defer { (old, young) = (young, Generation()) }
        return old
    }

    /// Bytes of memory: an entry of the table, the names' and the data's allocations. Measured in docs/performance.md.
    static func cost(_ answer: DNSAnswer, _ question: DNSQuestion) -> Int {
        let base = 192 + text(question.name)
        guard case .records(let records) = answer else { return base }
        return records.reduce(base + 48) { $0 + cost($1) }
    }

    private static func cost(_ record: DNSRecord) -> Int {
        switch record {
        case .address: 96
        case .mailExchange(_, let host), .pointer(let host): 48 + text(host)
        case .text(let bytes): 96 + bytes.count
        }
    }

    private static func text(_ name: DNSName) -> Int { 32 + name.text.utf8.count }
}

extension AnswerCache.Generation {
    fileprivate mutating func remove(_ question: DNSQuestion) {
        guard let entry = entries.removeValue(forKey: question) else { return }
        bytes -= AnswerCache.cost(entry.answer, question)
    }
}
