internal import ArgumentParser
internal import Glibc
internal import HostConnections
internal import SenderGuard

/// `unbluff doctor host`: which programs of this machine talk to mail servers, and should not.
struct DoctorHost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host",
        abstract: "Look for programs that send mail to many servers.",
        discussion: """
            Scams are sent from other people's infected computers. This looks at the connections of this machine and its containers, for some seconds, and names each program other than \
            the mail server that talks to \(HostReport.manyServers) mail servers or more, or has \(HostReport.manyConnections) connections to them or more (ports 25, 465 and 587). It changes nothing, \
            and asks nobody.

            Without privileges it sees the programs of its own user; run it as root to see all. It says what it could not see.

            The exit status is 0 if nothing is noticed, 1 if something is, and 2 if nothing could be seen.
            """
    )

    @Flag(name: .long, help: "Go on looking, and tell each program once when it is noticed.")
    var watch = false

    @Option(name: .long, help: ArgumentHelp("Look for so many seconds, or so often with --watch.", valueName: "N"))
    var seconds = 2

    @Option(
        name: .long,
        help: ArgumentHelp("Another mail server: its program, or a folder of programs that ends with a slash. May be given several times.", valueName: "PATH"))
    var mailServer: [String] = []

    @Option(name: .long, help: ArgumentHelp("When to use colours.", valueName: "when"))
    var color = ColorChoice.auto

    /// Looks at one time see what is open then; a connection of a sender takes about a second.
    private static let looks = 8

    func validate() throws {
        guard (1...3_600).contains(seconds) else { throw ValidationError("--seconds wants a number from 1 to 3600.") }
        guard mailServer.allSatisfy({ $0.hasPrefix("/") }) else { throw ValidationError("--mail-server wants an absolute path.") }
    }

    func run() async throws {
        if watch { try await goOn() } else { try await lookOnce() }
    }

    private func lookOnce() async throws {
        let report = try await report()
        var page = Page(terminal: Terminal(color: color))
        page.write(report)
        write(page)
        if !report.findings.isEmpty { throw ExitCode(ExitStatus.threatFound.rawValue) }
    }

    private func goOn() async throws {
        var told: Set<HostReport.Talker> = []
        while true {
            let report = try await report()
            for finding in report.findings where told.insert(finding.talker).inserted {
                var page = Page(terminal: Terminal(color: color))
                page.write(finding)
                write(page)
            }
            // Whoever stops and begins again is told again.
            told.formIntersection(report.findings.map(\.talker))
        }
    }

    private func report() async throws -> HostReport {
        let folder = ProcFolder()
        var sights: [HostSight] = []
        for look in 0..<Self.looks {
            if look > 0 { try await Task.sleep(for: .milliseconds(seconds * 1_000 / (Self.looks - 1))) }
            guard let sight = folder.look() else {
                StandardError.write("unbluff: /proc cannot be read, so nothing can be seen\n")
                throw ExitCode(ExitStatus.unreadable.rawValue)
            }
            sights.append(sight)
        }
        let mailUsers = Set(MailServerPrograms.users.compactMap { getpwnam($0)?.pointee.pw_uid })
        return HostReport(sights, mailServers: MailServerPrograms(others: mailServer)) { mailUsers.contains($0) }
    }

    private func write(_ page: Page) {
        var output = StandardOutput()
        output.write(page.text)
        output.flush()
    }
}
