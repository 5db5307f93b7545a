public import Examination
internal import SenderGuard
public import SenderIdentity

/// All that the owner of a server can set: what the file, its drop-ins and the environment say together.
///
/// Every value has a default, so that no file is needed.
public struct Configuration: Sendable, Equatable {
    public struct Listen: Sendable, Equatable {
        /// Page, HTTP API, `/metrics`, `/healthz` and `/readyz`. Nil: closed; so are the others.
        public var page: ListenAddress? = .tcp(host: "127.0.0.1", port: 8025)
        public var milter: ListenAddress? = .tcp(host: "127.0.0.1", port: 8026)
        public var spamd: ListenAddress? = .tcp(host: "127.0.0.1", port: 8027)
        /// Postfix' policy delegation, for `guarding`.
        public var policy: ListenAddress?

        public init() {}
    }

    public struct Log: Sendable, Equatable {
        public enum Form: String, Sendable, CaseIterable { case text, json }
        /// In rising order.
        public enum Level: String, Sendable, CaseIterable { case debug, info, warning, error }
        public var form = Form.text
        public var level = Level.info

        public init() {}
    }

    public struct Limits: Sendable, Equatable {
        /// Bytes of one mail. Beyond it only what came first is looked at.
        public var messageSize = 50 << 20
        /// How long a mail is held at most, from its end to our answer.
        public var time = Duration.seconds(2)
        /// How long a client may be silent.
        public var idle = Duration.seconds(300)
        /// Open connections for each listener; who comes then is turned away, and mail goes on.
        public var connections = 2_000
        /// How long SIGTERM waits for mails that are under way.
        public var drain = Duration.seconds(10)
        /// Nil: one for each processor.
        public var threads: Int?

        public init() {}
    }

    public struct Sender: Sendable, Equatable {
        /// Nothing leaves the machine unless switched on.
        public var asksDNS = false
        /// Addresses with or without port; empty: those of resolv.conf.
        public var dnsServers: [String] = []
        /// For all questions about one mail.
        public var dnsTime = Duration.milliseconds(1_500)
        /// Whose Authentication-Results are believed: RFC 8601 § 5.
        public var authservIDs: [String] = []

        public init() {}
    }

    /// The page for people and the HTTP interface.
    public struct Page: Sendable, Equatable {
        /// Whose page it is, as people know them; nil: nobody is named, and there is nothing to report to.
        public var ownerName: String?
        /// A person to ask: a mail address, a telephone number or the address of a page.
        public var contact: String?
        /// The Maildir that gets what people choose to report; nil: nothing is offered.
        public var reportFolder: String?
        /// Where *Leave this page* leads.
        public var quickExit = "https://www.wikipedia.org/"
        /// What stands before `/en/` for those who see us behind a reverse proxy: empty or `/scams`.
        public var basePath = ""
        /// Whose X-Forwarded-For is believed.
        public var trustedProxies: [IPNetwork] = []
        /// SHA-256 of each key, in hexadecimal: who is not on this machine needs one for the HTTP interface.
        public var apiKeys: [String] = []
        /// Sites whose scripts may use the HTTP interface: `https://www.example.org`.
        public var corsOrigins: [String] = []
        /// Messages that one address may have looked at in a minute.
        public var perMinute = 60
        /// Open connections: browsers keep some each.
        public var connections = 10_000

        public init() {}
    }

    /// Mail that leaves. Off unless `submission` or `localNetworks` say what leaves.
    public struct Guarding: Sendable, Equatable {
        public enum Mode: String, Sendable, CaseIterable {
            /// Only count, log and tell.
            case monitor
            case enforce
        }

        /// Holds begin above these; warnings and blocks stand in the same ratio to them as in `SenderLimits`.
        public struct Bounds: Sendable, Equatable {
            public var messagesAMinute: Int
            public var messagesAnHour: Int
            public var messagesADay: Int
            /// Distinct ones.
            public var recipientsAnHour: Int
        }

        /// Who is told of an incident, beside the log.
        public struct Alerts: Sendable, Equatable {
            /// A mail address; nil: nobody.
            public var mailTo: String?
            /// Takes the mail: `127.0.0.1:25`.
            public var mailServer = "127.0.0.1:25"
            /// `https://…` or `http://…`; nil: none.
            public var webhook: String?
            /// With which the webhook's requests are signed; nil: they are not.
            public var webhookSecret: String?

            public init() {}
        }

        /// Whether mail of people who have logged in leaves.
        public var submission = false
        /// Whose mail leaves without a login: webmail, offices, this machine's own programs.
        public var localNetworks: [IPNetwork] = []
        public var mode = Mode.enforce
        /// Senders who may send far more: `account:news@example.org`, `client:192.0.2.7`, `domain:lists.example.org`.
        public var allow: [String] = []
        public var account = Bounds(holdsOf: .account)
        public var client = Bounds(holdsOf: .client)
        /// Sender domains whose answers to scams are stopped; `*` for all.
        public var replyDomains: [String] = []
        public var alerts = Alerts()

        public var isOn: Bool { submission || !localNetworks.isEmpty }

        public init() {}
    }

    public var listen = Listen()
    public var log = Log()
    public var limits = Limits()
    public var sender = Sender()
    /// A newer model's file; nil: the program's own.
    public var model: String?
    /// Where what has to survive a restart is kept: the feedback of releases.
    public var stateDirectory = "/var/lib/unbluff"
    public var actions = ActionPolicy()
    public var page = Page()
    public var guarding = Guarding()

    public init() {}
}

extension Configuration.Guarding.Bounds {
    fileprivate init(holdsOf limits: SenderLimits) {
        self.init(
            messagesAMinute: limits.messagesAMinute.hold ?? .max, messagesAnHour: limits.messagesAnHour.hold ?? .max,
            messagesADay: limits.messagesADay.hold ?? .max, recipientsAnHour: limits.recipientsAnHour.hold ?? .max)
    }
}
