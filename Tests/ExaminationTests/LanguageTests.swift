import Examination
import Foundation
import MailMessage
import ScamVerdict
import Testing

/// The test mails of each language: Tests/Languages, a mailbox for each class. docs/evaluation.md has the figures; here is what must never get worse.
@Suite struct LanguageTests {

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Languages")

    static let languages = ["ar", "cs", "da", "de", "en", "es", "fr", "hu", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"]

    private static func outcomes(_ language: String, _ set: String, _ name: String) throws -> [(outcome: Verdict.Outcome, language: String?)] {
        var splitter = MboxSplitter()
        splitter.append([UInt8](try Data(contentsOf: folder.appending(path: "\(language)/\(set)/\(name).mbox"))))
        splitter.finish()
        let examiner = Examiner()
        return sequence(state: splitter) { $0.next() }.map { piece in
            let file = examiner.examine(mail: piece.bytes)
            return (file.verdict.outcome, file.language)
        }
    }

    /// Nobody who may be a real victim is told that it is a bluff, in any language. (The held-out mails are for measuring: docs/evaluation.md.)
    @Test(arguments: languages)
    func realVictimsAreNotDismissed(_ language: String) throws {
        for set in ["tuned", "development"] {
            let outcomes = try Self.outcomes(language, set, "possibly-real")
            #expect(!outcomes.isEmpty)
            for (index, found) in outcomes.enumerated() { #expect(!found.outcome.isScam, "\(language) \(set) \(index)") }
        }
    }

    @Test(arguments: languages)
    func tunedMailsGetTheirClass(_ language: String) throws {
        var right = 0
        var count = 0
        for outcome in Verdict.Outcome.allCases {
            let found = try Self.outcomes(language, "tuned", outcome.rawValue).map(\.outcome)
            right += found.count { $0 == outcome || $0.isScam && outcome.isScam }
            count += found.count
        }
        #expect(count >= 33)
        #expect(Double(right) >= 0.9 * Double(count), "\(right) of \(count)")
    }

    @Test(arguments: languages)
    func innocentMailIsNotAccused(_ language: String) throws {
        let found = try Self.outcomes(language, "tuned", "nothing-found") + Self.outcomes(language, "tuned", "mentions-scam")
        for (index, found) in found.enumerated() { #expect(!found.outcome.isScam, "\(language) \(index)") }
    }

    @Test(arguments: languages)
    func theLanguageIsTold(_ language: String) throws {
        let found = try Self.outcomes(language, "tuned", "nothing-found").compactMap(\.language)
        #expect(found.count { $0 == language } >= 6, "\(found)")
    }
}
