#if server
    internal import ArgumentParser

    /// `unbluff guard`: what an administrator does about senders who were stopped.
    struct GuardCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "guard",
            abstract: "List, show and lift holds and blocks of senders, and try out who is told.",
            discussion: """
                The sender guard counts the mail that leaves, and stops whoever sends far more than is usual: most often somebody whose password was stolen. \
                Holds and blocks are in the state directory, so this needs the rights of the server's user, or root's.

                The exit status is 0; 1 if there was nothing to show or to lift; 2 if something could not be read or written.
                """,
            subcommands: [GuardList.self, GuardShow.self, GuardLift.self, GuardTestAlert.self],
            defaultSubcommand: GuardList.self
        )
    }
#endif
