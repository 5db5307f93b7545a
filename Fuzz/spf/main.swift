import Fuzzing
@testable import SenderIdentity

// SPF: a line each for the client, HELO, the reverse path, and then what DNS has to say. It ends, asks for no more than is allowed and nothing
// twice, and says the same however the answers arrive. An address that can be read is written and read again.
fuzz { bytes in
    let lines = bytes.split(separator: 0x0A, maxSplits: 64, omittingEmptySubsequences: false).map { Array($0) }
    guard lines.count > 3 else { return }
    if let address = IPAddress(text: lines[0][...]) { require(IPAddress(address.description) == address, "\(address) is read again") }
    let client = IPAddress(text: lines[0][...]) ?? IPAddress(bytes: [192, 0, 2, 1])!
    let (helo, mailFrom) = (String(decoding: lines[1], as: UTF8.self), String(decoding: lines[2], as: UTF8.self))
    let world = World(texts: Array(lines[3...]), client: client)
    let check = { (known: KnownAnswers) throws(Unanswered) in try SPF.check(client: client, helo: helo, mailFrom: mailFrom, now: 0, known: known) }

    let (report, asked) = world.run(check) { $0 }
    require(asked.count <= SPFLimits.questions, "\(asked.count) questions")
    require(Set(asked).count == asked.count, "nothing is asked twice")
    let isExplained = report.explanation.map { text in
        report.result == .fail && text.utf8.count <= SPFLimits.explanationOctets && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
    require(isExplained ?? true, "an explanation is of a fail, short, and printable")
    require((report.result == .temperror) == { if case .noAnswer = report.reason { true } else { false } }(), "\(report.result) because of \(report.reason)")

    let oneByOne = world.run(check) { [$0[$0.count - 1]] }
    require(oneByOne.report == report && Set(oneByOne.asked) == Set(asked), "one answer at a time, the last first: \(oneByOne.report), not \(report)")
    let everything = KnownAnswers(Dictionary(uniqueKeysWithValues: asked.map { ($0, world.answer($0)) }))
    require((try? check(everything)) == report, "all answers at once")
}

/// A DNS in which each name leads to one of a few texts, and to the client or near it.
struct World {
    let texts: [[UInt8]]
    let client: IPAddress

    func answer(_ question: DNSQuestion) -> DNSAnswer {
        // FNV-1a: Swift's own hashes differ from run to run.
        let hash = Int((question.name.text + question.type.rawValue).utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } >> 4)
        if hash % 13 == 0 { return .temporaryError }
        if hash % 11 == 0 { return .noSuchName }
        switch question.type {
        case .txt:
            let text = texts[hash % texts.count]
            return .records([.text(hash % 7 == 0 ? text : Array("v=spf1 ".utf8) + text)])
        case .a, .aaaa: return .records((0..<hash % 3).map { .address($0 == 0 && hash % 5 == 0 ? client : near(hash &+ $0)) })
        case .mx: return .records((0..<hash % 12).map { .mailExchange(preference: 0, host: DNSName("mx\($0 / 2).example.net")!) })
        case .ptr: return .records((0..<hash % 14).map { .pointer(DNSName("host\($0).example.org")!) })
        }
    }

    private func near(_ number: Int) -> IPAddress {
        var bytes = client.bytes
        bytes[bytes.count - 1] ^= UInt8(truncatingIfNeeded: number)
        return IPAddress(bytes: bytes)!
    }

    func run(
        _ check: (KnownAnswers) throws(Unanswered) -> SPFReport, answering chosen: ([DNSQuestion]) -> [DNSQuestion]
    ) -> (report: SPFReport, asked: [DNSQuestion]) {
        var known = KnownAnswers()
        var asked: [DNSQuestion] = []
        while true {
            do throws(Unanswered) { return (try check(known), asked) } catch {
                require(!error.questions.isEmpty, "who cannot go on asks")
                let questions = chosen(error.questions)
                require(Set(questions).isDisjoint(with: asked), "\(questions) are answered")
                asked += questions
                known.add(Dictionary(uniqueKeysWithValues: questions.map { ($0, answer($0)) }))
            }
        }
    }
}
