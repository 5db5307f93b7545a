import Examination
import Foundation
import ScamVerdict
import SenderIdentity
import Testing

@testable import ServerConfiguration

/// What files and environment say together.
@Suite struct LoadTests {
    @Test(arguments: ["", "# nothing\n", "---\n", "listen:\nlimits:\nactions:\n  allow:\n  verdicts:\n", "\u{FEFF}# nothing\r\n"])
    func nothingIsTheDefault(_ text: String) throws {
        #expect(try Files(text).load().configuration == Configuration())
    }

    @Test func everyKey() throws {
        let text = """
            listen: {page: "off", milter: "unix:/run/unbluff/milter.sock", spamd: "[::1]:783", policy: 127.0.0.1:8028}
            log: {form: json, level: debug}
            limits: {message-size: 10MB, time: 500ms, idle: 1h, connections: 10, drain: 0s, threads: 3}
            sender: {dns: on, dns-servers: [192.0.2.1, "[2001:db8::1]:5353"], dns-time: 400ms, authserv-ids: [mx.example.org]}
            model: /srv/model
            state-directory: /srv/state
            page:
              owner-name: Example Club
              contact: helpdesk@example.org
              report-folder: /srv/reports
              quick-exit: https://www.example.com/weather
              base-path: /check
              trusted-proxies: [127.0.0.1, 192.0.2.0/24]
              api-keys: [eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee]
              cors-origins: [https://www.example.org, "https://example.net:8443"]
              per-minute: 5
              connections: 50
            actions:
              mode: monitor
              verdicts: {sextortion-scam: reject, other-extortion-scam: tag}
              rules:
                - recipients: [anna@example.org, "@example.net", abuse@]
                  mode: tag
                - {recipients: [b@example.org], verdicts: {sextortion-scam: quarantine}}
              allow: {domains: [example.com], clients: [192.0.2.0/24, "2001:db8::/32", 198.51.100.7], recipients: []}
              quarantine: folder
              contact: 0800 555 0100
              spam-flag: Yes
              subject-prefix: "[SCAM] "
              warning: part
              warning-language: de
            guard:
              submission: on
              local-networks: [192.0.2.0/24, "2001:db8::/32"]
              mode: monitor
              allow: ["account:news@example.org", client:192.0.2.7, "client:2001:db8::/64", domain:lists.example.org]
              reply-domains: [example.org, "*"]
              account: {messages-a-minute: 11, messages-an-hour: 12, messages-a-day: 23, recipients-an-hour: 14}
              client: {messages-a-minute: 15, messages-an-hour: 16, messages-a-day: 27, recipients-an-hour: 18}
              alerts:
                mail-to: root@localhost
                mail-server: mail.example.org:587
                webhook: https://alerts.example.org/hooks/T0?a=[b]
                webhook-secret: sixteen letters.
            """
        var wanted = Configuration()
        wanted.listen.page = nil
        wanted.listen.milter = .unix(path: "/run/unbluff/milter.sock")
        wanted.listen.spamd = .tcp(host: "::1", port: 783)
        wanted.log.form = .json
        wanted.log.level = .debug
        wanted.limits.messageSize = 10_000_000
        wanted.limits.time = .milliseconds(500)
        wanted.limits.idle = .seconds(3_600)
        wanted.limits.connections = 10
        wanted.limits.drain = .zero
        wanted.limits.threads = 3
        wanted.sender.asksDNS = true
        wanted.sender.dnsServers = ["192.0.2.1", "[2001:db8::1]:5353"]
        wanted.sender.dnsTime = .milliseconds(400)
        wanted.sender.authservIDs = ["mx.example.org"]
        wanted.model = "/srv/model"
        wanted.stateDirectory = "/srv/state"
        wanted.page.ownerName = "Example Club"
        wanted.page.contact = "helpdesk@example.org"
        wanted.page.reportFolder = "/srv/reports"
        wanted.page.quickExit = "https://www.example.com/weather"
        wanted.page.basePath = "/check"
        wanted.page.trustedProxies = ["127.0.0.1", "192.0.2.0/24"].compactMap { IPNetwork($0) }
        wanted.page.apiKeys = ["eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"]
        wanted.page.corsOrigins = ["https://www.example.org", "https://example.net:8443"]
        wanted.page.perMinute = 5
        wanted.page.connections = 50
        wanted.actions.mode = .monitor
        wanted.actions.modes = [.sextortionScam: .reject, .otherExtortionScam: .tag]
        wanted.actions.rules = [
            ActionPolicy.Rule(recipients: ["anna@example.org", "@example.net", "abuse@"], mode: .tag),
            ActionPolicy.Rule(recipients: ["b@example.org"], modes: [.sextortionScam: .quarantine]),
        ]
        wanted.actions.allow.domains = ["example.com"]
        wanted.actions.allow.clients = ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"].compactMap { IPNetwork($0) }
        wanted.actions.allow.recipients = []
        wanted.actions.quarantine = .folder
        wanted.actions.contact = "0800 555 0100"
        wanted.actions.addsSpamFlag = true
        wanted.actions.subjectPrefix = "[SCAM] "
        wanted.actions.warning = .part
        wanted.actions.warningLanguage = "de"
        wanted.listen.policy = .tcp(host: "127.0.0.1", port: 8028)
        wanted.guarding.submission = true
        wanted.guarding.localNetworks = ["192.0.2.0/24", "2001:db8::/32"].compactMap { IPNetwork($0) }
        wanted.guarding.mode = .monitor
        wanted.guarding.allow = ["account:news@example.org", "client:192.0.2.7", "client:2001:db8::/64", "domain:lists.example.org"]
        wanted.guarding.replyDomains = ["example.org", "*"]
        wanted.guarding.account = .init(messagesAMinute: 11, messagesAnHour: 12, messagesADay: 23, recipientsAnHour: 14)
        wanted.guarding.client = .init(messagesAMinute: 15, messagesAnHour: 16, messagesADay: 27, recipientsAnHour: 18)
        wanted.guarding.alerts.mailTo = "root@localhost"
        wanted.guarding.alerts.mailServer = "mail.example.org:587"
        wanted.guarding.alerts.webhook = "https://alerts.example.org/hooks/T0?a=[b]"
        wanted.guarding.alerts.webhookSecret = "sixteen letters."
        let loaded = try Files(text).load()
        #expect(loaded.configuration == wanted)
        #expect(loaded.notices.isEmpty)
        // Else a key is in none of the tests.
        #expect(Set(loaded.origins.keys) == Set(Setting.all.map(\.name)))
        // What is secret is not written down.
        wanted.guarding.alerts.webhook = nil
        wanted.guarding.alerts.webhookSecret = nil
        #expect(try Files(loaded.page).load().configuration == wanted)
        #expect(!loaded.page.contains("T0") && !loaded.page.contains("sixteen"))
        #expect(loaded.page.contains("    # webhook-secret: set, not shown"))
    }

