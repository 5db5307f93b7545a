@testable import SenderIdentity

/// What DNS says in a test of SPF.
struct SPFZone: Sendable {
    enum Entry: Equatable, Sendable {
        case record(DNSRecord, DNSQuestion.RecordType)
        case alias(DNSName)
        /// Questions that no record answers get none.
        case noAnswer
    }

    private var entries: [DNSName: [Entry]] = [:]

    mutating func add(_ entry: Entry?, at name: DNSName) {
        entries[name, default: []] += entry.map { [$0] } ?? []
    }

    func answer(_ question: DNSQuestion) -> DNSAnswer {
        var name = question.name
        var seen: Set<DNSName> = []
        while seen.insert(name).inserted {
            guard let found = entries[name] else { return .noSuchName }
            let alias = found.lazy.compactMap { if case .alias(let target) = $0 { target } else { nil } }.first
            if let alias {
                name = alias
                continue
            }
            let records = found.compactMap { if case .record(let record, question.type) = $0 { record } else { nil } }
            return records.isEmpty && found.contains(.noAnswer) ? .temporaryError : .records(records)
        }
        // A loop of aliases.
        return .temporaryError
    }

    /// Runs a check, again from its beginning whenever it asks; and gives all that it asked.
    func run<Report>(_ check: (KnownAnswers) throws -> Report) throws -> (report: Report, questions: [DNSQuestion]) {
        var known = KnownAnswers()
        var asked: [DNSQuestion] = []
        while true {
            do { return (try check(known), asked) } catch let unanswered as Unanswered {
                // Never twice the same, so that this ends.
                precondition(!unanswered.questions.isEmpty && Set(unanswered.questions).isDisjoint(with: asked))
                precondition(Set(unanswered.questions).count == unanswered.questions.count)
                asked += unanswered.questions
                known.add(Dictionary(uniqueKeysWithValues: unanswered.questions.map { ($0, answer($0)) }))
            }
        }
    }
}

extension SPFZone {
    /// A line a record: `name TYPE data`. TXT goes to the line's end; MX has no preference; `NAME -` is a name without records, `NAME TIMEOUT` gets no answer.
    init(_ lines: String) {
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            add(Self.entry(words[1], words.count > 2 ? words[2] : ""), at: DNSName(words[0])!)
        }
    }

    private static func entry(_ type: String, _ data: String) -> Entry? {
        switch type {
        case "TXT": .record(.text(Array(data.utf8)), .txt)
        case "A": .record(.address(IPAddress(data)!), .a)
        case "AAAA": .record(.address(IPAddress(data)!), .aaaa)
        case "MX": .record(.mailExchange(preference: 10, host: DNSName(data)!), .mx)
        case "PTR": .record(.pointer(DNSName(data)!), .ptr)
        case "CNAME": .alias(DNSName(data)!)
        case "TIMEOUT": .noAnswer
        case "-": nil
        default: fatalError(type)
        }
    }
}
