import Examination
import Foundation
import ScamVerdict
import SenderGuard
import SenderIdentity
import Testing
import Yams

@testable import IncidentAlerts

/// What is told of an incident.
@Suite struct ReportTests {
    @Test func theAnswerComesFirst() {
        let wanted = """
            The account anna@example.org sends far more mail than is usual.
            Its mail is put off (450) for 15 minutes, and refused if it goes on.

            Why: 41 messages in a minute; the bound is 40.

            What to do
            1. Ask its owner whether these mails are theirs. If they know nothing of them,
               the password is stolen: change it, and end all sessions of the account.
            2. Look into the mail server's queue (mailq) for mails that still wait, and
               remove them.
            3. See how much it sends now (the last minute may be missing):
                   unbluff guard show account:anna@example.org
            4. When that is done, let it send again:
                   unbluff guard lift account:anna@example.org
            5. If it is meant to send so much (a newsletter, a mailing list), add this to
               guard.allow, and reload:
                   "account:anna@example.org"

            What was seen
              first sign  2026-11-26T20:01:48Z
              last sign   2026-11-26T20:01:48Z
              sent from   client:192.0.2.7
                          client:2001:db8::/64
              mails       40 went out, 1 was stopped
              that day    41 messages, about 39 recipients
              that hour   1 refused recipient
              incident    17 on mx.example.org

            The subject of one of its mails, as its sender wrote it:

            > Invoice

            You are told once of each incident. It ends a day after its last sign, or when you lift it.

            """
        #expect(Sample.report().text == wanted)
    }

    @Test(arguments: [
        (SenderKey.account("anna"), Incident.Level.hold, true, "account anna is stopped: its mail is put off"),
        (.account("anna"), .block, true, "account anna is stopped: its mail is refused"),
        (.account("anna"), .block, false, "account anna would be stopped: its mail would be refused"),
        (.client(IPAddress("192.0.2.7")!), .hold, false, "address 192.0.2.7 would be stopped: its mail would be put off"),
        (.client(IPAddress("2001:db8::9")!), .warning, true, "address 2001:db8::/64 sends far more mail than is usual"),
        (.domain("example.org"), .warning, false, "sender domain example.org sends far more mail than is usual"),
    ])
    func oneLine(_ sender: SenderKey, _ level: Incident.Level, _ isEnforced: Bool, _ summary: String) {
        #expect(Sample.report(sender, level, isEnforced: isEnforced).summary == summary)
    }

    /// Nobody is to believe that mail was stopped where it was not, nor the other way round.
    @Test func whatIsStoppedIsSaid() {
        for level in Incident.Level.allCases {
            #expect(Sample.report(.account("a"), level, isEnforced: false).text.contains("guard.mode is monitor"))
            #expect(!Sample.report(.account("a"), level, isEnforced: true).text.contains("monitor"))
        }
        #expect(Sample.report(.account("a"), .warning).text.contains("Nothing is stopped yet."))
        #expect(Sample.report(.domain("example.org"), .warning).text.contains("Nothing is stopped: anybody can write any domain."))
        #expect(Sample.report(.account("a"), .block).text.contains("refused (550) for 60 minutes"))
    }

    /// Nobody is meant to send scams, nor to addresses that nobody has.
    @Test(arguments: Measure.allCases) func aRuleIsAdvisedOnlyWhereItHelps(_ measure: Measure) {
        var report = Sample.report(.account("a"), .hold)
        report.incident.excess.measure = measure
        #expect(report.text.contains("guard.allow") == ![.scams, .rejectedRecipients].contains(measure))
        #expect(report.text.contains("\n4. When that is done"))
    }

    @Test func aTestIsMarked() throws {
        let report = Sample.report(isTest: true)
        #expect(report.summary.hasPrefix("TEST, nothing has happened: "))
        #expect(report.text.hasPrefix("This is a test"))
        #expect(try members(report)["test"] as? Bool == true)
    }

    @Test func jsonHasAllThatIsKnown() throws {
        let json = Sample.report().json
        #expect(
            json == #"{"bound":40,"count":41,"enforced":true,"event":"incident","host":"mx.example.org","incident":17,"lastSeen":"2026-11-26T20:01:48Z","#
                + #""level":"hold","lift":"unbluff guard lift account:anna@example.org","measure":"messages","messages":41,"opened":"2026-11-26T20:01:48Z","#
                + #""others":["client:192.0.2.7","client:2001:db8::/64"],"passed":40,"recipients":39,"rejectedRecipients":1,"sender":"account:anna@example.org","#
                + #""show":"unbluff guard show account:anna@example.org","stopped":1,"subject":"Invoice","test":false,"#
                + #""text":"unbluff: account anna@example.org is stopped: its mail is put off","window":"minute"}"#)
        #expect(try members(Sample.report(subject: nil))["subject"] is NSNull)
    }

