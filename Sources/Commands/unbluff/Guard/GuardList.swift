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
            let (settings, _, database) = try place.openIfThere()
            let now = time(nil)
            let entries: [GuardEntry]
            do {
                entries = GuardEntry.all(stops: try database?.stops(at: now) ?? [], incidents: try database?.incidents(withClosed: all) ?? [])
            } catch {
                throw GuardOptions.end(error)
            }
            // Where there are any, a server has it on, whatever its environment was.
            let isOff = settings?.isOn == false && entries.isEmpty
            var output = StandardOutput()
            if json {
                for entry in entries { output.write(GuardRecord(entry: entry).line) }
                if isOff { StandardError.write("unbluff: \(GuardWords.off)\n") }
            } else {
                var page = Page(terminal: Terminal(color: color))
                if isOff {
                    page.paragraph(GuardWords.off, style: .quiet)
                } else {
                    page.list(entries, isMonitored: settings?.mode == .monitor, at: now)
                }
                output.write(page.text)
            }
            output.flush()
        }
    }

    extension Page {
        /// A wider name has a line of its own.
        private static let widestName = 36

        fileprivate mutating func list(_ entries: [GuardEntry], isMonitored: Bool, at now: Int) {
            if isMonitored {
                paragraph(GuardWords.monitors, style: .quiet)
                emptyLine()
            }
            let stopped = entries.filter { $0.stop != nil }
            let open = entries.filter { $0.stop == nil && $0.kept?.isOpen == true }
            let closed = entries.filter { $0.kept?.isOpen == false && $0.stop == nil }
            let width = entries.map { DisplayWidth.of($0.sender.text) }.filter { $0 <= Self.widestName }.max() ?? 0
            if stopped.isEmpty {
                let nobody = isMonitored ? "Nobody would be stopped" : "Nobody is stopped"
                paragraph("\(nobody)\(open.isEmpty ? ", and nobody sends more than is usual" : "").", style: .good)
            } else {
                let (count, isOne) = (grouped(stopped.count), stopped.count == 1)
                line(("\(isOne ? "One sender" : "\(count) senders") \(isMonitored ? "would be" : isOne ? "is" : "are") stopped.", .careful))
                for entry in stopped {
                    emptyLine()
                    row(entry, width, [entry.stop.map { (isMonitored ? "would be " : "") + $0.words(at: now) }, entry.incident?.excess.words], .noticed)
                    line((String(repeating: " ", count: width + 2), .plain), ("unbluff guard lift \(entry.sender.shellWord)", .bold))
                }
            }
            section("Noticed, and not stopped", open, width)
            section("Over", closed, width)
            if !entries.isEmpty {
                emptyLine()
                paragraph("All of one, before it is lifted: unbluff guard show SENDER. Times are \(LocalTime.zone(at: now)).", style: .quiet)
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
