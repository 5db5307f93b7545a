#if server
    internal import ArgumentParser
    internal import ChannelKit
    internal import FoundationEssentials
    internal import ServerConfiguration
    internal import WebChannel

    /// `unbluff config`: what the server would do with its configuration.
    struct Config: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check and show the server's configuration.",
            discussion: """
                Read are FILE, the files conf.d/*.yaml beside it, and the variables UNBLUFF_… of the environment; what comes later wins. \
                Without FILE it is \(Configuration.usualFile), which does not have to be there.

                The exit status is 0 if the configuration is good, and 2 if something in it is wrong.
                """
        )

        enum Question: String, EnumerableFlag {
            case check, print, printDefault, newKey, printReference

            static func help(for value: Question) -> ArgumentHelp? {
                switch value {
                case .check: "Tell whether all is right; else what is wrong, and where."
                case .print: "Print what holds, and where each value was set."
                case .printDefault: "Print a commented file with every default."
                case .newKey: "Make a key for the HTTP interface, and print it with its line for the configuration."
                case .printReference: ArgumentHelp("Print the tables of docs/configuration.md.", visibility: .hidden)
                }
            }
        }

        @Flag(exclusivity: .exclusive)
        var question: Question

        @Option(name: .long, help: ArgumentHelp("The same, as 'unbluff serve' takes it.", valueName: "FILE"))
        var config: String?

        @Argument(help: ArgumentHelp("The configuration's file.", valueName: "FILE"))
        var file: String?

        func validate() throws {
            if file != nil, config != nil { throw ValidationError("FILE is named twice.") }
            if file ?? config != nil, [.printDefault, .printReference].contains(question) { throw ValidationError("The defaults are in no FILE.") }
            if file ?? config != nil, question == .newKey { throw ValidationError("A new key is written into no FILE: put its line there yourself.") }
        }

        func run() throws {
            do {
                let answer = try answer()
                var output = StandardOutput()
                output.write(answer)
                output.flush()
            } catch let problems as ConfigurationProblems {
                throw problems.told()
            }
        }

        /// What the values name has to be there too: a model that cannot be read would keep the next start from happening.
        private func tryOut(_ configuration: Configuration) throws {
            do {
                _ = try Standing(configuration, before: nil)
            } catch {
                StandardError.write("unbluff: \(SafeText.name("\(error)"))\n")
                throw ExitCode(ExitStatus.unreadable.rawValue)
            }
        }

        private func answer() throws -> String {
            switch question {
            case .check:
                let loaded = try loaded()
                try tryOut(loaded.configuration)
                return Self.summary(loaded)
            case .print: return try loaded().page
            case .printDefault: return Configuration.defaultFile
            case .newKey: return Self.page(of: APIKey())
            case .printReference: return Configuration.reference
            }
        }

        /// The key stands alone on the first line, for scripts.
        private static func page(of key: APIKey) -> String {
            """
            \(key.text)

            Give this key to whoever is to use the HTTP interface; it is shown only now. In the configuration stands its hash:

            page:
              api-keys:
                - "\(key.hash)"

            """
        }

        private func loaded() throws(ConfigurationProblems) -> LoadedConfiguration {
            try Configuration.load(file: file ?? config, environment: ProcessInfo.processInfo.environment)
        }

        private static func summary(_ loaded: LoadedConfiguration) -> String {
            let files = loaded.files.isEmpty ? "no file is there, so all is as by default" : loaded.files.map(SafeText.name).joined(separator: ", ")
            return "The configuration is good: \(files).\n" + loaded.notices.map { "But \(SafeText.name("\($0)"))\n" }.joined()
        }
    }

    extension ConfigurationProblems {
        /// Prints a line for each, and gives what ends the program.
        func told() -> ExitCode {
            StandardError.write(lines.map { SafeText.name($0) + "\n" }.joined())
            return ExitCode(ExitStatus.unreadable.rawValue)
        }
    }
#endif
