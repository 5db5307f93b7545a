public import ScamVerdict
internal import Synchronization

/// All that the server counts. Only closed lists become labels: no address, no word of a mail.
public final class ServerMetrics: Sendable {
    private let examined: CounterFamily
    private let actions: CounterFamily
    private let omissions: CounterFamily
    private let faults: CounterFamily
    private let open: CounterFamily
    private let refused: CounterFamily
    private let feedback: CounterFamily
    private let reloads: CounterFamily
    private let answers: CounterFamily
    private let turnedAway: CounterFamily
    private let durations: [ChannelName: Histogram]
    private let version: String
    private let model: Mutex<String>
    public let lostLogLines = Counter()
    public let guarding = GuardMetrics()

    /// What may be wrong with what a client says. One list for all channels, so that a dashboard needs to know one.
    public enum Fault: String, Sendable, CaseIterable {
        /// A length that no frame or body may have.
        case length
        /// A command that the protocol does not have.
        case unknownCommand = "unknown-command"
        /// A command where it does not belong.
        case sequence
        /// What a command carries cannot be read.
        case malformed
        case version
        /// The client left in the middle of a mail.
        case aborted
        /// Silent for too long, or it does not take our answers.
        case timeout
        /// The mail was longer than the limit: only its beginning was looked at.
        case tooLong = "too-long"
        /// The mail server does not let us do what the action asks.
        case notOffered = "not-offered"
        case network
    }

    /// The disposition, and what was added, as labels.
    public enum Deed: String, Sendable, CaseIterable {
        case accept, tag, quarantine, reject
    }

    /// What a request at the page's port is about: the HTTP interface, the page for people, or monitoring and what is not there.
    public enum Route: String, Sendable, CaseIterable {
        case check, page, other
    }

    /// Why a request was not looked at, at the page's port.
    public enum TurnedAway: String, Sendable, CaseIterable {
        /// Too many messages from one address.
        case rate
        /// The body is larger than the limit.
        case size
        /// It came too slowly.
        case time
        /// All room for bodies is taken.
        case room
        /// All that can be looked at at a time is being looked at.
        case busy
        /// A body that is packed.
        case encoding
    }

    public init(version: String, model: String) {
        let channels = ChannelName.allCases.map(\.rawValue)
        func each(_ values: [String], of names: [ChannelName] = ChannelName.examining) -> [[String]] {
            names.flatMap { name in values.map { [name.rawValue, $0] } }
        }
        examined = CounterFamily(
            "unbluff_examined_total", "Mails examined, by verdict.", labels: ["channel", "verdict"], values: each(Verdict.Outcome.allCases.map(\.rawValue)))
        actions = CounterFamily(
            "unbluff_actions_total", "What was done with mails.", labels: ["channel", "action"], values: each(Deed.allCases.map(\.rawValue)))
        omissions = CounterFamily(
            "unbluff_not_examined_total", "Mails accepted without a look.", labels: ["channel", "reason"],
            values: each(Opinion.Omission.allCases.map(\.rawValue)))
        faults = CounterFamily(
            "unbluff_protocol_errors_total", "What was wrong with what clients said.", labels: ["channel", "kind"],
            values: each(Fault.allCases.map(\.rawValue), of: ChannelName.allCases))
        open = CounterFamily(
            "unbluff_connections", "Connections that are open now.", kind: .gauge, labels: ["channel"], values: channels.map { [$0] })
        refused = CounterFamily(
            "unbluff_connections_refused_total", "Connections turned away at the limit.", labels: ["channel"], values: channels.map { [$0] })
        feedback = CounterFamily(
            "unbluff_feedback_total", "What people said a mail was.", labels: ["label"], values: Feedback.Label.allCases.map { [$0.rawValue] })
        reloads = CounterFamily("unbluff_reloads_total", "Reloads of the configuration.", labels: ["result"], values: [["ok"], ["failed"]])
        answers = CounterFamily(
            "unbluff_http_answers_total", "Answers at the page's port, by what was asked for and class of status.", labels: ["route", "status"],
            values: Route.allCases.flatMap { route in Self.statusClasses.map { [route.rawValue, $0] } })
        turnedAway = CounterFamily(
            "unbluff_http_turned_away_total", "Requests at the page's port that were not looked at.", labels: ["reason"],
            values: TurnedAway.allCases.map { [$0.rawValue] })
        durations = Dictionary(uniqueKeysWithValues: ChannelName.examining.map { ($0, Histogram()) })
        self.version = version
        self.model = Mutex(model)
        _ = ProcessFigures.start
    }

