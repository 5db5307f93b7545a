#if server
    internal import ArgumentParser
    internal import Quarantine
    internal import ServerConfiguration

    struct QuarantineRelease: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Let mails through that were kept back by mistake.",
            discussion: """
                Each goes to the people it was for, without being filed as junk again. That it was innocent is noted in the state directory: \
                the date, what unbluff had said, and a keyed hash of the Message-ID. Where that fails it is told, and the mail is released all the same.
                """)

        @OptionGroup var place: QuarantineOptions

        @OptionGroup var server: QuarantineConfiguration

        @Option(name: .long, help: ArgumentHelp("Where feedback is kept, if not where the configuration says.", valueName: "DIR"))
        var stateDirectory: String?

        @Argument(help: ArgumentHelp("As 'unbluff quarantine list' gives them.", valueName: "ID"))
        var ids: [String]

        func run() async throws {
            let (store, journal) = (place.store, FeedbackJournal(directory: stateDirectory ?? server.read().stateDirectory))
            var status = ExitStatus.nothingToFear
            var output = StandardOutput()
            for id in ids {
                do throws(QuarantineProblem) {
                    let released = try await store.release(id)
                    output.write("\(released.mail.id): released" + (released.notice.map { ". \($0)" } ?? "") + "\n")
                    output.flush()
                    note(released.mail, in: journal)
                } catch {
                    tell(error, of: id)
                    status.note(.unreadable)
                }
            }
            throw ExitCode(status.rawValue)
        }

        private func note(_ mail: HeldMail, in journal: FeedbackJournal) {
            do throws(FeedbackProblem) {
                try journal.append(FeedbackEntry(label: .innocent, source: .release, messageID: mail.messageID, result: mail.result))
            } catch {
                StandardError.write("unbluff: \(mail.id): released, but the feedback could not be kept: \(error.words)\n")
            }
        }
    }
#endif
