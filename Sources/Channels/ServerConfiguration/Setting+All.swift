internal import Examination
internal import ScamVerdict
internal import SenderIdentity

extension Setting {
    /// In the order of the file.
    static let all: [Setting] = [listen, log, limits, sender, files, page, actions, allow, marks, guarding, bounds, alerts].flatMap(\.self)

    private static let listen: [Setting] = [
        Setting(
            "listen.page", \.listen.page, .listen, "The page for people and the HTTP interface; /metrics, /healthz and /readyz, for this machine only."),
        Setting("listen.milter", \.listen.milter, .listen, "Postfix and Sendmail ask here, by the milter protocol."),
        Setting("listen.spamd", \.listen.spamd, .listen, "Exim, spamc, rspamd and SpamAssassin ask here, by the protocol of spamd."),
        Setting(
            "listen.policy", \.listen.policy, .listen,
            "Postfix asks here whether mail of its own people may leave, by its policy delegation; needs guard. Only the mail server may reach it. Usually 127.0.0.1:8028."
        ),
    ]

    private static let log: [Setting] = [
        Setting("log.form", \.log.form, .choice, "text for people, json for collectors of logs (one object a line)."),
        Setting("log.level", \.log.level, .choice, "The least that is written: debug, info (a line for each mail), warning or error."),
    ]

    private static let limits: [Setting] = [
        Setting(
            "limits.message-size", \.limits.messageSize, .size(64 << 10...256 << 20),
            "Of a mail that is larger only so much is looked at. MB is a million bytes, MiB is 1024 times 1024."),
        Setting(
            "limits.time", \.limits.time, .duration(.milliseconds(100)...(.seconds(60))),
            "A mail is held no longer than this; then it goes on, marked with nothing."),
        Setting("limits.idle", \.limits.idle, .duration(.seconds(1)...(.seconds(86_400))), "A client that is silent for so long is cut off."),
        Setting(
            "limits.connections", \.limits.connections, .number(1...100_000),
            "Connections that each address under listen has open at a time. Who comes then is turned away, and mail goes on."),
        Setting("limits.drain", \.limits.drain, .duration(.zero...(.seconds(600))), "When it is stopped it waits so long for mails that are under way."),
        Setting(
            "limits.threads", \.limits.threads, ValueForm<Int>.number(1...256).orNothing, example: .plain("2"),
            "Threads that look at mails; if not set, one for each processor."),
    ]

    private static let sender: [Setting] = [
        Setting(
            "sender.dns", \.sender.asksDNS, .boolean,
            "Whether DNS is asked who may send for a sender's domain (SPF, DKIM, DMARC), of a mail that may be a scam. Nothing else leaves this machine."),
        Setting(
            "sender.dns-servers", \.sender.dnsServers, ValueForm<String>.dnsServer.list("a list of IP addresses, with or without a port"),
            example: .list([.word("192.0.2.53"), .word("[2001:db8::53]:5353")]), "Servers to ask; if empty, those of /etc/resolv.conf."),
        Setting(
            "sender.dns-time", \.sender.dnsTime, .duration(.milliseconds(50)...(.seconds(30))), "For all questions about one mail; less than limits.time."),
        Setting(
            "sender.authserv-ids", \.sender.authservIDs, ValueForm<String>.authservID.list("a list of servers' names"),
            example: .list([.word("mx.example.org")]),
            "Servers whose Authentication-Results are believed: your own, as they call themselves in that field. If empty, none is over the milter, and the topmost elsewhere."
        ),
    ]

    private static let files: [Setting] = [
        Setting(
            "model", \.model, ValueForm<String>.absolutePath.orNothing, example: .word("/var/lib/unbluff/model"),
            "A newer model, or one made by 'unbluff train'."),
        Setting(
            "state-directory", \.stateDirectory, .absolutePath,
            "Where is kept what has to survive a restart: what people said of mails that were released, and what the sender guard knows."),
    ]

