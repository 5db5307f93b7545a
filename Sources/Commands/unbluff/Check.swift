internal import ArgumentParser
internal import Examination
internal import Glibc
internal import SenderIdentity
internal import VictimAdvice

/// `unbluff check`: examines files, folders and standard input.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell whether a message is a sextortion scam, and what to do.",
        discussion: """
            Reads mails (.eml), mailboxes (mbox, Maildir), plain text and HTML. Folders are searched with all that is in them. \
            Without FILE, or where it is "-", standard input is read. Nothing is sent anywhere; only with --dns, DNS is asked about the \
            sender of a mail that may be a scam.

            The exit status is 0 if there is no sign of an extortion, 1 if a message is a scam or possibly real extortion, \
            and 2 if something could not be read.
            """
    )

    @Flag(name: .long, help: "Print one JSON object a line for each message.")
    var json = false

    @Flag(name: .long, help: "Show every reason with its weight, and where in the message it stands.")
    var explain = false

    @Option(name: .long, help: ArgumentHelp("The language of the answer: \(AdviceTexts.languages.joined(separator: ", ")).", valueName: "xx"))
    var adviceLanguage: String?

    @Option(name: .long, help: ArgumentHelp("When to use colours.", valueName: "when"))
    var color = ColorChoice.auto

    @Option(name: .long, help: ArgumentHelp("Another model: made by 'unbluff train', or newer than this program.", valueName: "FILE"))
    var model: String?

    @Option(
        name: .customLong("phrases"), help: ArgumentHelp("Try another table of phrases (docs/adding-a-language.md).", valueName: "FILE"))
    var phrasesFile: String?

    @OptionGroup(title: "Who sent it")
    var sender: SenderOptions

    @Argument(help: ArgumentHelp("What to examine.", valueName: "FILE|DIR|-"))
    var paths: [String] = []

    func validate() throws {
        if json, explain { throw ValidationError("--json has the reasons already: --explain is for the answer in words.") }
        if let adviceLanguage, AdviceTexts(language: adviceLanguage) == nil {
            throw ValidationError("There is no advice in '\(adviceLanguage)'. There is: \(AdviceTexts.languages.joined(separator: ", ")).")
        }
    }

    func run() throws {
        if paths.isEmpty || paths == ["-"], isatty(STDIN_FILENO) == 1 {
            StandardError.write("Paste the message here. Then press Enter, and Ctrl and D together. (Help: unbluff check --help)\n")
        }
        var examiner = try Examiner.reading(phrases: phrasesFile, model: model)
        examiner.sender.trustedServers = sender.authservId
        var run = CheckRun(examiner: examiner, lookup: SenderLookup(envelope: sender.envelope, resolver: try sender.resolver()), report: report)
        throw ExitCode(run.examine(InputWalk(FilePath.paths(of: paths.isEmpty ? ["-"] : paths))).rawValue)
    }

    private var report: any Report {
        // Programs get the same bytes wherever they run; people their own language.
        if json { return ReportAsJSON(texts: texts([adviceLanguage])) }
        return ReportForPeople(terminal: Terminal(color: color), texts: texts([adviceLanguage, Self.localeName]), explains: explain)
    }

    /// POSIX.1-2017 § 8.2: the first of these that is set and not empty decides.
    private static var localeName: String? {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
        }
        return nil
    }

    /// The first language of which there are texts.
    private func texts(_ languages: [String?]) -> AdviceTexts {
        // English is part of the program, and a test reads it.
        for case let language? in languages + ["en"] { if let texts = AdviceTexts(language: language) { return texts } }
        preconditionFailure("the embedded texts are not of this version")
    }
}

extension ColorChoice: ExpressibleByArgument {}
