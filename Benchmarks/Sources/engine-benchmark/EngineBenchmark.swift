import Examination
import Foundation
import MailMessage
import ScamEvidence
import ScamVerdict
import VictimAdvice
import VisibleText

/// `engine-benchmark PASSES FILE|DIR…`: what the engine costs over real mails, as one JSON object.
///
/// All mails (`.eml`) are read into memory first; then each pass examines every mail once. Times are CPU time, the median of the passes.
@main
struct EngineBenchmark {
    let mails: [[UInt8]]
    let passes: Int

    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.count == 4, arguments[1] == "mbox", let passes = Int(arguments[2]), passes > 0 {
            return try MboxBenchmark(file: arguments[3], passes: passes).run()
        }
        if arguments.count == 5, arguments[1] == "explain", let passes = Int(arguments[2]), passes > 0 {
            return try ExplanationBenchmark(scam: arguments[3], innocents: arguments[4], passes: passes).run()
        }
        if (3...4).contains(arguments.count), arguments[1] == "start" {
            return try StartBenchmark(mail: arguments[2], table: arguments.count == 4 ? arguments[3] : nil).run()
        }
        guard arguments.count >= 3, let passes = Int(arguments[1]), passes > 0 else {
            print(
                "usage: engine-benchmark PASSES FILE|DIR …\n       engine-benchmark mbox PASSES FILE\n       engine-benchmark explain PASSES SCAM.eml INNOCENTS.mbox\n       engine-benchmark start MAIL.eml [TABLE]"
            )
            exit(2)
        }
        let mails = try arguments.dropFirst(2).flatMap(mailFiles).map { try [UInt8](Data(contentsOf: $0)) }
        guard !mails.isEmpty else {
            print("engine-benchmark: no .eml files there")
            exit(2)
        }
        let report = EngineBenchmark(mails: mails, passes: passes).run()
        print(String(decoding: try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys]), as: UTF8.self))
    }

    private static func mailFiles(at path: String) -> [URL] {
        let url = URL(filePath: path)
        if url.pathExtension == "eml" { return [url] }
        let found = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return found.filter { $0.pathExtension == "eml" }.sorted { $0.path < $1.path }
    }

    private func run() -> [String: Any] {
        let examiner = Examiner()
        var scams = 0
        let whole = milliseconds { scams += mails.count { examiner.examine(mail: $0).verdict.outcome == .sextortionScam } }
        let bytes = mails.reduce(0) { $0 + $1.count }
        return [
            "mails": mails.count, "mean_bytes": bytes / mails.count, "cpu_ms_per_mail": perMail(whole),
            "megabytes_per_second": (Double(bytes) / 1e3 / whole).rounded(), "scams": scams / (passes + 1), "stages_ms_per_mail": stages(),
        ]
    }

    /// Each stage over the outcome of the one before, so that the sum comes near the whole.
    private func stages() -> [String: Double] {
        let messages = mails.map { Message(parsing: $0) }
        let readings = messages.map { Reading(of: $0) }
        let collections = zip(messages, readings).map { Evidence.collect(from: $1, of: $0) }
        var kept = 0
        let parse = milliseconds { for mail in mails { kept &+= Message(parsing: mail).parts.count } }
        let reading = milliseconds { for message in messages { kept &+= Reading(of: message).sections.count } }
        let collecting = milliseconds {
            for (message, reading) in zip(messages, readings) { kept &+= Evidence.collect(from: reading, of: message).evidence.count }
        }
        let judging = milliseconds {
            for (index, found) in collections.enumerated() {
                kept &+= Judge(of: found.evidence, in: readings[index], of: messages[index], language: found.language).verdict().claims.count
            }
        }
        precondition(kept != 0)
        return ["parse": perMail(parse), "reading": perMail(reading), "evidence": perMail(collecting), "verdict": perMail(judging)]
    }

    private func perMail(_ milliseconds: Double) -> Double { (milliseconds / Double(mails.count) * 1e4).rounded() / 1e4 }

    /// CPU time of one pass, the median of `passes`; a first one, which also builds the tables, is not counted.
    private func milliseconds(_ pass: () -> Void) -> Double {
        pass()
        let times = (0..<passes).map { _ in
            let begin = Self.processTime()
            pass()
            return Self.processTime() - begin
        }
        return times.sorted()[times.count / 2]
    }

    static func processTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