    @Test func strangersWordsAreHarmless() throws {
        let report = Sample.report(.account(Sample.hostile), .block, subject: Sample.hostile)
        for text in [report.summary, report.text] {
            for scalar in text.unicodeScalars where scalar != "\n" {
                #expect(![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory), "\(scalar.value)")
            }
            #expect(!text.contains("\nBcc"))
        }
        #expect(!report.summary.contains("\n"))
        #expect(report.json.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        // The value itself stays what it was: the receiver may want to look for it.
        #expect(try members(report)["subject"] as? String == Sample.hostile)
        let long = Sample.report(.account(String(repeating: "ü", count: 10_000)), .block, subject: String(repeating: "x", count: 10_000))
        #expect(long.text.utf8.count < 5_000)
    }

    /// Names that somebody may have chosen: a combining accent makes one `Character` of a quote and itself.
    private static let names = [
        "anna@example.org", "a b; echo -rf $HOME 'x'", "a'\u{301}|x", "a'\u{301};echo x;'\u{301}", "'", "''\u{301}'", "a\"\u{301}$(echo x)`echo y`",
        "\\\u{301}\\n\\",
        "a\u{A0}b\u{3000}c", "~", "-x", "ü𝄞#!&*?[]{}%,: -", "\u{301}", String(repeating: "'\u{301}", count: 50), Sample.hostile,
    ]

    /// A shell takes the command for what it is.
    @Test(arguments: names) func commandsAreQuoted(_ name: String) throws {
        let sender = SenderKey.account(name)
        let report = Sample.report(sender)
        let word = report.showCommand.dropFirst("unbluff guard show ".count)
        #expect(report.liftCommand.utf8.elementsEqual("unbluff guard lift \(word)".utf8))
        let (shell, output) = (Process(), Pipe())
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", "printf '%s\\n' \(word)"]
        (shell.standardOutput, shell.standardError) = (output, FileHandle.nullDevice)
        try shell.run()
        let printed = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0 && printed == Array("\(sender.text)\n".utf8))
    }

    /// A YAML file takes the name for what it is, too.
    @Test(arguments: names) func allowRulesAreQuoted(_ name: String) throws {
        let sender = SenderKey.account(name)
        let text = Sample.report(sender).text
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("       \"") })
        for yaml in ["allow:\n  - \(line)\n", "allow: [\(line), \(line)]\n"] {
            let read = try #require(try Yams.load(yaml: yaml) as? [String: [String]])
            #expect(read["allow"]?.allSatisfy { $0.utf8.elementsEqual(sender.text.utf8) } == true, "\(yaml)")
        }
    }

    @Test(arguments: [(0, "1970-01-01T00:00:00Z"), (Sample.time, "2026-11-26T20:01:48Z"), (.max, "9999-12-31T23:59:59Z"), (.min, "1970-01-01T00:00:00Z")])
    func times(_ seconds: Int, _ text: String) {
        #expect(Time.text(seconds) == text)
    }

    @Test func manyAreToldTogether() {
        var more = MoreReport()
        for id in 0..<1_000 { more.add(Sample.report(.account("a\(id)@example.org"), .block, id: id)) }
        #expect(more.count == 1_000 && more.named.count == MoreReport.mostNamed)
        #expect(more.text.contains("1000 incidents more") && more.text.contains("and 950 more\n") && more.text.contains("unbluff guard list"))
        #expect(more.text.contains("  account a0@example.org is stopped: its mail is refused (41 messages in a minute; the bound is 40)\n"))
    }

    /// The mail goes through the milter, too: also with a subject that speaks as scams do, it is none.
    @Test(arguments: [
        "Invoice", "I hacked you and filmed you, pay 500 USD in bitcoin within 48 hours", "Your password is hunter2. I know everything", Sample.hostile,
        "I recorded you through your webcam. Send bitcoin to 1111111111111111111114oLvT2 or everybody gets the video",
        "Ich habe dich gehackt und gefilmt, zahle 500 Euro in Bitcoin innerhalb von 48 Stunden",
    ])
    func theMailIsNoScam(_ subject: String) {
        let alert = MailAlert(to: "postmaster@example.org", server: "127.0.0.1:25", host: "mx.example.org", curl: Curl()) { Sample.time }
        for level in Incident.Level.allCases {
            for sender in [SenderKey.account("anna@example.org"), .client(IPAddress("192.0.2.7")!), .domain("example.org")] {
                let report = Sample.report(sender, level, subject: subject)
                let mail = alert.message(subject: report.summary, text: report.text, number: "1")
                let outcome = Examiner().examine(mail: Array(mail.utf8)).verdict.outcome
                #expect(outcome == .nothingFound || outcome == .mentionsScam, "\(outcome) of \(level), \(sender.text)")
            }
        }
    }

    private func members(_ report: IncidentReport) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    }
}
