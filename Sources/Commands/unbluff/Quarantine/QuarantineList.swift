#if server
    internal import ArgumentParser
    internal import Examination
    internal import FoundationEssentials
    internal import Quarantine
    internal import ScamVerdict

    struct QuarantineList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the mails that are kept back, the newest first.")

        @OptionGroup var place: QuarantineOptions

        @Flag(name: .long, help: "Print one JSON object a line for each mail.")
        var json = false

        @Option(name: .long, help: ArgumentHelp("List at most so many.", valueName: "N"))
        var limit = 1_000

        @Option(name: .long, help: ArgumentHelp("When to use colours.", valueName: "when"))
        var color = ColorChoice.auto

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit wants a number from 1 on.") }
        }

        func run() async throws {
            do throws(QuarantineProblem) {
                let listing = try await place.store.list(limit: limit)
                write(listing)
                for (id, problem) in listing.problems { tell(problem, of: id) }
                if listing.problems.isEmpty { return }
            } catch {
                tell(error, of: nil)
            }
            throw ExitCode(ExitStatus.unreadable.rawValue)
        }

        private func write(_ listing: QuarantineListing) {
            var output = StandardOutput()
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                for mail in listing.mails { if let line = try? encoder.encode(HeldMailRecord(mail)) { output.write(SafeText.json(line) + [0x0A]) } }
            } else {
                var page = Page(terminal: Terminal(color: color))
                page.list(listing)
                output.write(page.text)
            }
            output.flush()
        }
    }

    /// A line of `--json`: docs/quarantine.md. It is only ever added to.
    private struct HeldMailRecord: Encodable {
        private let mail: HeldMail

        init(_ mail: HeldMail) { self.mail = mail }

        private enum Key: String, CodingKey { case id, arrived, authorName, authorAddress, verdict, probability, reasons, version }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(mail.id, forKey: .id)
            try container.encode(Date(timeIntervalSince1970: Double(mail.arrived)).ISO8601Format(), forKey: .arrived)
            try container.encode(mail.authorName, forKey: .authorName)
            try container.encode(mail.authorAddress, forKey: .authorAddress)
            try container.encode(mail.result.outcome.rawValue, forKey: .verdict)
            try container.encode(mail.result.probability, forKey: .probability)
            try container.encode(mail.result.reasons, forKey: .reasons)
            try container.encode(mail.result.version, forKey: .version)
        }
    }

    extension Page {
        private static let mostReasons = 4

        fileprivate mutating func list(_ listing: QuarantineListing) {
            for mail in listing.mails {
                line((mail.id, .bold), ("  \(mail.arrival)  ", .plain), (mail.result.summary, .noticed))
                paragraph(mail.author, label: "  from ")
                let reasons = mail.result.reasonWords(atMost: Self.mostReasons)
                if !reasons.isEmpty { paragraph(reasons, label: "  for  ") }
                emptyLine()
            }
            paragraph(sum(listing), style: .quiet)
        }

        private func sum(_ listing: QuarantineListing) -> String {
            switch (listing.mails.count, listing.leftOut) {
            case (0, 0): "No mail is kept back."
            case (let count, 0): "\(grouped(count)) \(count == 1 ? "mail is" : "mails are") kept back. More of one: unbluff quarantine show ID"
            case (let count, let leftOut): "\(grouped(count)) of \(grouped(count + leftOut)) mails that are kept back."
            }
        }
    }
#endif
