#if server
    internal import ArgumentParser
    internal import Examination
    internal import MailMessage
    internal import Quarantine
    internal import ServerConfiguration
    internal import VictimAdvice
    internal import VisibleText

    struct QuarantineShow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a mail that is kept back: what it is, why, and what the person is to do.",
            discussion: "The mail is examined anew, with the server's model. Passwords that it quotes are not shown.")

        @OptionGroup var place: QuarantineOptions

        @OptionGroup var server: QuarantineConfiguration

        @Flag(name: .long, help: "Print one JSON object, as 'unbluff check' does.")
        var json = false

        @Option(name: .long, help: ArgumentHelp("The language of the advice: \(AdviceTexts.languages.joined(separator: ", ")).", valueName: "xx"))
        var adviceLanguage = "en"

        @Option(name: .long, help: ArgumentHelp("When to use colours.", valueName: "when"))
        var color = ColorChoice.auto

        @Argument(help: ArgumentHelp("As 'unbluff quarantine list' gives it.", valueName: "ID"))
        var id: String

        func validate() throws {
            if AdviceTexts(language: adviceLanguage) == nil { throw ValidationError("There is no advice in '\(adviceLanguage)'.") }
        }

        func run() async throws {
            do throws(QuarantineProblem) {
                let letter = try await place.store.read(id)
                write(letter, examiner().examine(mail: letter.bytes))
            } catch {
                tell(error, of: id)
                throw ExitCode(ExitStatus.unreadable.rawValue)
            }
        }

        /// The server's; with the program's own model where that cannot be read, which is told.
        private func examiner() -> Examiner {
            do {
                return try Examiner(server.read())
            } catch {
                StandardError.write("unbluff: \(SafeText.name("\(error)")) The program's own model is used.\n")
                return Examiner()
            }
        }

        private func write(_ letter: HeldLetter, _ file: CaseFile) {
            guard let texts = AdviceTexts(language: adviceLanguage) else { return }
            if json {
                var report = ReportAsJSON(texts: texts)
                report.add(file, of: MessageName(file: letter.mail.id, index: 0, isOneOfMany: false))
                return report.finish()
            }
            var page = Page(terminal: Terminal(color: color))
            page.show(letter, file, texts)
            var output = StandardOutput()
            output.write(page.text)
            output.flush()
        }
    }

    extension Page {
        private static let names: [(field: FieldName, name: String)] = [
            (.to, "To"), (.replyTo, "Reply-To"), (.date, "Date"), (.messageID, "Message-ID"),
        ]
        /// Of the text: enough to recognise a mail by, and no more of it than has to be read.
        private static let excerptBytes = 240

        fileprivate mutating func show(_ letter: HeldLetter, _ file: CaseFile, _ texts: AdviceTexts) {
            header(letter, file)
            emptyLine()
            answer(file, texts)
            reasons(file.verdict)
            if let body = file.reading.sections.firstIndex(where: { $0.place == .body && !$0.text.isEmpty }) {
                heading("The mail begins")
                paragraph("“\(SafeText.quote(file.beginning(ofSection: body, atMost: Self.excerptBytes)))”", label: "  ", style: .quiet)
            }
            emptyLine()
            if letter.isCut { paragraph("The mail is very long, and only its first part was read.", style: .quiet) }
            paragraph("To let it through: unbluff quarantine release \(letter.mail.id)", style: .quiet)
        }

        private mutating func header(_ letter: HeldLetter, _ file: CaseFile) {
            let mail = letter.mail
            line((mail.id, .bold), ("  \(mail.arrival)", .plain))
            row("Verdict", "\(mail.result.summary) (version \(mail.result.version))")
            row("Reasons", mail.result.reasonWords(atMost: .max))
            row("From", mail.author)
            // Through the reading, as a subject may be the password.
            if let subject = file.reading.sections.firstIndex(where: { $0.place == .subject && $0.nesting == 0 }) {
                row("Subject", SafeText.quote(file.beginning(ofSection: subject, atMost: Self.excerptBytes)))
            }
            for (field, name) in Self.names {
                guard let range = file.message.field(field)?.valueRange else { continue }
                var text = HeaderText(message: file.message)
                text.append(range)
                row(name, SafeText.quote(String(decoding: text.bytes, as: UTF8.self)))
            }
        }

        private mutating func row(_ name: String, _ value: String) {
            if !value.isEmpty { paragraph(value, label: "  \(name)" + String(repeating: " ", count: 12 - name.count)) }
        }
    }
#endif
