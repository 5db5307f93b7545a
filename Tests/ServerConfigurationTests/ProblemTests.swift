import Examination
import Testing

@testable import ServerConfiguration

/// A text in, its problems with line and column out.
@Suite struct ProblemTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let problems: [String]
        var testDescription: String { Quoted.text(text) }

        init(_ text: String, _ problems: String...) {
            self.text = text
            self.problems = problems
        }
    }

    private static let keys: [Case] = [
        Case("lissten:\n  page: off\n", #"1:1: unknown key "lissten"; did you mean listen?"#),
        Case("limits:\n  message_size: 1MB\n", #"2:3: unknown key "message_size" in limits; did you mean message-size?"#),
        Case("limits:\n  messageSize: 1MB\n", #"2:3: unknown key "messageSize" in limits; did you mean message-size?"#),
        Case("dns: true\n", #"1:1: unknown key "dns"; there is sender.dns"#),
        Case("verdicts:\n  x: 1\n", #"1:1: unknown key "verdicts"; there is actions.verdicts.sextortion-scam"#),
        Case("log:\n  colour: red\n", #"2:3: unknown key "colour" in log; there are: form, level"#),
        Case("log:\n  form: json\n  level: info\n  form: text\n", "4:3: log.form is set twice, first in line 2"),
        Case("log: {form: json, \"form\": text, form: text}\n", "1:19: log.form is set twice, first in line 1", "1:33: log.form is set twice, first in line 1"),
        Case(
            "log:\n  form: json\nlimits:\n  tme: 1s\nlog:\n  level: info\n", #"4:3: unknown key "tme" in limits; did you mean time?"#,
            "5:1: log is set twice, first in line 1"),
        Case("? [a, b]\n: 1\n", "1:3: the file: expected a key that is a word, found a list"),
        Case("~: 1\n", "1:1: the file: expected a key that is a word, found nothing"),
        Case("- a\n", "1:1: the file: expected keys below it: listen, log, limits, sender, model, state-directory, page, actions, guard, found a list"),
        Case("hello\n", #"1:1: the file: expected keys below it: listen, log, limits, sender, model, state-directory, page, actions, guard, found "hello""#),
        Case("listen: 127.0.0.1:8025\n", #"1:9: listen: expected keys below it: page, milter, spamd, policy, found "127.0.0.1:8025""#),
        Case("\"\\e[31m\": 1\n", #"1:1: unknown key "\#u{FFFD}[31m"; there are: listen, log, limits, sender, model, state-directory, page, actions, guard"#),
    ]

    private static let values: [Case] = [
        Case("limits:\n  time: 2\n", #"2:9: limits.time: expected a duration from 100ms to 1m, found "2"; write 2s for seconds"#),
        Case("limits:\n  time: 2sec\n", #"2:9: limits.time: expected a duration from 100ms to 1m, found "2sec"; write 2s"#),
        Case("limits:\n  time: 5min\n", #"2:9: limits.time: expected a duration from 100ms to 1m, found "5min"; write 5m"#),
        Case("limits:\n  time: -1s\n", #"2:9: limits.time: expected a duration from 100ms to 1m, found "-1s""#),
        Case("limits:\n  time: 1h\n", #"2:9: limits.time: "1h" is out of range: from 100ms to 1m"#),
        Case("limits:\n  time: 99999999999999999999s\n", #"2:9: limits.time: expected a duration from 100ms to 1m, found "99999999999999999999s""#),
        Case("limits:\n  time: 9223372036854775807s\n", #"2:9: limits.time: "9223372036854775807s" is out of range: from 100ms to 1m"#),
        Case("limits:\n  time: [2s]\n", "2:9: limits.time: expected a duration from 100ms to 1m, found a list"),
        Case("limits:\n  time:\n", "2:8: limits.time: expected a duration from 100ms to 1m, found nothing"),
        Case("limits:\n  message-size: 50M\n", #"2:17: limits.message-size: expected a size from 64KiB to 256MiB, found "50M"; write 50MiB"#),
        Case("limits:\n  message-size: 50\n", #"2:17: limits.message-size: "50" is out of range: from 64KiB to 256MiB"#),
        Case(
            "limits:\n  connections: \"2000\"\n",
            #"2:16: limits.connections: expected a whole number from 1 to 100000, found "2000"; write 2000 without quotes"#),
        Case(
            "limits:\n  connections: 08\n",
            #"2:16: limits.connections: expected a whole number from 1 to 100000, found "08"; write 8, without the zero before it"#),
        Case("limits:\n  connections: 1_000\n", #"2:16: limits.connections: expected a whole number from 1 to 100000, found "1_000""#),
        Case("limits:\n  connections: 0\n", #"2:16: limits.connections: "0" is out of range: from 1 to 100000"#),
        Case("page:\n  cors-origins: [\"*\"]\n", "2:18: page.cors-origins: \"*\" is no site that begins with https://"),
        Case("page:\n  cors-origins: [http://example.org]\n", "2:18: page.cors-origins: \"http://example.org\" is no site that begins with https://"),
        Case(
            "page:\n  cors-origins: [https://example.org/]\n", "2:18: page.cors-origins: \"https://example.org/\" has a path: a site ends with its name or port"
        ),
        Case(
            "page:\n  cors-origins: [https://Example.org]\n", "2:18: page.cors-origins: \"https://Example.org\" has capital letters, which browsers do not send"
        ),
        Case("page:\n  cors-origins: [\"https://example.org:443\"]\n", "2:18: page.cors-origins: \"https://example.org:443\" is no site as browsers name it"),
        Case("page:\n  cors-origins: [\"https://*.example.org\"]\n", "2:18: page.cors-origins: \"https://*.example.org\" is no site as browsers name it"),
        Case("sender:\n  dns: \"yes\"\n", #"2:8: sender.dns: expected true or false, found "yes"; write yes without quotes"#),
        Case("sender:\n  dns: ture\n", #"2:8: sender.dns: expected true or false, found "ture"; write true"#),
        Case("sender:\n  dns: 1\n", #"2:8: sender.dns: expected true or false, found "1""#),
        Case("log:\n  level: warn\n", #"2:10: log.level: expected one of debug, info, warning, error, found "warn"; write warning"#),
        Case("log:\n  level: Eror\n", #"2:10: log.level: expected one of debug, info, warning, error, found "Eror"; write error"#),
        Case("actions:\n  warning: no\n", #"2:12: actions.warning: expected one of off, field, part, found "no"; write off"#),
        Case(
            "actions:\n  subject-prefix: no\n",
            #"2:19: actions.subject-prefix: expected a text, in quotes, found "no"; write "no" in quotes if it is meant as a word"#),
        Case("actions:\n  subject-prefix: \"a\\nb\"\n", "2:19: actions.subject-prefix: \"a\u{FFFD}b\" has control characters"),
        Case(
            "actions:\n  contact: jürgen@example.org\n",
            #"2:12: actions.contact: "jürgen@example.org" has letters that are not ASCII: a reply of SMTP has only these"#),
        Case(
            "actions:\n  contact: \(String(repeating: "a", count: ActionPolicy.mostContactBytes + 1))\n",
            #"2:12: actions.contact: "\#(String(repeating: "a", count: 60))…" has 101 characters: from 1 to 100"#),
        Case("model: model.bin\n", #"1:8: model: "model.bin" is no absolute path: it begins with /"#),
        Case("model: !include x\n", #"1:8: has the YAML tag "!include": tags are not taken"#),
    ]

    private static let addresses: [Case] = [
        Case("listen:\n  milter: localhost:8026\n", listen("localhost:8026", "127.0.0.1:8026")),
        Case("listen:\n  milter: \"*:8026\"\n", listen("*:8026", "0.0.0.0:8026")),
        Case("listen:\n  milter: ::1:8026\n", listen("::1:8026", "[::1]:8026")),
        Case("listen:\n  milter: /run/x.sock\n", listen("/run/x.sock", "unix:/run/x.sock")),
        Case("listen:\n  milter: no\n", listen("no", "off")),
        Case("listen:\n  milter: mail.example.org:8026\n", listen("mail.example.org:8026")),
        Case("listen:\n  milter: 127.0.0.1:0\n", listen("127.0.0.1:0")),
        Case("listen:\n  milter: 127.0.0.1:65536\n", listen("127.0.0.1:65536")),
        Case("listen:\n  milter: unix:run/x.sock\n", listen("unix:run/x.sock")),
        Case("listen:\n  milter: unix:/\(String(repeating: "x", count: 107))\n", listen("unix:/\(String(repeating: "x", count: 54))…")),
        Case("listen:\n  milter: 127.0.0.1:8025\n", "2:11: listen.page and listen.milter have the same address 127.0.0.1:8025"),
        Case(
            "sender:\n  dns-servers: [ns.example.org, 192.0.2.1:0]\n",
            #"2:17: sender.dns-servers: expected an IP address, with or without a port, found "ns.example.org""#,
            #"2:33: sender.dns-servers: expected an IP address, with or without a port, found "192.0.2.1:0""#),
        Case(
            "sender:\n  dns: yes\n  dns-time: 2s\n",
            "3:13: sender.dns-time has to be less than limits.time, or a slow DNS server lets mails go on that nobody has judged"),
        Case(
            "actions:\n  allow:\n    clients: [192.0.2.1/24, 300.0.0.0/8]\n",
            #"3:15: actions.allow.clients: "192.0.2.1/24" has bits set behind the prefix; write 192.0.2.0/24 for the network"#,
            #"3:29: actions.allow.clients: expected a network such as 192.0.2.0/24 or 2001:db8::/32, or one address, found "300.0.0.0/8""#),
        Case(
            "actions:\n  allow:\n    domains: [\"@example.org\", example]\n",
            #"3:15: actions.allow.domains: expected a domain such as example.org, found "@example.org"; write example.org"#,
            #"3:31: actions.allow.domains: expected a domain such as example.org, found "example""#),
        Case(
            "actions:\n  allow:\n    domains: example.org\n",
            #"3:14: actions.allow.domains: expected a list of domains, found "example.org"; write [example.org]"#),
        Case("actions:\n  allow:\n    domains:\n", "3:13: actions.allow.domains: expected a list of domains, found nothing; write [] for an empty list"),
        Case(
            "actions:\n  warning-language: xx\n",
            #"2:21: actions.warning-language: expected a language that there are texts in (ar, cs, da, de, en, es, fr, hu, it, ja, ko, nl, pl, pt, ru, sv, tr, uk, zh), found "xx""#
        ),
    ]

    private static func listen(_ found: String, _ meant: String? = nil) -> String {
        #"2:11: listen.milter: expected an address such as 127.0.0.1:8026, [::1]:8026 or unix:/path, or off, found ""# + found + "\""
            + (meant.map { "; write \($0)" } ?? "")
    }

    private static let patterns = "actions.rules.recipients: expected anna@example.org, @example.org for a domain, or abuse@ for any, found "
    private static let noMode = "there are sextortion-scam and other-extortion-scam"

    private static let policies: [Case] = [
        Case(
            "actions:\n  verdicts:\n    possibly-real: reject\n",
            "3:5: actions.verdicts.possibly-real: there is no mode for it: what may be a real extortion has to reach the person, so it is only ever marked with X-Unbluff-Result; \(noMode)"
        ),
        Case(
            "actions:\n  rules:\n  - recipients: [abuse@]\n    verdicts: {mentions-scam: tag}\n",
            "4:16: actions.rules.verdicts.mentions-scam: there is no mode for it: a mail that only speaks of scams (a warning, a report, somebody who asks for help) is only ever marked with X-Unbluff-Result; \(noMode)"
        ),
        Case("actions:\n  mode: quarantaine\n", #"2:9: actions.mode: expected one of monitor, tag, quarantine, reject, found "quarantaine"; write quarantine"#),
        Case("actions:\n  rules:\n  - mode: tag\n", "3:5: actions.rules: this rule has no recipients, so it is for nobody"),
        Case("actions:\n  rules:\n  - recipients: [abuse@]\n", "3:5: actions.rules: this rule has neither mode nor verdicts"),
        Case(
            "actions:\n  rules:\n  - recipient: [abuse@]\n    mode: tagg\n", #"3:5: unknown key "recipient" in actions.rules; did you mean recipients?"#,
            #"4:11: actions.rules.mode: expected one of monitor, tag, quarantine, reject, found "tagg"; write tag"#),
        Case(
            "actions:\n  rules:\n  - {recipients: [\"*@example.org\", example.org, abuse, \"a b@example.org\", \"@\"], mode: tag}\n",
            #"3:19: \#(patterns)"*@example.org"; write "@example.org""#, #"3:36: \#(patterns)"example.org"; write "@example.org""#,
            #"3:49: \#(patterns)"abuse""#,
            #"3:56: \#(patterns)"a b@example.org""#, #"3:75: \#(patterns)"@""#),
        Case("actions:\n  rules: reject\n", #"2:10: actions.rules: expected a list of rules, each with recipients, and mode or verdicts, found "reject""#),
    ]

    private static let senders = "guard.allow: expected a sender such as account:news@example.org, client:192.0.2.7 or domain:lists.example.org, found "
    private static let senderLists = "guard.allow: expected a list of senders, such as [account:news@example.org, client:192.0.2.7], found "
    private static let servers = "guard.alerts.mail-server: expected a mail server and its port, such as 127.0.0.1:25 or mail.example.org:25, found "

    private static let guarding: [Case] = [
        Case("guard:\n  submision: true\n", #"2:3: unknown key "submision" in guard; did you mean submission?"#),
        Case("submission: true\n", #"1:1: unknown key "submission"; there is guard.submission"#),
        Case("guard:\n  mode: reject\n", #"2:9: guard.mode: expected one of monitor, enforce, found "reject""#),
        Case(
            "guard:\n  allow: [news@example.org, 192.0.2.7, example.org, x]\n", #"2:11: \#(senders)"news@example.org"; write account:news@example.org"#,
            #"2:29: \#(senders)"192.0.2.7"; write client:192.0.2.7"#, #"2:40: \#(senders)"example.org"; write domain:example.org"#, #"2:53: \#(senders)"x""#),
        Case(
            "guard:\n  allow: [\"acount:a\", \"client:192.0.2.0/24\", \"domain:*.example.org\", \"account:\", \"account:a\\tb\"]\n",
            #"2:11: \#(senders)"acount:a"; write account:a"#,
            #"2:23: guard.allow: "client:192.0.2.0/24" has several addresses: one address only (IPv6: its /64)"#, #"2:46: \#(senders)"domain:*.example.org""#,
            #"2:70: \#(senders)"account:""#,
            "2:82: guard.allow: \"account:a\u{FFFD}b\" is no name of an account: it has control characters, or more than 160 bytes"),
        Case(
            "guard:\n  allow: [\"@example.org\", \"*@example.org\", \"account:*\", \"account:@example.org\", 2001:db8::/48, client:192.0.2.7/32]\n",
            #"2:11: \#(senders)"@example.org"; write domain:example.org"#, #"2:27: \#(senders)"*@example.org"; write domain:example.org"#,
            #"2:44: guard.allow: "account:*" is no account: there are no patterns, so write each as its owner logs in"#,
            #"2:57: guard.allow: "account:@example.org" is no account: there are no patterns, so write each as its owner logs in"#,
            #"2:81: guard.allow: "2001:db8::/48" has several addresses: one address only (IPv6: its /64)"#,
            #"2:96: \#(senders)"client:192.0.2.7/32"; write client:192.0.2.7"#),
        Case(
            "guard:\n  allow:\n  - account: news@example.org\n  - user: a\n",
            #"3:5: \#(senders)keys with values; write account:news@example.org, without a blank"#, #"4:5: \#(senders)keys with values"#),
        Case("guard:\n  allow: news@example.org\n", #"2:10: \#(senderLists)"news@example.org"; write [account:news@example.org]"#),
        Case("guard:\n  allow: account:news@example.org\n", #"2:10: \#(senderLists)"account:news@example.org"; write [account:news@example.org]"#),
        Case("guard:\n  allow:\n    account: news@example.org\n", #"3:5: \#(senderLists)keys with values; write [account:news@example.org]"#),
        Case(
            "guard:\n  local-networks: [0.0.0.0/0, \"::/0\", 192.0.2.1/24]\n",
            #"2:20: guard.local-networks: "0.0.0.0/0" has all addresses in it: name your own networks"#,
            #"2:31: guard.local-networks: "::/0" has all addresses in it: name your own networks"#,
            #"2:39: guard.local-networks: expected a network such as 192.0.2.0/24 or 2001:db8::/32, or one address, found "192.0.2.1/24"; write 192.0.2.0/24 for the network"#
        ),
        Case(
            "guard:\n  reply-domains: [\"*.example.org\", anna@example.org]\n",
            #"2:19: guard.reply-domains: expected a domain such as example.org, or "*" for all, found "*.example.org"; write example.org"#,
            #"2:36: guard.reply-domains: expected a domain such as example.org, or "*" for all, found "anna@example.org""#),
        Case(
            "guard:\n  account: {messages-a-minute: 0, messages-an-hour: many}\n",
            #"2:32: guard.account.messages-a-minute: "0" is out of range: from 5 to 100000"#,
            #"2:53: guard.account.messages-an-hour: expected a whole number from 10 to 1000000, found "many""#),
        Case("guard:\n  alerts:\n    mail-to: postmaster\n", mailbox("postmaster")),
        Case("guard:\n  alerts:\n    mail-to: \"<a@example.org>\"\n", mailbox("<a@example.org>")),
        Case("guard:\n  alerts:\n    mail-to: abuse@\n", mailbox("abuse@")),
        Case("guard:\n  alerts:\n    mail-to: \"a@example.org\\r\\nDATA\"\n", mailbox("a@example.org\u{FFFD}\u{FFFD}DATA")),
        Case(
            "guard:\n  alerts:\n    mail-to: jürgen@example.org\n",
            #"3:14: guard.alerts.mail-to: "jürgen@example.org" has letters that are not ASCII, which not every mail server takes"#),
        Case("guard:\n  alerts:\n    mail-server: 127.0.0.1\n", #"3:18: \#(servers)"127.0.0.1"; write "127.0.0.1:25""#),
        Case("guard:\n  alerts:\n    mail-server: ::1\n", #"3:18: \#(servers)"::1"; write "[::1]:25""#),
        Case("guard:\n  alerts:\n    mail-server: 192.0.2.300:25\n", #"3:18: \#(servers)"192.0.2.300:25""#),
        Case("guard:\n  alerts:\n    mail-server: mail/x:25\n", #"3:18: \#(servers)"mail/x:25""#),
        Case(
            "guard:\n  alerts:\n    webhook: ftp://secret.example.org/\n    webhook-secret: short\n",
            "3:14: guard.alerts.webhook: what stands there is no address that begins with https:// or http://",
            "4:21: guard.alerts.webhook-secret: what stands there has 5 characters: from 16 to 200"),
        Case("guard:\n  alerts:\n    webhook-secret: x\n", "3:21: guard.alerts.webhook-secret: what stands there has 1 character: from 16 to 200"),
        Case(
            "guard:\n  alerts:\n    webhook: \"https://example.org/\\\"\\nx\"\n",
            "3:14: guard.alerts.webhook: what stands there is no address that begins with https:// or http://"),
    ]

    private static func mailbox(_ found: String) -> String {
        #"3:14: guard.alerts.mail-to: expected a mail address such as postmaster@example.org, found ""# + found + "\""
    }

    private static let yaml: [Case] = [
        Case("log:\n\tform: json\n", "2:1: has a tab: YAML is indented with spaces only"),
        Case("log:\n  form: json\n   level: info\n", "3:9: a ':' is too many here: the line is indented too far, or the value needs quotes"),
        Case("log:\n  form: json\n level: info\n", "3:2: is not indented as the lines above it, or a value above needs quotes"),
        Case("actions:\n  contact: call: 5\n", "2:16: a ':' is too many here: the line is indented too far, or the value needs quotes"),
        Case("actions:\n  rules:\n  - recipients: [@example.org]\n", "3:18: a value that begins with '@' stands in quotes: \"@…\""),
        Case("actions:\n  rules:\n  - recipients: [*@example.org]\n", "3:19: a value that begins with '*' or '&' stands in quotes: \"*…\""),
        Case("log: &a {form: json}\nlimits: *a\n", "2:9: is an alias of YAML (*name): write the value out, aliases are not taken"),
        Case("log: *a\n", "1:6: a value that begins with '*' stands in quotes: \"*…\" (aliases of YAML are not taken)"),
        Case("log: {form: json}\n---\nlog: {}\n", "2:1: a second document begins (---): a file has one"),
        Case("log: {form: json\n", "2:1: a ',' or a closing bracket is missing, here or before"),
        Case("model: \"x\n", "2:1: the file ends within quotes"),
        Case("# ok\r\nlog:\r\n  form: jsn\r\n", #"3:9: log.form: expected one of text, json, found "jsn"; write json"#),
        Case("\u{FEFF}log: {form: jsn}\n", #"1:13: log.form: expected one of text, json, found "jsn"; write json"#),
        Case("# é\u{1}\n", "1:4: has a control character (byte 1): this is no text, or no UTF-8"),
    ]

    @Test(arguments: keys + values + addresses + policies + guarding + yaml)
    func problems(_ test: Case) {
        #expect(Files(test.text).problems() == test.problems)
    }

    @Test func bytesThatAreNoText() {
        #expect(Files(bytes: Array("# \n# gr".utf8) + [0xFC, 0x6E]).problems() == ["2:5: is not UTF-8: save it as UTF-8"])
    }

    @Test func allAreTold() {
        let text = "lgo: 1\nlimits: {time: 1, idle: 2, drain: 3}\nactions: {mode: x, rules: [{mode: 5}], contact: ü}\n"
        #expect(Files(text).problems(["UNBLUFF_LOG_LEVEL": "loud", "UNBLUFF_LOG_LEVLE": "info"]).count == 9)
    }
}
