#if server
    internal import ArgumentParser
    internal import ChannelKit
    internal import ServerConfiguration

    /// `unbluff serve`: the daemon beside a mail server.
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the page, answer programs by HTTP, and look at mail for a mail server: by milter and by spamd's protocol.",
            discussion: """
                Without a configuration it listens on this machine only, and marks scams with a header field: the page, HTTP interface and monitoring at \
                http://127.0.0.1:8025/, milter at 8026, spamd at 8027. It logs to standard error. SIGHUP reads the configuration again, SIGTERM ends when the mail under way \
                has been answered.
                """
        )

        @Option(name: .long, help: ArgumentHelp("The configuration; else /etc/unbluff/unbluff.yaml, if there is one.", valueName: "FILE"))
        var config: String?

        func run() async throws {
            do {
                try await Daemon(file: config).run()
            } catch let problems as ConfigurationProblems {
                throw problems.told()
            }
        }
    }
#endif
