import Foundation
import Testing

@testable import Examination

/// The same checks over real mails, which cannot be part of the project: `UNBLUFF_CORPUS` names their folder.
private let corpus = ProcessInfo.processInfo.environment["UNBLUFF_CORPUS"].map { URL(filePath: $0) }

@Suite(.enabled(if: corpus != nil, "UNBLUFF_CORPUS is not set")) struct CorpusTests {

    @Test func everyMailIsExaminedWithSpansThatHold() throws {
        let files = FileManager.default.enumerator(at: try #require(corpus), includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        let mails = files.filter { $0.pathExtension == "eml" }
        #expect(mails.count > 1_000)
        var problems: [String] = []
        var slow: [String] = []
        for mail in mails {
            let bytes = try [UInt8](Data(contentsOf: mail))
            let start = ContinuousClock.now
            let file = Examiner().examine(mail: bytes)
            // Debug code on a shared machine: this finds what is not linear, not what is slow.
            if ContinuousClock.now - start > .seconds(5) { slow.append(mail.lastPathComponent) }
            let found = SpanCheck(file).problems() + MarkedTextCheck(MarkedText(of: file), file).problems
            problems += found.map { "\(mail.lastPathComponent): \($0)" }
        }
        #expect(slow == [])
        #expect(problems.count <= 0, "\(problems.count): \(problems.prefix(40).joined(separator: "\n"))")
    }
}
