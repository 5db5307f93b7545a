#if server
    internal import ArgumentParser
    internal import Glibc
    internal import GuardDatabase
    internal import SenderGuard
    internal import ServerConfiguration

    struct GuardList: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List who is held or blocked, then who was only noticed.")

        @OptionGroup var place: GuardOptions

        @Flag(name: .long, help: "List closed incidents as well.")
        var all = false

        @Flag(name: .long, help: "Print one JSON object a line for each sender.")
        var json = false

        @Option(name: .long, help: ArgumentHelp("When to use colours.", valueName: "when"))
        var color = ColorChoice.auto

        func run() throws {
            let (configuration, database) = try place.openIfThere()
            let now = time(nil)
            let entries: [GuardEntry]
            do {
                entries = GuardEntry.all(stops: try database?.stops(at: now) ?? [], incidents: try database?.incidents(withClosed: all) ?? [])
            } catch {
                throw GuardOptions.end(error)
            }
            var output = StandardOutput()
            if json {
                for entry in entries { output.write(GuardRecord(entry: entry).line) }
                if !configuration.guarding.isOn { StandardError.write("unbluff: \(GuardWords.off)\n") }
            } else {
                var page = Page(terminal: Terminal(color: color))
                page.list(entries, configuration.guarding, withClosed: all, at: now)
                output.write(page.text)
            }
            output.flush()
        }
    }

    extension Page {
        /// A wider name has a line of its own.
        private static let widestName = 36

        fileprivate mutating func list(_ entries: [GuardEntry], _ settings: Configuration.Guarding, withClosed: Bool, at now: Int) {
            if !settings.isOn {
                paragraph(GuardWords.off, style: .quiet)
                if entries.isEmpty { return }
                emptyLine()
            } else if settings.mode == .monitor {
                paragraph(GuardWords.monitors, style: .quiet)
                emptyLine()
            }
            let stopped = entries.filter { $0.stop != nil }
            let open = entries.filter { $0.stop == nil && $0.kept?.isOpen == true }
            let closed = entries.filter { $0.kept?.isOpen == false && $0.stop == nil }
            let width = entries.map { DisplayWidth.of($0.sender.text) }.filter { $0 <= Self.widestName }.max() ?? 0
            if stopped.isEmpty {
                paragraph(open.isEmpty ? "Nobody is stopped, and nobody sends more than is usual." : "Nobody is stopped.", style: .good)
            } else {
                line((stopped.count == 1 ? "One sender is stopped." : "\(grouped(stopped.count)) senders are stopped.", .careful))
                for entry in stopped {
                    emptyLine()
                    row(entry, width, [entry.stop?.words(at: now), entry.incident?.excess.words], .noticed)
                    line((String(repeating: " ", count: width + 2), .plain), ("unbluff guard lift \(entry.sender.shellWord)", .bold))
                }
            }
            section("Noticed, and not stopped", open, width)
            section("Over", closed, width)
            if !entries.isEmpty {
                emptyLine()
                paragraph("All of one, before it is lifted: unbluff guard show SENDER", style: .quiet)
            }
        }

        private mutating func section(_ title: String, _ entries: [GuardEntry], _ width: Int) {
            if entries.isEmpty { return }
            emptyLine()
            line((title, .bold))
            for entry in entries {
                guard let incident = entry.incident else { continue }
                let times = "\(LocalTime.minute(incident.opened)) to \(LocalTime.minute(incident.lastSeen))\(incident.isLifted ? ", lifted" : "")"
                row(entry, width, [incident.excess.words, times], .plain)
            }
        }

        private mutating func row(_ entry: GuardEntry, _ width: Int, _ texts: [String?], _ style: Style) {
            let name = SafeText.name(entry.sender.text)
            var label = name + String(repeating: " ", count: max(0, width - DisplayWidth.of(name)) + 2)
            if DisplayWidth.of(name) > width {
                line((name, .plain))
                label = String(repeating: " ", count: width + 2)
            }
            for text in texts.compactMap({ $0 }) {
                paragraph(text, label: label, style: style)
                label = String(repeating: " ", count: width + 2)
            }
        }
    }
#endif
