import Examination
import Foundation
import MailMessage
import ScamEvidence
import ScamVerdict
import VisibleText

/// `engine-benchmark start MAIL.eml [TABLE]`: what a fresh process pays before its first verdict, in CPU milliseconds.
///
/// `phrases` is the first use of the phrase table, then come the stages over the mail, each for the first time and again: the difference is what is
/// built or brought into memory once. With TABLE (of `phrase-compiler`), that one is used instead of the embedded one, and its reading is `phrases`.
struct StartBenchmark {
    let mail: [UInt8]
    let table: [UInt8]?

    init(mail: String, table: String?) throws {
        self.mail = try [UInt8](Data(contentsOf: URL(filePath: mail)))
        self.table = try table.map { try [UInt8](Data(contentsOf: URL(filePath: $0))) }
    }

    func run() throws {
        var report: [String: Double] = [:]
        let begin = EngineBenchmark.processTime()
        guard let phrases = table.map({ PhraseScanner(reading: $0) }) ?? .embedded else { return print("engine-benchmark: it is no phrase table") }
        report["phrases"] = EngineBenchmark.processTime() - begin
        for turn in ["first", "again"] {
            let start = EngineBenchmark.processTime()
            let message = Message(parsing: mail)
            let reading = Reading(of: message)
            let read = EngineBenchmark.processTime()
            let found = Evidence.collect(from: reading, of: message, phrases: phrases)
            let collected = EngineBenchmark.processTime()
            let verdict = Judge(of: found.evidence, in: reading, of: message, language: found.language).verdict()
            let judged = EngineBenchmark.processTime()
            precondition(!verdict.claims.isEmpty || table != nil)
            report["reading_\(turn)"] = read - start
            report["evidence_\(turn)"] = collected - read
            report["verdict_\(turn)"] = judged - collected
        }
        print(String(decoding: try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys]), as: UTF8.self))
    }
}
