import Examination
import Foundation
import MailMessage
import ScamVerdict
import ServerConfiguration
import Testing
import VictimAdvice

@testable import WebChannel

/// The messages of the project that may be real extortion: nobody who got one may read that it is nothing.
private let realMails: [[UInt8]] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let fixtures = (try? FileManager.default.contentsOfDirectory(at: tests.appending(path: "Fixtures"), includingPropertiesForKeys: nil)) ?? []
    var mails = fixtures.filter { $0.pathExtension == "eml" }.compactMap { try? [UInt8](Data(contentsOf: $0)) }
    let languages = FileManager.default.enumerator(at: tests.appending(path: "Languages"), includingPropertiesForKeys: nil)
    // The thousands of mails that the model learns from have the same pages.
    for case let file as URL in languages! where file.lastPathComponent == "possibly-real.mbox" {
        if file.deletingLastPathComponent().lastPathComponent == "training" { continue }
        mails += MessageList.messages(of: (try? [UInt8](Data(contentsOf: file))) ?? []).messages
    }
    return mails
}()

@Suite struct PossiblyRealTests {
    /// In every language, whatever the message is written in: the words of the page, without those of the message and of the machine.
    @Test func noWordOnThePageCallsItNothing() {
        // The page's own words are the same where the same was found.
        var seen: Set<[String]> = []
        let files = realMails.map { Examiner().examine(mail: $0) }.filter {
            $0.verdict.outcome == .possiblyReal && seen.insert($0.verdict.reasons.map { "\($0.ground)" }.sorted()).inserted
        }
        #expect(files.count >= 40, "\(files.count)")
        let texts = AdviceTexts.languages.map { AdviceTexts(language: $0)! }
        for (index, file) in files.enumerated() {
            // Each message in English and in two of the others: all of them in all languages would be a thousand pages.
            for texts in [AdviceTexts(language: "en")!, texts[index % texts.count], texts[(index + 7) % texts.count]] {
                var frame = PageFrame(texts: texts, settings: Configuration.Page())
                frame.hasMessage = true
                let page = PageRoutes.answer(file, frame, Country.all[index % Country.all.count])
                #expect(page.contains("data-verdict=\"possibly-real\""))
                let words = Self.ownWords(page)
                for word in texts.calmingWords { #expect(!words.contains(word), "\(texts.language): \(word) in \(words.context(of: word))") }
            }
        }
    }

    @Test func helpWithRealThreatsSaysNothingOfTheKind() {
        for language in AdviceTexts.languages {
            let texts = AdviceTexts(language: language)!
            for country in [nil] + Country.all.map(Optional.init) {
                var frame = PageFrame(texts: texts, settings: Configuration.Page())
                frame.isRealPage = true
                let words = Self.ownWords(frame.render("real", RealPage.view(country, texts)))
                for word in texts.calmingWords { #expect(!words.contains(word), "\(language), \(country?.code ?? "–"): \(word) in \(words.context(of: word))") }
            }
        }
    }

    private static func ownWords(_ html: String) -> String {
        html.replacing(#/<div class="passage".*?</div>/#.dotMatchesNewlines(), with: "").replacing(#/<bdi>.*?</bdi>/#.dotMatchesNewlines(), with: "")
            .replacing(#/<div lang="en" dir="ltr">.*?</details>/#.dotMatchesNewlines(), with: "").replacing(#/<[^>]*>/#, with: " ").lowercased()
    }
}

extension String {
    fileprivate func context(of word: String) -> Substring {
        guard let place = firstRange(of: word) else { return "" }
        return self[
            (index(place.lowerBound, offsetBy: -30, limitedBy: startIndex) ?? startIndex)..<(index(place.upperBound, offsetBy: 30, limitedBy: endIndex)
                ?? endIndex)]
    }
}