    private static let page: [Setting] = [
        Setting(
            "page.owner-name", \.page.ownerName, ValueForm<String>.shownName.orNothing, example: .word("Example University"),
            "Whose page it is, as the people who read it know you."),
        Setting(
            "page.contact", \.page.contact, ValueForm<String>.contact.orNothing, example: .word("helpdesk@example.org"),
            "Somebody to ask, named on every page: a mail address, a telephone number or the address of a page."),
        Setting(
            "page.report-folder", \.page.reportFolder, ValueForm<String>.absolutePath.orNothing, example: .word("/var/lib/unbluff/reports"),
            "A Maildir that gets what people choose to report to the owner; if not set, they are not asked."),
        Setting("page.quick-exit", \.page.quickExit, .webAddress, "Where the button leads that leaves the page quickly."),
        Setting(
            "page.base-path", \.page.basePath, .basePath,
            "Behind a reverse proxy, the path at which the page is seen, such as /check; \"\" for the host's root."),
        Setting(
            "page.trusted-proxies", \.page.trustedProxies, ValueForm<IPNetwork>.network.list("a list of networks"), example: .list([.word("127.0.0.1")]),
            "Reverse proxies whose X-Forwarded-For is believed."),
        Setting(
            "page.api-keys", \.page.apiKeys, ValueForm<String>.keyHash.list("a list of keys' hashes"),
            example: .list([.word("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]),
            "SHA-256 of keys for the HTTP interface, which whoever is not on this machine needs; 'unbluff config --new-key' makes one."),
        Setting(
            "page.cors-origins", \.page.corsOrigins, ValueForm<String>.webOrigin.list("a list of sites such as https://www.example.org"),
            example: .list([.word("https://www.example.org")]),
            "Sites whose scripts may use the HTTP interface from a browser, each exactly as browsers name it in Origin. They need a key too."),
        Setting(
            "page.per-minute", \.page.perMinute, .number(1...100_000),
            "Messages that one address may have looked at in a minute, by page and interface together; half of them at once. IPv6 counts by /64."),
        Setting(
            "page.connections", \.page.connections, .number(1...100_000),
            "Connections that the page has open at a time, in place of limits.connections: browsers keep some each."),
    ]

    private static let actions: [Setting] = [
        Setting(
            "actions.mode", \.actions.mode, .choice,
            "What is done with scams. monitor: only count and log. tag: add X-Unbluff-Result. quarantine: keep back as well. reject: refuse, saying why and whom to ask."
        ),
        Setting(
            "actions.verdicts.sextortion-scam", \.actions.modes[.sextortionScam], ValueForm<ActionPolicy.Mode>.choice.orNothing, example: .plain("quarantine"),
            "The sender claims to have filmed the person, or to have embarrassing pictures."),
        Setting(
            "actions.verdicts.other-extortion-scam", \.actions.modes[.otherExtortionScam], ValueForm<ActionPolicy.Mode>.choice.orNothing,
            example: .plain("tag"),
            "Other empty threats: a hired killer, a bomb, stolen data of a firm."),
        Setting(
            "actions.rules", \.actions.rules, ValueForm<ActionPolicy.Rule>.rule.list("a list of rules, each with recipients, and mode or verdicts"),
            example: .list([
                .mapping([("recipients", .list([.word("anna@example.org"), .word("@lists.example.org")])), ("mode", .plain("monitor"))]),
                .mapping([("recipients", .list([.word("@example.net")])), ("verdicts", .mapping([("sextortion-scam", .plain("reject"))]))]),
            ]),
            "Other modes for some recipients. The first rule that names a recipient decides for it."),
    ]

    private static let allow: [Setting] = [
        Setting(
            "actions.allow.domains", \.actions.allow.domains, ValueForm<String>.domain.list("a list of domains"), example: .list([.word("example.com")]),
            "By the domain that DKIM or DMARC says it is from; a bare From counts for nothing."),
        Setting(
            "actions.allow.clients", \.actions.allow.clients, ValueForm<IPNetwork>.network.list("a list of networks"),
            example: .list([.word("192.0.2.0/24"), .word("2001:db8::/32")]),
            "By the address of the server that hands it in."),
        Setting(
            "actions.allow.recipients", \.actions.allow.recipients,
            ValueForm<String>.recipient.list("a list of recipients, such as [anna@example.org, \"@example.net\", abuse@]"),
            "By who gets it: those who get scams on purpose. @example.org is the domain without its subdomains, abuse@ is of any domain."),
    ]

    private static let marks: [Setting] = [
        Setting(
            "actions.quarantine", \.actions.quarantine, .choice,
            "hold: the mail server's own queue (Postfix). folder: the person's junk folder, filed by Sieve."),
        Setting(
            "actions.contact", \.actions.contact, ValueForm<String>.contact.orNothing, example: .word("postmaster@example.org"),
            "Whom the sender of a refused mail is told to ask. If not set: the recipient's postmaster; for mail that leaves (guard), only 'your mail's administrator'."
        ),
        Setting("actions.spam-flag", \.actions.addsSpamFlag, .boolean, "Whether X-Spam-Flag: YES is added to scams, which many mail programs file as junk."),
        Setting(
            "actions.subject-prefix", \.actions.subjectPrefix, ValueForm<String>.subjectPrefix.orNothing, example: .word("[SCAM] "),
            "Put before the subject of scams."),
        Setting(
            "actions.warning", \.actions.warning, .choice,
            "Words for the person who gets a scam. off: none. field: in X-Unbluff-Warning, for webmails. part: above the text, as a part of its own."),
        Setting("actions.warning-language", \.actions.warningLanguage, .language, "The language of these words: a tag of BCP 47 such as en or pt-BR."),
    ]

    private static let guarding: [Setting] = [
        Setting("guard.submission", \.guarding.submission, .boolean, "Whether mail of those who have logged in is mail that leaves."),
        Setting(
            "guard.local-networks", \.guarding.localNetworks, ValueForm<IPNetwork>.narrowNetwork.list("a list of networks"),
            example: .list([.word("192.0.2.0/24"), .word("2001:db8::/32")]),
            "Networks whose mail leaves without a login: webmail, offices, list servers, this machine's own programs. One of their addresses is not counted for those who log in from it."
        ),
        Setting(
            "guard.mode", \.guarding.mode, .choice,
            "monitor: only count, log and tell; nothing is refused. enforce: put off or refuse as well, saying why and whom to ask (actions.contact)."),
        Setting(
            "guard.allow", \.guarding.allow, ValueForm<String>.guardedSender.list("a list of senders, such as [account:news@example.org, client:192.0.2.7]"),
            example: .list([.word("account:news@example.org"), .word("client:192.0.2.7"), .word("domain:lists.example.org")]),
            "Who may send far more: newsletters, help desks, mailing lists. An account is written as its owner logs in, in any case; a domain lifts no account's bounds."
        ),
        Setting(
            "guard.reply-domains", \.guarding.replyDomains, ValueForm<String>.domainOrAll.list("a list of domains, or [\"*\"]"),
            example: .list([.word("example.org")]),
            "Domains whose people's mail is held where it answers a scam or names its payment address, until its subject says that it is meant; \"*\" for all. If empty, nobody's is."
        ),
    ]

    private typealias Count = any WritableKeyPath<Configuration, Int> & Sendable

    private static let bounds: [Setting] =
        bounds(
            "account", minute: \.guarding.account.messagesAMinute, hour: \.guarding.account.messagesAnHour, day: \.guarding.account.messagesADay,
            recipients: \.guarding.account.recipientsAnHour)
        + bounds(
            "client", minute: \.guarding.client.messagesAMinute, hour: \.guarding.client.messagesAnHour, day: \.guarding.client.messagesADay,
            recipients: \.guarding.client.recipientsAnHour)

    /// Below the least, people would be held who only write mail.
    private static func bounds(_ kind: String, minute: Count, hour: Count, day: Count, recipients: Count) -> [Setting] {
        [
            Setting(
                "guard.\(kind).messages-a-minute", minute, .number(5...100_000), "Mails in any minute; above it, all are put off for a quarter of an hour."),
            Setting("guard.\(kind).messages-an-hour", hour, .number(10...1_000_000), "Mails in any hour."),
            Setting("guard.\(kind).messages-a-day", day, .number(20...10_000_000), "Mails in any day."),
            Setting("guard.\(kind).recipients-an-hour", recipients, .number(10...1_000_000), "Different recipients in any hour."),
        ]
    }

    private static let alerts: [Setting] = [
        Setting(
            "guard.alerts.mail-to", \.guarding.alerts.mailTo, ValueForm<String>.mailbox.orNothing, example: .word("postmaster@example.org"),
            "Who gets a mail for each incident, beside the line in the log; if not set, nobody."),
        Setting(
            "guard.alerts.mail-server", \.guarding.alerts.mailServer, .mailServer,
            "The server that takes this mail, without a login and in clear: on this machine, or in your own network."),
        Setting(
            "guard.alerts.webhook", \.guarding.alerts.webhook, ValueForm<String>.webhook.orNothing,
            example: .word("https://alerts.example.org/unbluff"), isSecret: true,
            "An address that gets a POST with JSON for each incident. 'unbluff config --print' does not show it."),
        Setting(
            "guard.alerts.webhook-secret", \.guarding.alerts.webhookSecret, ValueForm<String>.secret.orNothing,
            example: .word("put-characters-of-your-own-here"), isSecret: true,
            "With it the POST is signed (HMAC-SHA256), so that its receiver can tell who sent it. 'openssl rand -hex 32' makes one; it is not shown."),
    ]

    /// What a section is about, where its name does not say it.
    static let sections: [String: String] = [
        "listen": "Where mail servers ask: an address and a port, [::1]:8026, unix:/path, or off.",
        "log": "What is written to standard error. Never words of a mail, nor a recipient in clear.",
        "limits": "What one mail or client may cost.",
        "sender": "Whether a mail that claims to come from the person's own account did.",
        "page": "What people see who open the page, and who may use the HTTP interface.",
        "actions":
            "What is done with mails. Only scams are ever more than marked: what may be real, and what only speaks of scams, gets X-Unbluff-Result and is never kept back.",
        "actions.verdicts": "For one kind of scam another mode than the one above.",
        "guard":
            "Mail that leaves: who sends as senders of scams do is put off or refused, and somebody is told. Off until submission or local-networks say which mail leaves.",
        "guard.account": "Above these numbers an account's mail is put off; warnings and refusals stand in the same ratio to them as by default.",
        "guard.client": "The same for an address that sends without a login, or from outside.",
        "guard.alerts": "Who is told of an incident, beside the log. 'unbluff guard test-alert' tries it out. Needs curl.",
        "actions.allow": "Mails that get X-Unbluff-Result and nothing else, whatever they are.",
    ]

    /// Why there is no such key, where somebody may look for it.
    static let absent: [String: String] = [
        "…verdicts.possibly-real": whyNone("what may be a real extortion has to reach the person, so it is only ever marked with X-Unbluff-Result"),
        "…verdicts.mentions-scam": whyNone(
            "a mail that only speaks of scams (a warning, a report, somebody who asks for help) is only ever marked with X-Unbluff-Result"),
        "…verdicts.nothing-found": whyNone("where nothing was found there is nothing to do"),
    ]

    private static func whyNone(_ why: String) -> String { "there is no mode for it: \(why); there are sextortion-scam and other-extortion-scam" }
}
