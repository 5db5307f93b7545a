#if server
    internal import ArgumentParser
    internal import FoundationEssentials
    internal import ServerConfiguration

    /// What the server is told, for commands that work beside it.
    struct QuarantineConfiguration: ParsableArguments {
        @Option(name: .long, help: ArgumentHelp("The server's configuration; else \(Configuration.usualFile), if there is one.", valueName: "FILE"))
        var config: String?

        /// The defaults where it is broken, which is told: nobody is to wait for a mail because of a typing error.
        func read() -> Configuration { readIfWhole() ?? Configuration() }

        /// The same; nil where it is broken.
        func readIfWhole() -> Configuration? {
            do throws(ConfigurationProblems) {
                return try Configuration.load(file: config, environment: ProcessInfo.processInfo.environment).configuration
            } catch {
                StandardError.write(error.lines.map { SafeText.name($0) + "\n" }.joined() + "unbluff: the configuration is not used; the defaults are\n")
                return nil
            }
        }
    }
#endif
