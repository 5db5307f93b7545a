#if server
    internal import ArgumentParser
    internal import Glibc
    internal import GuardDatabase
    internal import SenderGuard
    internal import ServerConfiguration

    /// Where holds and blocks are kept.
    struct GuardOptions: ParsableArguments {
        @OptionGroup var server: QuarantineConfiguration

        @Option(name: .long, help: ArgumentHelp("Where holds and blocks are kept, if not where the configuration says.", valueName: "DIR"))
        var stateDirectory: String?

        /// The configuration, and what is kept. Problems are told, and end the command.
        func open() throws -> (settings: Configuration.Guarding, database: GuardDatabase) {
            let found = try openIfThere()
            guard let database = found.database else { throw Self.end(.missing("\(found.directory)/guard.sqlite")) }
            return (found.settings ?? Configuration.Guarding(), database)
        }

        /// The same; without settings where the configuration is broken, which is told, and without a file that is missing where it says that the sender guard is off.
        func openIfThere() throws -> (settings: Configuration.Guarding?, directory: String, database: GuardDatabase?) {
            let configuration = server.readIfWhole()
            let (settings, directory) = (configuration?.guarding, stateDirectory ?? (configuration ?? Configuration()).stateDirectory)
            let isOff = settings?.isOn == false
            try Self.becomeOwner(of: directory)
            do {
                return (settings, directory, try GuardDatabase(existingIn: directory))
            } catch GuardDatabaseProblem.missing where isOff {
                return (settings, directory, nil)
            } catch GuardDatabaseProblem.system(ENOENT, _) where isOff {
                return (settings, directory, nil)
            } catch {
                throw Self.end(error)
            }
        }

        private static func end(_ problem: GuardDatabaseProblem) -> ExitCode { end(problem as any Error) }

        /// Tells it, on standard error.
        static func end(_ error: any Error) -> ExitCode {
            let words = (error as? GuardDatabaseProblem)?.words ?? "\(error)"
            StandardError.write("unbluff: \(SafeText.name(words))\n")
            return ExitCode(ExitStatus.unreadable.rawValue)
        }

        /// Root works as the directory's owner: nothing that the daemon's user may have put there then leads root anywhere. Where that
        /// cannot be (a container without the right to), root does nothing.
        private static func becomeOwner(of directory: String) throws {
            var status = stat()
            guard geteuid() == 0, stat(directory, &status) == 0, status.st_uid != 0 else { return }
            if setgroups(0, nil) == 0, setgid(status.st_gid) == 0, setuid(status.st_uid) == 0 { return }
            let reason = String(cString: strerror(errno))
            StandardError.write(
                "unbluff: \(SafeText.name(directory)) belongs to the user \(status.st_uid), and root cannot become that user here (\(reason)): run this as that user\n"
            )
            throw ExitCode(ExitStatus.unreadable.rawValue)
        }
    }

    extension SenderKey {
        /// As `unbluff guard list` shows it; a mail address alone is an account, an address of a machine a client.
        init(argument: String) throws {
            if let sender = SenderKey(argument) ?? SenderKey("client:\(argument)") {
                self = sender
            } else if argument.contains("@"), !argument.contains(":") {
                self = .account(argument)
            } else {
                throw ValidationError(
                    "'\(argument)' is no sender. Senders are written as 'unbluff guard list' shows them: account:anna, client:192.0.2.7 or domain:example.org.")
            }
        }
    }
#endif