    @Test func laterWins() throws {
        let files = Files(
            "log: {form: json}\nactions: {contact: a@example.org, allow: {recipients: [a@example.org]}, verdicts: {sextortion-scam: reject}}\n",
            dropIns: [
                "10-a.yaml": "log: {level: debug}\nactions: {contact: b@example.org}\n",
                "9-b.yaml": "actions: {contact: ~, allow: {recipients: [b@example.org]}, verdicts: {other-extortion-scam: tag}}\n",
                ".hidden.yaml": "no", "c.yaml~": "no", "c.yaml.dpkg-old": "no",
            ])
        let loaded = try files.load(["UNBLUFF_LOG_LEVEL": "error", "UNBLUFF_LIMITS_TIME": "", "UNBLUFF_PORT_8025_TCP": "tcp://", "PATH": "/bin"])
        #expect(loaded.configuration.log.form == .json)
        #expect(loaded.configuration.log.level == .error)
        #expect(loaded.configuration.actions.contact == nil)
        #expect(loaded.configuration.actions.allow.recipients == ["b@example.org"])
        #expect(loaded.configuration.actions.modes == [.sextortionScam: .reject, .otherExtortionScam: .tag])
        #expect(loaded.configuration.limits == Configuration.Limits())
        #expect(loaded.files == ["main.yaml", "conf.d/10-a.yaml", "conf.d/9-b.yaml"].map { "/etc/x/\($0)" })
        #expect(loaded.origins["log.level"]?.description == "UNBLUFF_LOG_LEVEL")
        #expect(loaded.origins["log.form"]?.description == "/etc/x/main.yaml:1:13")
    }

