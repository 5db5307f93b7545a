import Examination
import MailMessage
import ScamVerdict
import ServerConfiguration
import Testing
import VictimAdvice

@testable import WebChannel

let english = AdviceTexts(language: "en")!
private let allTexts = AdviceTexts.languages.map { AdviceTexts(language: $0)! }

private func frame(_ texts: AdviceTexts = english, carried: String? = "QQ==", owner: String? = nil) -> PageFrame {
    var settings = Configuration.Page()
    settings.ownerName = owner
    settings.contact = owner == nil ? nil : "help@example.org"
    return PageFrame(texts: texts, settings: settings, carried: carried, hasMessage: true)
}

private func answer(_ file: CaseFile, in texts: AdviceTexts = english, country: String? = "BE") -> String {
    PageRoutes.answer(file, frame(texts), country.flatMap { Country(code: $0) })
}

private func answer(_ text: String, in texts: AdviceTexts = english) -> String { answer(Examiner().examine(text: Array(text.utf8)), in: texts) }

private let scam =
    "I hacked your device and recorded you on video while you watched adult sites. Send 900 dollars in bitcoin within 48 hours to "
    + "1111111111111111111114oLvT2 or I will send it to all your contacts."
private let real = "We met on the video call last night and I saved the pictures you sent me. Pay 500 euro or I send them to your sister Anna."

