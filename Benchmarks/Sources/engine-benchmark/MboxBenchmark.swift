import Examination
import Foundation
import MailMessage
import VictimAdvice

/// `engine-benchmark mbox PASSES FILE`: what examining an mbox costs when it streams in, and when its mails are in memory already.
///
/// CPU milliseconds a mail, the least of the passes, in turns; with and without the JSON report that `unbluff check` makes of each mail.
struct MboxBenchmark {
    let file: String
    let passes: Int
    private let english = AdviceTexts(language: "en")!

    init(file: String, passes: Int) {
        self.file = file
        self.passes = passes
    }

    func run() throws {
        var mails: [[UInt8]] = []
        stream { mails.append($0) }
        var least: [String: Double] = [:]
        let examiner = Examiner()
        var kept = 0
        for _ in 0..<passes {
            let ways: [(String, () -> Void)] = [
                ("memory", { for mail in mails { kept &+= examiner.examine(mail: mail).evidence.count } }),
                ("stream", { stream { kept &+= examiner.examine(mail: $0).evidence.count } }),
                ("split", { stream { kept &+= $0.count } }),
                (
                    "memory_report",
                    { for (index, mail) in mails.enumerated() { kept &+= report(examiner.examine(mail: mail), index) } }
                ),
            ]
            for (name, way) in ways {
                let begin = EngineBenchmark.processTime()
                way()
                least[name] = min(least[name] ?? .infinity, EngineBenchmark.processTime() - begin)
            }
        }
        precondition(kept != 0)
        var figures: [String: Double] = ["mails": Double(mails.count)]
        for (name, time) in least { figures["\(name)_ms_per_mail"] = time / Double(mails.count) }
        print(String(decoding: try JSONSerialization.data(withJSONObject: figures, options: [.sortedKeys]), as: UTF8.self))
    }

    private func report(_ file: CaseFile, _ index: Int) -> Int {
        CaseRecord(file, name: self.file, index: index, texts: english).json.count
    }

    /// As the command reads it: a megabyte at a time.
    private func stream(_ handle: ([UInt8]) -> Void) {
        guard let input = FileHandle(forReadingAtPath: file) else { return }
        var splitter = MboxSplitter()
        while let chunk = try? input.read(upToCount: 1 << 20), !chunk.isEmpty {
            splitter.append(chunk)
            while let piece = splitter.next() { handle(piece.bytes) }
        }
        splitter.finish()
        while let piece = splitter.next() { handle(piece.bytes) }
    }
}