    public func examined(_ channel: ChannelName, _ outcome: Verdict.Outcome) { examined[channel.rawValue, outcome.rawValue].add() }
    public func did(_ channel: ChannelName, _ deed: Deed) { actions[channel.rawValue, deed.rawValue].add() }
    public func omitted(_ channel: ChannelName, _ omission: Opinion.Omission) { omissions[channel.rawValue, omission.rawValue].add() }
    public func fault(_ channel: ChannelName, _ fault: Fault) { faults[channel.rawValue, fault.rawValue].add() }
    public func connections(_ channel: ChannelName) -> Counter { open[channel.rawValue] }
    public func refused(_ channel: ChannelName) { refused[channel.rawValue].add() }
    public func learned(_ label: Feedback.Label) { feedback[label.rawValue].add() }
    public func reloaded(_ isGood: Bool) { reloads[isGood ? "ok" : "failed"].add() }
    public func turnedAway(_ reason: TurnedAway) { turnedAway[reason.rawValue].add() }
    public func answered(_ route: Route, status: Int) { answers[route.rawValue, Self.statusClasses[min(max(status / 100, 1), 5) - 1]].add() }
    private static let statusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx"]
    /// From a mail's end to our answer.
    public func took(_ channel: ChannelName, nanoseconds: Int) { durations[channel]?.observe(nanoseconds: nanoseconds) }

    /// A reload may have brought another.
    public func changed(model: String) { self.model.withLock { $0 = model } }

    /// Text format 0.0.4 of Prometheus, UTF-8.
    public var exposition: String {
        var text = ""
        for family in [examined, actions, omissions, faults, open, refused, answers, turnedAway, feedback, reloads] + guarding.families {
            text += family.exposition
        }
        text += Self.head("unbluff_examination_seconds", "From a mail's end to the answer.", "histogram")
        for (channel, histogram) in durations.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text += histogram.exposition("unbluff_examination_seconds", channel: channel.rawValue)
        }
        text += Self.head("unbluff_log_lines_lost_total", "Lines that nobody took.", "counter") + "unbluff_log_lines_lost_total \(lostLogLines.count)\n"
        text += Self.head("unbluff_build_info", "Which program and which model.", "gauge")
        text += "unbluff_build_info{version=\"\(Self.escaped(version))\",model=\"\(Self.escaped(model.withLock { $0 }))\"} 1\n"
        return text + ProcessFigures().exposition
    }

    static func head(_ name: String, _ help: String, _ kind: String) -> String { "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n" }
    static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

extension CounterFamily {
    fileprivate var exposition: String {
        all.reduce(into: ServerMetrics.head(name, help, kind.rawValue)) { text, row in
            let pairs = zip(labels, row.values).map { "\($0)=\"\($1)\"" }
            text += "\(name)\(pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") \(row.counter.count)\n"
        }
    }
}

extension Histogram {
    fileprivate func exposition(_ name: String, channel: String) -> String {
        let counts = cumulative
        var text = ""
        for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], counts) {
            text += "\(name)_bucket{channel=\"\(channel)\",le=\"\(bound)\"} \(count)\n"
        }
        return text + "\(name)_sum{channel=\"\(channel)\"} \(seconds)\n\(name)_count{channel=\"\(channel)\"} \(counts.last ?? 0)\n"
    }
}
