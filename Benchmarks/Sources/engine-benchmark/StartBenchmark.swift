import Examination
import Foundation
import ScamEvidence

/// `engine-benchmark start MAIL.eml`: what a fresh process pays before its first verdict, in CPU milliseconds.
///
/// `phrases` is the first use of the phrase table; `first` and `second` are the same mail's examination twice, so that their difference is all that is
/// read, built or brought into memory once, the table's pages among it.
struct StartBenchmark {
    let mail: [UInt8]

    init(mail: String) throws { self.mail = try [UInt8](Data(contentsOf: URL(filePath: mail))) }

    func run() throws {
        let begin = EngineBenchmark.processTime()
        let phrases = PhraseScanner.embedded
        let loaded = EngineBenchmark.processTime()
        let examiner = Examiner(phrases: phrases)
        var kept = examiner.examine(mail: mail).evidence.count
        let first = EngineBenchmark.processTime()
        kept &+= examiner.examine(mail: mail).evidence.count
        let second = EngineBenchmark.processTime()
        precondition(kept != 0)
        let report = ["phrases": loaded - begin, "first": first - loaded, "second": second - first]
        print(String(decoding: try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys]), as: UTF8.self))
    }
}
