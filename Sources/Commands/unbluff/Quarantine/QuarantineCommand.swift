#if server
    internal import ArgumentParser

    /// `unbluff quarantine`: what an administrator does with mails that were kept back.
    struct QuarantineCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "quarantine",
            abstract: "List, show and release mails that were kept back.",
            discussion: """
                Mails are kept by the mail server: in Postfix's hold queue, or in a folder of a Maildir (--maildir). \
                Releasing one says that it was innocent; that is kept in the state directory, without anything of the mail.

                The exit status is 0, or 2 if something could not be read or released.
                """,
            subcommands: [QuarantineList.self, QuarantineShow.self, QuarantineRelease.self],
            defaultSubcommand: QuarantineList.self
        )
    }
#endif
