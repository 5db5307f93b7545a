import Examination
import Foundation
import MailMessage
import ScamVerdict
import VictimAdvice

/// `engine-benchmark explain PASSES SCAM.eml INNOCENTS.mbox`: what a scam of 4 KB costs with all that is said about it: engine, advice and JSON.
///
/// `repeated`: the scam's text again and again, with a different innocent's text after each, up to 4 KB; `once`: the scam's text, and innocents' after it. Times are CPU time, the median of the passes.
struct ExplanationBenchmark {
    let scam: [UInt8]
    let innocents: [[UInt8]]
    let passes: Int

    private static let bytes = 4_096
    private static let mailsPerPass = 200

    init(scam: String, innocents: String, passes: Int) throws {
        self.scam = try [UInt8](Data(contentsOf: URL(filePath: scam)))
        self.passes = passes
        var splitter = MboxSplitter()
        splitter.append(try Data(contentsOf: URL(filePath: innocents)))
        splitter.finish()
        var mails: [[UInt8]] = []
        while let piece = splitter.next() { mails.append(piece.bytes) }
        self.innocents = mails
    }

    func run() throws {
        guard let texts = AdviceTexts(language: "en"), !innocents.isEmpty else { return print("engine-benchmark: there are no innocents") }
        let examiner = Examiner()
        var report: [String: Any] = [:]
        for (name, isRepeated) in [("once", false), ("repeated", true)] {
            let mail = longMail(isRepeated: isRepeated)
            let file = examiner.examine(mail: mail)
            let record = CaseRecord(file, name: "mail.eml", index: 0, texts: texts)
            var kept = 0
            let engine = perMail { kept &+= examiner.examine(mail: mail).evidence.count }
            let telling = perMail {
                let record = CaseRecord(file, name: "mail.eml", index: 0, texts: texts)
                withExtendedLifetime(record) { kept &+= 1 }
            }
            let encoding = perMail { kept &+= record.json.count }
            precondition(kept != 0)
            report[name] = [
                "bytes": mail.count, "verdict": file.verdict.outcome.rawValue, "evidence": file.evidence.count,
                "json_bytes": record.json.count, "engine_ms": engine, "advice_and_quotes_ms": telling, "json_ms": encoding,
                "all_ms": ((engine + telling + encoding) * 1e4).rounded() / 1e4,
            ]
        }
        print(String(decoding: try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys]), as: UTF8.self))
    }

    private func longMail(isRepeated: Bool) -> [UInt8] {
        let end = Self.bodyStart(in: scam)
        var mail = Array(scam[..<end])
        var index = 0
        while mail.count < Self.bytes {
            if index == 0 || isRepeated { mail += scam[end...] + [0x0A] }
            let innocent = innocents[index % innocents.count]
            mail += innocent[Self.bodyStart(in: innocent)...] + [0x0A]
            index += 1
        }
        return Array(mail.prefix(Self.bytes))
    }

    private static func bodyStart(in mail: [UInt8]) -> Int {
        var index = 0
        while index + 1 < mail.count, mail[index] != 0x0A || mail[index + 1] != 0x0A { index += 1 }
        return min(index + 2, mail.count)
    }

    private func perMail(_ work: () -> Void) -> Double {
        let times = (0...passes).map { _ in
            let begin = EngineBenchmark.processTime()
            for _ in 0..<Self.mailsPerPass { work() }
            return (EngineBenchmark.processTime() - begin) / Double(Self.mailsPerPass)
        }
        // The first one also builds the tables.
        let sorted = times.dropFirst().sorted()
        return (sorted[sorted.count / 2] * 1e4).rounded() / 1e4
    }
}