/// What stands on the page beside the message's own words.
private func ownWords(_ html: String) -> String {
    html.replacing(#/<div class="passage".*?</div>/#.dotMatchesNewlines(), with: "").replacing(#/<[^>]*>/#, with: " ").lowercased()
}

@Suite struct PageTests {
    @Test func aScamIsAnsweredInOrder() throws {
        let page = answer(scam)
        #expect(page.contains("data-verdict=\"sextortion-scam\""))
        let places = try [
            "This is a scam message", "Do not pay. Do not answer.", "What to do", "Why we think so", "Show the message", "Did you pay already?", "Report it",
            "Is it different for you?", "Keep this answer", "For experts",
        ]
        .map { words in try #require(page.firstRange(of: words)?.lowerBound, "\(words)") }
        #expect(places == places.sorted())
        #expect(!page.contains("Change the password"))
    }

    /// A number would be taken for a chance.
    @Test func nothingIsSaidInPerCent() {
        for text in [scam, real, "Hello"] { #expect(!ownWords(answer(text)).contains("%")) }
    }

    @Test func thePasswordIsHiddenUntilAskedFor() {
        let page = answer("I know your password: placeholder-secret. " + scam)
        #expect(page.contains("Change the password that the message shows"))
        #expect(page.contains("<summary>Hidden: a password or private detail. Show it</summary><span>placeholder-secret</span></details>"))
        #expect(page.matches(of: #/placeholder-secret/#).count == 1)
    }

    @Test func everyMarkLeadsToWhatItMeans() {
        let page = answer(scam)
        let numbers = page.matches(of: #/href="#why-(\d+)"/#).map { String($0.output.1) }
        #expect(!numbers.isEmpty)
        for number in numbers { #expect(page.matches(of: try! Regex("id=\"why-\(number)\"")).count == 1) }
        for match in page.matches(of: #/href="#(mark-\d+)"/#) { #expect(page.contains("id=\"\(match.output.1)\"")) }
    }

    @Test func helpWithRealThreatsIsOneStepAway() {
        for texts in allTexts {
            for text in [scam, real, "Hello", "This article is about sextortion scams: \"\(scam)\""] {
                let page = answer(text, in: texts)
                #expect(page.contains("href=\"/\(texts.language)/real\""))
            }
        }
    }

    @Test func aRealThreatHasHelpAndNoExplanationOfABluff() throws {
        let page = answer(real)
        #expect(page.contains("data-verdict=\"possibly-real\""))
        let minors = try #require(page.firstRange(of: "Are you under 18?")?.lowerBound)
        let steps = try #require(page.firstRange(of: "What to do")?.lowerBound)
        #expect(minors < steps)
        #expect(page.contains("stopncii.org"))
    }

    /// The mail is a stranger's: its words are text.
    @Test func whatTheMailSaysIsText() {
        let evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{text.page.name}}{{{base}}} \"\u{301} '\u{301} <\u{301}b"
        let mail = "From: \"\(evil)\" <a@example.org>\r\nSubject: \(evil)\r\nTo: b@example.org\r\n\r\n\(evil)\r\n\(scam)\r\n"
        let page = answer(Examiner().examine(mail: Array(mail.utf8)))
        #expect(!page.contains("<script>alert") && !page.contains("<img") && !page.contains("{{{base}}}\""))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        // By bytes: to Swift's text search a quote with a mark upon it is another letter.
        #expect(!page.unicodeScalars.contains("\"\u{301}".unicodeScalars) && !page.unicodeScalars.contains("<\u{301}".unicodeScalars))
        #expect(page.contains("{{text.page.name}}"))
    }

    @Test func noPageHasATemplateLeftOver() {
        for texts in allTexts {
            for page in [
                answer(scam, in: texts), answer(real, in: texts), frame(texts).render("start"),
                frame(texts).render("real", RealPage.view(Country(code: "NL"), texts)),
            ] {
                #expect(!page.contains("{{") && !page.contains(">page.") && !page.contains("Optional("))
                #expect(page.contains("lang=\"\(texts.language)\""))
            }
        }
    }

    @Test func theStartIsLight() {
        let weight = frame().render("start").utf8.count + Assets.files.reduce(0) { $0 + Assets.bytes($1.name).count }
        #expect(weight <= 60 << 10, "\(weight)")
    }

    @Test func theExampleIsAScamInEveryLanguage() {
        for texts in allTexts {
            let file = Examiner().examine(mail: Example.message(in: texts.language))
            #expect(file.verdict.outcome == .sextortionScam && file.language == texts.language, "\(texts.language)")
        }
    }

    @Test func ownerIsNamedWhereThereIsOne() {
        let page = frame(owner: "Example House").render("start")
        #expect(page.contains("Ask Example House") && page.contains("href=\"mailto:help@example.org\""))
        #expect(!frame().render("start").contains("Ask a person"))
    }

    @Test func adviceAloneKnowsNoMessage() {
        for name in Verdict.Outcome.allCases.map(\.rawValue) + Verdict.Kind.allCases.map(\.rawValue) {
            let page = AnswerPage(AnswerPage.Name(name)!, in: english)
            #expect(page.shareName == name)
            let html = frame(carried: nil).render("answer", page.view)
            #expect(html.contains(page.advice.headline) && !html.contains("Show the message"))
        }
        #expect(AnswerPage.Name("no-such") == nil)
    }
}

@Suite struct CarriedMessageTests {
    @Test func comesBackAsItWas() {
        for count in 0...70 {
            let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            let field = CarriedMessage.field(of: message)
            #expect(CarriedMessage.message(of: Array(field.utf8)) == (message.isEmpty ? nil : message))
        }
        #expect(CarriedMessage.field(of: Array("unbluff".utf8)) == "dW5ibHVmZg==")
    }

    @Test(arguments: ["A", "AA=A", "A===", "====", "AAA*", "AAAA\n", "A A="])
    func whatWeDidNotWriteIsRefused(_ field: String) { #expect(CarriedMessage.message(of: Array(field.utf8)) == nil) }
}

@Suite struct RecipientHostTests {
    @Test func onlyTheReceivingSideIsBelieved() {
        func host(_ header: String) -> String? { RecipientHost.name(in: Message(parsing: Array((header + "\r\n\r\nText\r\n").utf8))) }
        let received = "Received: from a.example.net (a.example.net [192.0.2.1]) by mx.example.org with ESMTP id 1"
        #expect(host("\(received) for <alex@example.org>; Tue, 27 Oct 2026 05:17:00 +0000") == "example.org")
        #expect(host("\(received); Tue, 27 Oct 2026 05:17:00 +0000\r\nTo: alex@example.org") == "example.org")
        #expect(host("\(received); Tue, 27 Oct 2026 05:17:00 +0000\r\nTo: alex@login.example.com") == nil)
        #expect(host("To: alex@example.org") == "example.org")
        #expect(host("\(received) for <alex@192.0.2.1>; Tue, 27 Oct 2026 05:17:00 +0000") == nil)
    }
}
