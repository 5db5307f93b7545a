#if server
    internal import ArgumentParser
    internal import Quarantine

    /// Where the mails are kept.
    struct QuarantineOptions: ParsableArguments {
        @Option(name: .long, help: ArgumentHelp("A Maildir folder instead of Postfix's hold queue: …/Maildir/.Quarantine", valueName: "DIR"))
        var maildir: String?

        @Option(name: .long, help: ArgumentHelp("The inbox that belongs to the folder, if it is not the folder above.", valueName: "DIR"))
        var inbox: String?

        @Option(name: .long, help: ArgumentHelp("The configuration of the Postfix that is meant, if there are several.", valueName: "DIR"))
        var postfixConfig: String?

        func validate() throws {
            if inbox != nil, maildir == nil { throw ValidationError("--inbox is of use with --maildir only.") }
            if postfixConfig != nil, maildir != nil { throw ValidationError("--maildir and --postfix-config exclude each other.") }
            if let postfixConfig, !postfixConfig.hasPrefix("/") { throw ValidationError("--postfix-config wants a path from the root.") }
        }

        var store: any QuarantineStore {
            guard let maildir else { return PostfixHold(configuration: postfixConfig) }
            let paths = FilePath.paths(of: [maildir] + (inbox.map { [$0] } ?? [])).map(\.bytes)
            return MaildirFolder(path: paths[0], inbox: paths.count > 1 ? paths[1] : nil)
        }
    }

    /// What went wrong with one mail, on standard error.
    func tell(_ problem: QuarantineProblem, of id: String?) {
        StandardError.write("unbluff: " + (id.map { SafeText.name($0) + ": " } ?? "") + problem.words + "\n")
    }
#endif
