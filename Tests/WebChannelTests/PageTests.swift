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
            "This is a scam message", "Do not pay. Do not answer.", "What to do", "Is it different for you?", "Why we think so", "Show the message",
            "Did you pay already?", "Report it", "Keep this answer", "For experts",
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
                #expect(page.contains("href=\"/\(texts.language)/real"))
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
        // No question whether it is real, and nobody is named twice as if nothing had been said.
        #expect(!page.contains(english["page.real-link"]) && !page.contains(english["page.different.title"]))
        #expect(page.matches(of: #/href="https://findahelpline.com"/#).count == 2, "in the steps, and among those who help")
        #expect(!page.contains("report-title") && !page.contains("/report\"") && !page.contains(english["page.keep.share"]))
    }

    @Test func aPointWithoutANameHasItsNumberBesideTheBullet() {
        let view = ContactsView(Country(code: "NL"), isReal: true, texts: english).view
        let page = frame().render("real", RealPage.view(Country(code: "NL"), english))
        #expect(page.contains("<li><a href=\"tel:112\" rel=\"noopener noreferrer\" dir=\"ltr\">112</a>"))
        let groups = view["groups"] as? [[String: Any]] ?? []
        #expect(groups.first?["role"] as? String == english["page.role.emergency"])
    }

    @Test func whoHelpsAnywhereIsBesideThoseOfTheCountry() {
        for country in Country.all {
            let page = frame().render("real", RealPage.view(country, english))
            for host in ["stopncii.org", "takeitdown.ncmec.org", "findahelpline.com"] {
                #expect(page.contains("dir=\"ltr\">\(host)</a>"), "\(country.code): \(host)")
            }
            // Not as if there were no police.
            #expect(page.contains(english["page.role.police"]), "\(country.code)")
            #expect(page.contains(english["page.report.nothing"]) == country.points(for: .police).isEmpty, "\(country.code)")
        }
    }

    /// Of a forger's header in copied words nobody can tell who wrote it.
    @Test func aPageForANewPasswordIsNamedOnlyForAFile() {
        let received = "Received: from a.example.net (a.example.net [192.0.2.1]) by mx.example.org with ESMTP id 1; Tue, 27 Oct 2026 05:17:00 +0000"
        let mail = "\(received)\r\nFrom: a@example.com\r\nTo: alex@example.org\r\n\r\nI know your password: placeholder-secret. \(scam)\r\n"
        let file = Examiner().examine(mail: Array(mail.utf8))
        var frame = frame()
        for isFile in [true, false] {
            frame.isFile = isFile
            let page = PageRoutes.answer(file, frame, nil)
            #expect(page.contains("https://example.org/.well-known/change-password") == isFile)
            #expect(page.contains("name=\"saved\"") == isFile)
            #expect(page.contains("Change the password that the message shows"))
        }
    }

    @Test func theExampleIsNotReported() {
        var settings = Configuration.Page()
        settings.ownerName = "Example House"
        settings.reportFolder = "/x"
        for isExample in [true, false] {
            let frame = PageFrame(texts: english, settings: settings, carried: "QQ==", hasMessage: true, isExample: isExample)
            for text in [scam, real] {
                let page = PageRoutes.answer(Examiner().examine(text: Array(text.utf8)), frame, nil)
                #expect(page.contains("Report it to Example House") == (!isExample && text == scam))
            }
        }
    }

    @Test func theOwnAddressIsNobodysToReport() {
        for (sender, isTold) in [("other@example.com", true), ("alex@example.org", false), ("Alex@Example.org", false)] {
            let file = Examiner().examine(mail: Array("From: \(sender)\r\nTo: alex@example.org\r\nSubject: Pay\r\n\r\n\(scam)\r\n".utf8))
            let letter = ReportLetter(file, ExpertRecord(file), english).text
            #expect(letter.contains(sender) == isTold && letter.contains(english["page.report.sender"]) == isTold && letter.contains("Pay"))
        }
    }

    @Test func theReportToDownloadNamesNobodyWhoGotIt() throws {
        let mail = "From: other@example.com\r\nTo: Robin <robin.roe@example.org>\r\nSubject: Pay, robin.roe\r\n\r\nrobin.roe@example.org, \(scam)\r\n"
        let file = Examiner().examine(mail: Array(mail.utf8))
        let reports = try (1...2).map { _ in String(decoding: try #require(Download.report.bytes(of: file, nil, english)), as: UTF8.self) }
        for report in reports { #expect(!report.lowercased().contains("robin") && report.contains("other@example.com") && report.contains("feedback-report")) }
        #expect(reports[0] != reports[1], "each has a key of its own")
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
        for name in ["sextortion-scam", "other-extortion-scam"] + Verdict.Kind.allCases.map(\.rawValue) {
            let page = AnswerPage(AnswerPage.Name(name)!, in: english)
            #expect(page.shareName == name)
            let html = frame(carried: nil).render("answer", page.view)
            #expect(html.contains(page.advice.headline) && !html.contains("Show the message"))
        }
        for name in ["no-such", "possibly-real", "mentions-scam", "nothing-found"] { #expect(AnswerPage.Name(name) == nil) }
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
        // Whoever wrote it can have written this too.
        #expect(host("To: alex@example.org") == nil)
        #expect(host("\(received) for <alex@login.example.com>; Tue, 27 Oct 2026 05:17:00 +0000") == nil)
        #expect(host("\(received) for <alex@192.0.2.1>; Tue, 27 Oct 2026 05:17:00 +0000") == nil)
    }
}