    @Test(arguments: [
        ("UNBLUFF_LIMITS_MESSAGE_SIZE", "1GB2", #"limits.message-size: expected a size from 64KiB to 256MiB, found "1GB2""#),
        ("UNBLUFF_LIMITS_TIME", "2", #"limits.time: expected a duration from 100ms to 1m, found "2"; write 2s for seconds"#),
        ("UNBLUFF_LGO_LEVEL", "info", "unknown variable; did you mean UNBLUFF_LOG_LEVEL?"),
        ("UNBLUFF_LIMITS_TMIE", "2s", "unknown variable; did you mean UNBLUFF_LIMITS_TIME?"),
        ("UNBLUFF_ACTIONS_RULES", "[]", "actions.rules cannot be set in the environment: write it into a file in conf.d"),
        ("UNBLUFF_ACTIONS_ALLOW_DOMAINS", "example.org, , example", #"actions.allow.domains: expected a domain such as example.org, found "example""#),
    ])
    func wrongVariables(_ name: String, _ text: String, _ problem: String) {
        #expect(Files("").problems([name: text]) == ["\(name): \(problem)"])
    }

    /// Kubernetes tells each container of the services of its namespace, whatever they are called; others set what they like.
    @Test(arguments: ["", "_MILTER", "_SPAMD", "_PAGE", "_SERVER"])
    func variablesOfOthers(_ service: String) {
        let names = ["PORT", "SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_MILTER", "PORT_8026_TCP", "PORT_8026_TCP_ADDR", "HOME", "USER", "VERSION", "ARGS"]
        #expect(Files("").problems(Dictionary(uniqueKeysWithValues: names.map { ("UNBLUFF\(service)_\($0)", "tcp://192.0.2.1:8026") })) == [])
    }

    @Test func variables() throws {
        let loaded = try Files("").load([
            "UNBLUFF_SENDER_DNS": "yes", "UNBLUFF_LIMITS_THREADS": "2", "UNBLUFF_SENDER_DNS_SERVERS": "192.0.2.1,  2001:db8::1 ",
            "UNBLUFF_ACTIONS_SUBJECT_PREFIX": "[no] ", "UNBLUFF_ACTIONS_CONTACT": "no", "UNBLUFF_LISTEN_PAGE": "off",
            "UNBLUFF_ACTIONS_VERDICTS_SEXTORTION_SCAM": "reject",
        ])
        let configuration = loaded.configuration
        #expect(configuration.sender.asksDNS && configuration.limits.threads == 2 && configuration.listen.page == nil)
        #expect(configuration.sender.dnsServers == ["192.0.2.1", "2001:db8::1"])
        #expect(configuration.actions.subjectPrefix == "[no] " && configuration.actions.contact == "no")
        #expect(configuration.actions.modes == [.sextortionScam: .reject])
    }

    /// The text, and what is said beside "good".
    @Test(arguments: [
        ("guard: {submission: true, mode: monitor}\nlisten: {policy: \"127.0.0.1:8028\"}\n", []),
        ("guard: {local-networks: [192.0.2.0/24], allow: [client:192.0.2.7]}\n", []),
        ("guard: {submission: true, allow: [account:News@Example.org, client:2001:db8::/64]}\n", []),
        // As it is by default, only written out.
        ("guard: {mode: enforce, account: {messages-a-minute: 40}}\n", []),
        (
            "listen: {policy: \"127.0.0.1:8028\"}\n",
            ["1:18: listen.policy: whoever asks there is told nothing, because neither guard.submission nor guard.local-networks says which mail leaves"]
        ),
        ("guard: {submission: true}\nlisten: {policy: \"unix:/run/unbluff/policy\"}\n", []),
        ("guard: {submission: true}\nlisten: {policy: \"[::1]:8028\"}\n", []),
        ("guard: {submission: true}\nlisten: {policy: \"127.0.0.53:8028\"}\n", []),
        (
            "guard: {submission: true}\nlisten: {policy: \"0.0.0.0:8028\"}\n",
            ["2:18: listen.policy: whoever reaches 0.0.0.0:8028 can have any account's mail stopped: let only the mail server reach it"]
        ),
        (
            "guard: {submission: true}\nlisten: {policy: \"[2001:db8::1]:8028\"}\n",
            ["2:18: listen.policy: whoever reaches [2001:db8::1]:8028 can have any account's mail stopped: let only the mail server reach it"]
        ),
        (
            "guard:\n  mode: monitor\n",
            ["2:9: guard.mode: does nothing, because neither guard.submission nor guard.local-networks says which mail leaves"]
        ),
        (
            "guard:\n  allow: [client:192.0.2.7]\n  reply-domains: [\"*\"]\n  submission: false\n",
            ["2:10: guard.allow, guard.reply-domains: do nothing, because neither guard.submission nor guard.local-networks says which mail leaves"]
        ),
        (
            "guard:\n  submission: true\n  alerts:\n    webhook-secret: 0123456789abcdef\n    mail-server: 192.0.2.1:25\n",
            [
                "4:21: guard.alerts.webhook-secret: does nothing without guard.alerts.webhook",
                "5:18: guard.alerts.mail-server: does nothing without guard.alerts.mail-to",
            ]
        ),
        (
            "guard: {submission: true, account: {messages-a-minute: 500}, client: {messages-a-day: 1000}}\n",
            [
                "1:56: guard.account.messages-a-minute: 500 are never reached, because guard.account.messages-an-hour is 180",
                "1:87: guard.client.messages-an-hour: 1200 are never reached, because guard.client.messages-a-day is 1000",
            ]
        ),
    ])
    func whatCountsForNothing(_ text: String, _ notices: [String]) throws {
        #expect(try Files(text).load().notices.map { "\($0)".replacing("/etc/x/main.yaml:", with: "") } == notices)
    }

    @Test func settingsHaveNamesOfTheirOwn() {
        #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
        #expect(Set(Setting.all.map(\.variable)).count == Setting.all.count)
    }

    @Test func namesThatAreNotRead() {
        #expect(Files("", dropIns: ["a.yml": ""]).problems() == ["conf.d/a.yml: is not read: its name has to end in .yaml"])
        let many = Dictionary(uniqueKeysWithValues: (0...ConfigurationLimits.dropIns).map { ("\($0).yaml", "") })
        #expect(Files("", dropIns: many).problems() == ["conf.d: has 101 files: at most 100 are read"])
    }

    @Test func aNamedFileHasToBeThere() throws {
        let none = ConfigurationDisk { _, _ in
            nil
        } names: { _ in
            []
        }
        #expect(throws: ConfigurationProblems.self) { try Configuration.load(file: "/etc/x/none.yaml", environment: [:], disk: none) }
        #expect(try Configuration.load(file: nil, environment: [:], disk: none).configuration == Configuration())
    }

    @Test func realFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "unbluff-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "conf.d/b.yaml"), withIntermediateDirectories: true)
        try Data("log: {form: json}\n".utf8).write(to: folder.appending(path: "a.yaml"))
        try Data("log: {level: debug}\n".utf8).write(to: folder.appending(path: "conf.d/a.yaml"))
        let path = folder.appending(path: "a.yaml").path
        do throws(ConfigurationProblems) {
            _ = try Configuration.load(file: path, environment: [:])
            Issue.record("a folder is no file")
        } catch {
            #expect(error.lines == ["\(folder.path)/conf.d/b.yaml: is no file"])
        }
        try FileManager.default.removeItem(at: folder.appending(path: "conf.d/b.yaml"))
        let configuration = try Configuration.load(file: path, environment: [:]).configuration
        #expect(configuration.log.form == .json && configuration.log.level == .debug)
    }
}
