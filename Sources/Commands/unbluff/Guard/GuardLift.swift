#if server
    internal import ArgumentParser
    internal import Glibc
    internal import GuardDatabase
    internal import SenderGuard

    struct GuardLift: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lift", abstract: "Let senders send again: ends their hold or block, and begins to count them anew.",
            discussion: """
                It is kept at once, and a server that runs takes it within a second; this waits for it. What is normal for a sender stays known. \
                Whoever goes on sending too much is stopped again.
                """)

        @OptionGroup var place: GuardOptions

        @Argument(help: ArgumentHelp("As 'unbluff guard list' shows them.", valueName: "SENDER"))
        var senders: [String]

        /// The server looks every second.
        private static let patience = Duration.seconds(3)
        private static let look: useconds_t = 50_000

        func validate() throws { for sender in senders { _ = try SenderKey(argument: sender) } }

        func run() throws {
            let senders = try senders.map { try SenderKey(argument: $0) }
            let database = try place.open().database
            var status = ExitStatus.nothingToFear
            var results: [(sender: SenderKey, lifting: Lifting)] = []
            // All of them first: whoever is lifted does not wait for the others.
            for sender in senders {
                do { results.append((sender, try database.lift(sender, at: time(nil)))) } catch {
                    status.note(.unreadable)
                    StandardError.write("unbluff: \(sender.shellWord): not lifted\n")
                    _ = GuardOptions.end(error)
                }
            }
            var output = StandardOutput()
            let end = ContinuousClock.now + Self.patience
            for (sender, lifting) in results {
                let isLifted = if case .lifted = lifting { true } else { false }
                if !isLifted { status.note(.threatFound) }
                output.write("\(SafeText.name(sender.text)): \(words(lifting, isTaken: isTaken(lifting, database, until: end)))\n")
                output.flush()
            }
            throw ExitCode(status.rawValue)
        }

        private func isTaken(_ lifting: Lifting, _ database: GuardDatabase, until end: ContinuousClock.Instant) -> Bool {
            switch lifting {
            case .notStopped: return false
            case .lifted(let request), .waiting(let request):
                while true {
                    if (try? database.isWaiting(request)) == false { return true }
                    if ContinuousClock.now >= end { return false }
                    usleep(Self.look)
                }
            }
        }

        private func words(_ lifting: Lifting, isTaken: Bool) -> String {
            switch (lifting, isTaken) {
            case (.lifted, true): "lifted; the server has taken it"
            case (.lifted, false): "lifted; no server has taken it within 3 s: one that runs takes it later, else it counts from the next start"
            case (.waiting, true): "was lifted before; the server has taken it now"
            case (.waiting, false): "was lifted before; no server has taken it yet: one that runs takes it later, else it counts from the next start"
            case (.notStopped, _): "is not stopped, so there is nothing to lift"
            }
        }
    }
#endif
