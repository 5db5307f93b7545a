import Crypto
import Foundation
import Testing

@testable import IncidentAlerts

/// With programs in curl's place, which write down what they were given. Tests/Integration/alerts asks the real one.
@Suite struct CurlTests {
    private static let settings = AlertSettings(mailTo: "a@example.org", webhook: #"https://u:p@example.org/T0KEN?x=[1]"#, webhookSecret: "0123456789abcdef")

    private final class Program {
        let folder = FileManager.default.temporaryDirectory.appending(path: "unbluff-\(UUID().uuidString)")

        init(_ script: String = "printf 204") throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let text = "#!/bin/sh\nfor word; do echo \"$word\"; done >\"${0%/*}/arguments\"\ncat >\"${0%/*}/input\"\nenv >\"${0%/*}/environment\"\n\(script)\n"
            _ = FileManager.default.createFile(atPath: folder.appending(path: "curl").path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o700])
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// Far more than it takes, as hundreds of tests may run beside it.
        static let patience = 600

        func curl(seconds: Int = patience, environment: [String: String] = [:]) -> Curl {
            Curl(folders: [folder.path, "/usr/bin", "/bin"], seconds: seconds, environment: environment)
        }
        func text(_ name: String) -> String { (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "" }
    }

    private func send(_ program: Program, by way: AlertWay, seconds: Int = Program.patience, environment: [String: String] = [:]) async -> AlertProblem? {
        let sender = AlertSender(curl: program.curl(seconds: seconds, environment: environment), host: "mx.example.org", version: "1.2.3")
        do throws(AlertProblem) {
            try await sender.send(.one(Sample.report()), by: way, Self.settings)
            return nil
        } catch {
            return error
        }
    }

    /// Everybody on the machine can read a command line.
    @Test func secretsAreNotOnTheCommandLine() async throws {
        let program = try Program()
        #expect(await send(program, by: .webhook) == nil)
        let (arguments, input) = (program.text("arguments"), program.text("input"))
        #expect(arguments.hasPrefix("-q\n"))
        for word in ["T0KEN", "u:p", "v1=", "anna", "0123456789abcdef"] { #expect(!arguments.contains(word), "\(word)") }
        #expect(!input.contains("0123456789abcdef") && !program.text("environment").contains("T0KEN"))
        #expect(input.contains("url = \"https://u:p@example.org/T0KEN?x=[1]\"\n"))
        #expect(input.contains("proto = \"=http,https\"\n") && input.contains("\ngloboff\n") && !input.contains("location"))
        #expect(input.contains("user-agent = \"unbluff/1.2.3\"\n") && input.contains("header = \"Content-Type: application/json\"\n"))
        #expect(input.split(separator: "\n").allSatisfy { $0.contains(" = \"") && $0.hasSuffix("\"") || ["globoff", "fail"].contains($0) })
    }

    /// As docs/sender-guard.md says.
    @Test func signature() {
        let body = Sample.report().json
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(Sample.time).\(body)".utf8), using: SymmetricKey(data: Data("0123456789abcdef".utf8)))
        let wanted = "t=\(Sample.time),v1=" + code.map { String(format: "%02x", $0) }.joined()
        #expect(WebhookAlert.signature(body, "0123456789abcdef", at: Sample.time) == wanted)
        // RFC 4231 has no case with such a text; this one is openssl's: printf '1.x' | openssl dgst -sha256 -hmac key
        #expect(WebhookAlert.signature("x", "key", at: 1) == "t=1,v1=fc4913c41a7bf793267e2a384f3261c9436ec2cd097bd745e7b0d99113f510ec")
    }

    @Test func withoutASecretNothingIsSigned() {
        let webhook = WebhookAlert("https://example.org/", secret: nil, curl: Curl(), version: "1")
        #expect(!webhook.request("{}").contains("Signature"))
    }

    @Test func mailGoesBySMTPWithoutAReversePath() async throws {
        let program = try Program()
        #expect(await send(program, by: .mail) == nil)
        let arguments = program.text("arguments").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(arguments.contains("smtp://127.0.0.1:25/mx.example.org"))
        let from = try #require(arguments.firstIndex(of: "--mail-from"))
        #expect(Array(arguments[from...].prefix(4)) == ["--mail-from", "", "--mail-rcpt", "a@example.org"])
        #expect(program.text("input").hasPrefix("Date: ") && program.text("input").contains("\r\n\r\nThe account anna@example.org "))
    }

    @Test(arguments: [
        (#"printf 302"#, AlertProblem.status("302")), (#"printf 000"#, .status("000")), (#":"#, .status("")),
        (#"echo warning >&2; printf 'curl: (7) no \033[31m way\n' >&2; exit 7"#, .curl("curl: (7) no \u{FFFD}[31m way")),
        ("exit 3", .curl("curl gave no reason")),
    ])
    func problems(_ script: String, _ problem: AlertProblem) async throws {
        #expect(await send(try Program(script), by: .webhook) == problem)
    }

    @Test(.timeLimit(.minutes(10))) func oneThatHangsIsEnded() async throws {
        // On a slow machine it may have no time even to begin.
        for seconds in [1, 10, 100] {
            let program = try Program("echo $$ >\"${0%/*}/process\"; exec sleep 3600")
            #expect(await send(program, by: .webhook, seconds: seconds) == .time)
            guard let process = Int32(program.text("process").trimmingCharacters(in: .whitespacesAndNewlines)) else { continue }
            return #expect(kill(process, 0) != 0)
        }
        Issue.record("it never began")
    }

    /// curl's own words for an answer to the mail itself are "Weird server reply".
    @Test(arguments: [
        ("printf 451; exit 8", "the mail server did not take it (451); see its log"), ("printf 000; exit 8", "the mail server did not take it; see its log"),
        ("echo 'curl: (55) RCPT failed: 550' >&2; printf 550; exit 55", "curl: (55) RCPT failed: 550"), ("kill -9 $$", "curl gave no reason"),
    ])
    func whatAMailServerDoesNotTake(_ script: String, _ words: String) async throws {
        #expect(await send(try Program(script), by: .mail)?.description == words)
    }

    /// Whoever has got a mail whose try failed all the same can tell that the next is the same.
    @Test func allTriesHaveOneMessageID() async throws {
        let program = try Program(#"grep -i '^Message-ID:' "${0%/*}/input" >>"${0%/*}/ids"; test "$(wc -l <"${0%/*}/ids")" -ge 3"#)
        var limits = AlertLimits.mails
        limits.pauses = [.milliseconds(1), .milliseconds(1)]
        let sender = AlertSender(curl: program.curl(), host: "mx.example.org", version: "1.2.3")
        let alerts = IncidentAlerts(AlertSettings(mailTo: "a@example.org"), sender, webhooks: limits, mails: limits) { _, _ in }
        alerts.post(Sample.report())
        while program.text("ids").split(separator: "\r\n").count < 3 { try await Task.sleep(for: .milliseconds(20)) }
        await alerts.finish(within: .seconds(600))
        #expect(program.text("ids") == String(repeating: "Message-ID: <guard.17.\(Sample.time).on-mx@mx.example.org>\r\n", count: 3))
    }

    @Test func withoutCurl() async throws {
        let curl = Curl(folders: ["/nonexistent"], seconds: Program.patience)
        #expect(!curl.isInstalled && Curl().isInstalled)
        await #expect(throws: AlertProblem.curlMissing) { try await curl.run([], input: []) }
    }

    @Test func onlyWhatCurlNeedsOfTheEnvironment() async throws {
        let program = try Program()
        #expect(
            await send(
                program, by: .webhook, environment: ["https_proxy": "http://proxy.example.org", "UNBLUFF_GUARD_ALERTS_WEBHOOK_SECRET": "x", "HOME": "/x"])
                == nil)
        let environment = program.text("environment")
        #expect(environment.contains("https_proxy=http://proxy.example.org") && !environment.contains("UNBLUFF") && !environment.contains("HOME=/x"))
    }

    @Test func whatAReloadTookAway() async {
        let sender = AlertSender(curl: Curl(), host: "h", version: "1")
        for way in AlertWay.allCases {
            await #expect(throws: AlertProblem.notSet) { try await sender.send(.one(Sample.report()), by: way, AlertSettings()) }
        }
    }
}
