#if server
    internal import ArgumentParser
    internal import ChannelKit
    internal import Glibc
    internal import GuardDatabase
    internal import SenderGuard
    internal import ServerConfiguration

    struct GuardShow: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one sender: why it was stopped, for how long, and how much it sends.",
            discussion: "What was sent in the last minute may not be counted yet.")

        @OptionGroup var place: GuardOptions

        @Flag(name: .long, help: "Print one JSON object.")
        var json = false

        @Option(name: .long, help: ArgumentHelp("When to use colours.", valueName: "when"))
        var color = ColorChoice.auto

        @Argument(
            help: ArgumentHelp("account:NAME, client:ADDRESS or domain:NAME; a mail address alone is an account, an IP address a client.", valueName: "SENDER"))
        var sender: String

        func validate() throws { _ = try SenderKey(argument: sender) }

        func run() throws {
            let key = try SenderKey(argument: sender)
            let (settings, database) = try place.open()
            let now = time(nil)
            do {
                let (memory, incidents) = (try database.memory(of: key), try database.incidents(of: key))
                let stop = memory.state.stops.first { $0.until > now }
                let current = incidents.first { $0.incident.id == stop?.incident } ?? incidents.first
                let known = KnownSender(
                    entry: GuardEntry(sender: key, stop: stop, kept: current), earlier: incidents.filter { $0.incident.id != current?.incident.id },
                    settings: GuardSettings(settings), isMonitored: settings.mode == .monitor, memory: memory, now: now)
                write(known, meant: known.isEmpty && !json ? try Self.meant(key, database, at: now) : nil)
                if known.isEmpty { throw ExitCode(ExitStatus.threatFound.rawValue) }
            } catch let code as ExitCode {
                throw code
            } catch {
                throw GuardOptions.end(error)
            }
        }

        /// The only one of those with a stop or an incident whose name goes on where this one ends.
        private static func meant(_ key: SenderKey, _ database: GuardDatabase, at now: Int) throws -> SenderKey? {
            let named = try database.stops(at: now).map(\.sender) + database.incidents(withClosed: true).map(\.incident.sender)
            let near = Set(named.filter { $0.text.utf8.starts(with: key.text.utf8) })
            return near.count == 1 ? near.first : nil
        }

        private func write(_ known: KnownSender, meant: SenderKey?) {
            var output = StandardOutput()
            if json {
                output.write(GuardRecord(entry: known.entry, rates: known.rates, hasRates: true).line)
            } else {
                var page = Page(terminal: Terminal(color: color))
                page.show(known, meant: meant)
                output.write(page.text)
            }
            output.flush()
        }
    }

    /// All that is known of one sender.
    private struct KnownSender {
        let entry: GuardEntry
        let earlier: [KeptIncident]
        let limits: SenderLimits
        let isAllowedMore: Bool
        let isMonitored: Bool
        let rates: SenderRates?
        let now: Int

        init(entry: GuardEntry, earlier: [KeptIncident], settings: GuardSettings, isMonitored: Bool, memory: GuardMemory, now: Int) {
            (self.entry, self.earlier, self.isMonitored, self.now) = (entry, earlier, isMonitored, now)
            let rule = settings.allowed.first { $0.sender == entry.sender }
            limits = rule?.limits ?? settings.limits(entry.sender.kind)
            isAllowedMore = rule != nil
            var small = settings
            (small.accounts, small.clients, small.domains) = (1, 1, 1)
            var senders = SenderGuard(settings: small, key: memory.key, state: memory.state, at: now)
            rates = senders.report(entry.sender, at: now)
        }

        var isEmpty: Bool { entry.stop == nil && entry.kept == nil && rates == nil }
    }

    extension Page {
        private static let mostEarlier = 10

        fileprivate mutating func show(_ known: KnownSender, meant: SenderKey?) {
            let sender = known.entry.sender
            guard !known.isEmpty else {
                paragraph(
                    "Nothing is known of \(SafeText.name(sender.text)): it was never noticed, and has not sent lately (the last minute may be missing).")
                if let meant { return paragraph("Perhaps you mean: unbluff guard show \(SafeText.name(meant.shellWord))") }
                return paragraph(GuardWords.repliesAreElsewhere, style: .quiet)
            }
            line((SafeText.name(sender.text), .bold))
            state(known)
            if let incident = known.entry.incident { show(incident, isMonitored: known.isMonitored) }
            if let rates = known.rates { show(rates, known) }
            if !known.earlier.isEmpty {
                emptyLine()
                line(("Before", .bold))
                for earlier in known.earlier.prefix(Self.mostEarlier) {
                    let incident = earlier.incident
                    paragraph(
                        "\(incident.level.words), \(incident.excess.words)\(incident.isLifted ? "; lifted" : "")",
                        label: "  \(LocalTime.minute(incident.opened))  ")
                }
            }
            advice(known)
            emptyLine()
            paragraph("Times are \(LocalTime.zone(at: known.now)).", style: .quiet)
        }

        private mutating func state(_ known: KnownSender) {
            if let stop = known.entry.stop {
                let (be, what) = (known.isMonitored ? "would be" : "is", stop.kind == .hold ? "put off (450)" : "rejected (550)")
                paragraph("It \(be) \(stop.words(at: known.now)): its mail \(be) \(what).", style: .careful)
            } else if let kept = known.entry.kept {
                let end = kept.incident.isLifted ? ": it was lifted" : kept.isOpen ? ", and noticed until a day has passed without a sign" : ""
                paragraph("It is not stopped\(end).", style: .good)
            } else {
                paragraph("It is not stopped, and was never noticed.", style: .good)
                paragraph(GuardWords.repliesAreElsewhere, style: .quiet)
            }
            if known.isMonitored { paragraph(GuardWords.monitors, style: .quiet) }
            if known.isAllowedMore { paragraph("A rule of guard.allow lets it send more than others.", style: .quiet) }
        }

        private mutating func show(_ incident: Incident, isMonitored: Bool) {
            emptyLine()
            line(("What happened", .bold))
            row("Why", incident.excess.words)
            row("First sign", LocalTime.minute(incident.opened))
            row("Last sign", LocalTime.minute(incident.lastSeen))
            row(incident.sender.kind == .account ? "From" : "As", incident.others.map { SafeText.name($0.text) }.joined(separator: ", "))
            if let subject = incident.subject { row("Subject", "“\(SafeText.quote(subject))”") }
            let were = isMonitored ? "would have been" : incident.stopped == 1 ? "was" : "were"
            row("Mails", "\(grouped(incident.passed)) went out, \(grouped(incident.stopped)) \(were) stopped")
            if incident.messages > 0 {
                row("That day", "\(Measure.messages.words(incident.messages, grouped)), \(Measure.recipients.words(incident.recipients, grouped))")
            }
            if incident.rejectedRecipients > 0 { row("That hour", Measure.rejectedRecipients.words(incident.rejectedRecipients, grouped)) }
            if incident.holds + incident.blocks > 0 { row("So far", "\(Self.times(incident.holds, "hold")), \(Self.times(incident.blocks, "block"))") }
            row("Number", "\(incident.id)")
        }

        private mutating func show(_ rates: SenderRates, _ known: KnownSender) {
            emptyLine()
            line(("How much it sends", .bold), ("   now   warned, held, blocked above", .quiet))
            let limits = known.limits
            rate("messages a minute", rates.messagesAMinute, limits.messagesAMinute)
            rate("messages an hour", rates.messagesAnHour, limits.messagesAnHour)
            rate("messages a day", rates.messagesADay, limits.messagesADay)
            rate("recipients an hour", rates.recipientsAnHour, limits.recipientsAnHour)
            rate("recipients a day", rates.recipientsADay, limits.recipientsADay)
            rate("refused an hour", rates.rejectedAnHour, limits.rejectedAnHour)
            rate("same text an hour", rates.sameBodiesAnHour, limits.sameBodiesAnHour)
            rate("scams an hour", rates.scamsAnHour, limits.scamsAnHour)
            paragraph("The last minute may be missing.", label: "  ", style: .quiet)
            row("Last mail", LocalTime.minute(rates.lastSeen))
            if rates.activeDays > 0 {
                let hour = Int(rates.normalLevel.rounded())
                row("Normal", "\(Measure.messages.words(hour, grouped)) in its busiest hour, learned on \(Self.times(rates.activeDays, "day"))")
            }
            if rates.incident?.blocks ?? 0 > 0 {
                paragraph("After a block all bounds are a fourth until a day has passed without a sign.", label: "  ", style: .quiet)
            }
        }

        private mutating func rate(_ name: String, _ count: Int, _ bound: Bound) {
            let numbers = [bound.warn, bound.hold, bound.block].map { $0.map(grouped) ?? "-" }.joined(separator: ", ")
            let now = grouped(count)
            line(
                ("  \(name)" + String(repeating: " ", count: max(1, 23 - name.count - now.count)) + now, .plain),
                (bound == .none ? "" : "   \(numbers)", .quiet))
        }

        private mutating func advice(_ known: KnownSender) {
            guard known.entry.stop != nil || known.entry.kept?.isOpen == true else { return }
            emptyLine()
            switch known.entry.sender.kind {
            case .account: paragraph("If its owner does not know of these mails, the password is stolen: change it and end its sessions first.")
            case .client: paragraph("Look at that machine first: it may send scams for somebody else ('unbluff doctor host' there).")
            case .domain: paragraph("A domain is only noticed, never stopped: anybody can write it.")
            }
            line(
                (known.entry.stop == nil || known.isMonitored ? "To begin counting anew:  " : "To let it send again:  ", .plain),
                ("unbluff guard lift \(known.entry.sender.shellWord)", .bold))
        }

        private mutating func row(_ name: String, _ value: String) {
            if !value.isEmpty { paragraph(value, label: "  \(name)" + String(repeating: " ", count: 12 - name.count)) }
        }

        private static func times(_ count: Int, _ what: String) -> String { "\(grouped(count)) \(what)\(count == 1 ? "" : "s")" }
    }

    extension Incident.Level {
        fileprivate var words: String {
            switch self {
            case .warning: "noticed"
            case .hold: "held"
            case .block: "blocked"
            }
        }
    }
#endif
