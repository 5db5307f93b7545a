import Foundation
import Testing

/// What a person reads.
@Suite struct AnswerTests {
    @Test func scamIsAnsweredFirstThenWhatToDoThenWhy() throws {
        let run = try Command.run(["check", Command.fixture("17")])
        #expect(run.lines.first?.hasPrefix("This is a scam message.") == true)
        let doing = try #require(run.output.range(of: "What to do\n  1. Do not pay."))
        let why = try #require(run.output.range(of: "Why we think so\n  “"))
        #expect(doing.lowerBound < why.lowerBound)
        #expect(run.output.contains("Payment address (Bitcoin): 1111111111111111111114oLvT2"))
        #expect(run.status == 1)
        #expect(run.error.isEmpty)
    }

    /// No phrase knows it; still nobody is left without a reason, nor told of a film that nobody spoke of.
    @Test func aScamByItsWordsAloneIsExplained() throws {
        let scam =
            "From: a@example.com\nSubject: your shop\nX-Fixture: unbluff\n\nWe'll throw masses of traffic at your server and stop it. Shop shut for a day, how much is that? Paying us 1,500 is cheaper, no? We wait till Friday night.\n"
        let run = try Command.run(["check"], input: scam)
        #expect(run.output.hasPrefix("This is a scam message. The same threat goes to thousands of people,"))
        #expect(run.output.contains("Why we think so\n  It is worded like messages that go to thousands"))
        #expect(!run.output.contains("video of you and") && run.output.contains("If files are locked"))
        let json = try Command.run(["check", "--json"], input: scam).objects
        #expect(json.first?["verdict"] as? String == "other-extortion-scam" && json.first?["kind"] is NSNull)
    }

    @Test(arguments: [
        ("de", "„I put a virus“"), ("fr", "«\u{A0}I put a virus\u{A0}»"), ("ja", "「I put a virus」"), ("en", "“I put a virus”"),
    ])
    func quotesHaveTheMarksOfTheLanguage(_ language: String, _ quote: String) throws {
        #expect(try Command.run(["check", "--advice-language", language], input: Sample.scam).output.contains(quote))
    }

    @Test func aPasswordOfDigitsIsMaskedToo() throws {
        let scam = "From: a@example.com\nSubject: x\nX-Fixture: unbluff\n\nHello, 123456 is your password. I hacked your device. Pay 500 USD in bitcoin.\n"
        for option in ["--explain", "--json"] {
            let output = try Command.run(["check", option], input: scam).output
            #expect(output.contains("is your password") && !output.contains("123456"))
        }
    }

    @Test(arguments: ["35", "39"])
    func possiblyRealIsNeverCalledABluff(_ number: String) throws {
        let run = try Command.run(["check", Command.fixture(number)])
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("This may be real."))
        for word in ["a bluff", "scam message", "guess", "nothing to"] { #expect(!run.output.contains(word), "\(word)") }
    }

    @Test func harmlessMailGetsACalmLine() throws {
        let run = try Command.run(["check"], input: Sample.harmless)
        #expect(run.output.hasPrefix("There is no sign of an extortion scam in this message."))
        #expect(!run.output.contains("Why we think so"))
    }

    @Test func severalMessagesAreOneLineEachAndASum() throws {
        try withTemporaryFolder { folder in
            let files = [try folder.write("a.eml", Sample.scam), try folder.write("b.eml", Sample.harmless)]
            let run = try Command.run(["check"] + files)
            #expect(run.lines[0].hasPrefix("\(files[0]): sextortion scam, "))
            #expect(run.lines[1] == "\(files[1]): nothing found")
            #expect(run.lines.last == "2 messages examined: 1 sextortion scam, 1 without findings.")
        }
    }

    @Test func explainShowsReasonsEvidencePartsAndDefects() throws {
        let run = try Command.run(["check", "--explain", Command.fixture("17"), Command.fixture("40")])
        for words in ["Reasons and their weights", "+1.", "recorded-you “", "part 0, bytes", "Parts (", "Defects", "model "] {
            #expect(run.output.contains(words), "\(words)")
        }
        #expect(run.output.contains("2 messages examined"))
    }

    @Test(arguments: [["check"], ["check", "--explain"], ["check", "--json"], ["check", "--color", "always"]])
    func quotedSecretIsNeverPrinted(_ arguments: [String]) throws {
        let fixture = try Command.fixture("17")
        for files in [[fixture], [fixture, fixture]] {
            let run = try Command.run(arguments + files)
            #expect(!(run.output + run.error).contains("PLACEHOLDER-secret"))
            // Of several messages, only --explain and --json tell more than a line.
            #expect(run.output.contains("•••") || files.count > 1)
        }
    }
}
