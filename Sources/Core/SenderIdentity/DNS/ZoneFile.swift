/// What DNS says, from a file: the stand-in for the network in tests, and for `unbluff check --dns-zone FILE`.
///
/// One record a line, `name type data`; a name that no line has is NXDOMAIN, one with other types or with names below it has no data:
///
///     # comments begin with # or ;
///     example.com        MX    10 mail.example.com
///     example.com        TXT   "v=spf1 " "mx -all"      ; the strings of one record
///     mail.example.com   A     192.0.2.1
///     www.example.com    CNAME example.com
///     slow.example.com   ANY   TIMEOUT
///
/// Types are those of `DNSQuestion`, and CNAME. TEMPERROR, TIMEOUT and NXDOMAIN stand for a type's answer, or with ANY for all of the name;
/// a TIMEOUT is told at once. In quotes `\"`, `\\` and `\DDD` (RFC 1035 § 5.1) may be used, and a string may be longer than DNS allows.
/// There are no times to live, classes, origins or wildcards.
public struct ZoneFile: Resolver {
    private var answers: [DNSQuestion: DNSAnswer] = [:]
    private var aliases: [DNSName: DNSName] = [:]
    /// What is said of all types of a name.
    private var words: [DNSName: DNSAnswer] = [:]
    /// Those of the file and all above them (RFC 8020 § 2).
    private var names: Set<DNSName> = []

    /// The first line that cannot be read is the error.
    public init(_ file: some Collection<UInt8>) throws(Mistake) {
        var number = 0
        for line in file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            do throws(ZoneLine.Unreadable) {
                var line = ZoneLine(Array(line))
                guard let entry = try line.entry() else { continue }
                try add(entry)
            } catch {
                throw Mistake(line: number, expected: error.expected)
            }
        }
    }

    /// A line that is no record, and what should be there.
    public struct Mistake: Error, Equatable, CustomStringConvertible {
        public let line: Int
        public let expected: String

        public var description: String { "line \(line): expected \(expected)" }
    }

    public func answers(to questions: [DNSQuestion], within budget: Duration) async -> [DNSQuestion: DNSAnswer] {
        Dictionary(questions.map { ($0, answer(to: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The answer, aliases followed.
    public func answer(to question: DNSQuestion) -> DNSAnswer {
        var name = question.name
        for _ in 0...DNSAnswer.maximumAliases {
            if let answer = words[name] ?? answers[DNSQuestion(name, question.type)] { return answer }
            guard let target = aliases[name] else { return names.contains(name) ? .records([]) : .noSuchName }
            name = target
        }
        return .temporaryError
    }

    private mutating func add(_ entry: ZoneLine.Entry) throws(ZoneLine.Unreadable) {
        if entry.data != .word(.noSuchName) { addName(entry.name) }
        switch (entry.data, entry.type) {
        case (.record(let record), .some(let type)): try add(record.map { [$0] } ?? [], DNSQuestion(entry.name, type))
        case (.word(let answer), .some(let type)):
            if answers.updateValue(answer, forKey: DNSQuestion(entry.name, type)) != nil {
                throw .init("no second answer beside TEMPERROR, TIMEOUT or NXDOMAIN")
            }
        case (.word(let answer), nil):
            if words.updateValue(answer, forKey: entry.name) != nil { throw .init("one answer to ANY of a name") }
        case (.alias(let target), _):
            if aliases.updateValue(target, forKey: entry.name) != nil { throw .init("one CNAME of a name (RFC 2181 § 10.1)") }
        case (.record, nil): preconditionFailure("a record has a type")
        }
        guard aliases[entry.name] == nil || !hasRecords(entry.name) else { throw .init("no other record beside a CNAME (RFC 1034 § 3.6.2)") }
    }

    private mutating func add(_ records: [DNSRecord], _ question: DNSQuestion) throws(ZoneLine.Unreadable) {
        switch answers[question] {
        case nil: answers[question] = .records(records)
        case .records(let others): answers[question] = .records(others + records)
        default: throw .init("no record beside TEMPERROR, TIMEOUT or NXDOMAIN")
        }
    }

    private func hasRecords(_ name: DNSName) -> Bool {
        DNSQuestion.RecordType.allCases.contains { answers[DNSQuestion(name, $0)] != nil }
    }

    private mutating func addName(_ name: DNSName) {
        var name: DNSName? = name
        while let some = name, names.insert(some).inserted { name = some.parent }
    }
}

extension DNSName {
    /// The name without its first label; nil for a topmost one.
    fileprivate var parent: DNSName? { text.firstIndex(of: ".").flatMap { DNSName(text[text.index(after: $0)...]) } }
}
