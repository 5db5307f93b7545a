internal import Glibc
internal import SenderGuard

extension Page {
    mutating func write(_ report: HostReport) {
        if report.findings.isEmpty {
            paragraph("No program here sends mail to many servers, as far as could be seen.", style: .good)
        } else {
            let count = report.findings.count
            let programs = count == 1 ? "One program here sends" : "\(grouped(count)) programs here send"
            paragraph("\(programs) mail to many servers, and \(count == 1 ? "is" : "are") no mail server that is known.", style: .careful)
            for finding in report.findings {
                emptyLine()
                write(finding)
            }
        }
        let unseen = Self.unseen(report)
        if unseen.isEmpty { return }
        emptyLine()
        line(("What could not be seen", .bold))
        for text in unseen { paragraph(text, label: "  ") }
    }

    mutating func write(_ finding: HostReport.Finding) {
        let servers = finding.servers == 1 ? "one server" : "\(grouped(finding.servers)) servers"
        let connections = finding.connections == 1 ? "one connection" : "\(grouped(finding.connections)) connections"
        let ports = "port\(finding.ports.count == 1 ? "" : "s") \(finding.ports.map(String.init).joined(separator: ", "))"
        let talks = "\(connections) to \(servers), \(ports)"
        switch finding.talker {
        case .process(let process):
            paragraph("\(SafeText.name(process.name)) (process \(process.id), user \(Self.name(of: process.user))): \(talks)", style: .bold)
            if let file = process.file { paragraph(SafeText.name(file), label: "  program  ") }
            if !process.command.isEmpty { paragraph(SafeText.quote(process.command), label: "  command  ") }
            listening(finding)
            paragraph("If you do not know what it is: stop it, but keep it for a look.", label: "  ")
            line(("    kill -STOP \(process.id)", .plain))
            line(("    ls -l /proc/\(process.id)/exe /proc/\(process.id)/cwd", .plain))
            paragraph("Then find out how it came here before you remove it, and change the passwords that this machine knows.", label: "  ")
            paragraph("If it is a mail server of yours, name it: --mail-server \(SafeText.name(process.file ?? "PATH"))", label: "  ")
        case .user(let user):
            paragraph("a program of user \(Self.name(of: user)), which could not be seen: \(talks)", style: .bold)
            listening(finding)
            paragraph("Run this again as root to see which program it is.", label: "  ")
        }
    }

    private mutating func listening(_ finding: HostReport.Finding) {
        if finding.listens.isEmpty { return }
        paragraph("It also takes connections at port \(finding.listens.map(String.init).joined(separator: ", ")): others may send through it.", label: "  ")
    }

    private static func unseen(_ report: HostReport) -> [String] {
        var texts: [String] = []
        if report.hiddenProcesses > 0 {
            let count = report.hiddenProcesses
            texts.append(
                "\(count == 1 ? "A process" : "\(grouped(count)) processes") of other users: only whose a connection is, not which program. As root all are seen."
            )
        }
        if report.hiddenNamespaces > 0 {
            let count = report.hiddenNamespaces
            texts.append("\(count == 1 ? "A network" : "\(grouped(count)) networks") of containers. As root they are seen.")
        }
        return texts
    }

    private static func name(of user: UInt32) -> String { getpwuid(user).map { SafeText.name(String(cString: $0.pointee.pw_name)) } ?? "\(user)" }
}
