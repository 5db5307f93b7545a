import SenderIdentity
import Testing

@testable import SenderGuard

@Suite struct HostReportTests {
    private static func process(_ file: String, isRoots: Bool = true, id: Int32 = 7) -> HostSight.Process {
        HostSight.Process(id: id, name: "x", file: file, isRootsFile: isRoots, command: "x", user: 33)
    }

    private static func end(_ address: String, _ port: UInt16) -> TCPSocket.End { TCPSocket.End(address: IPAddress(address)!, port: port) }

    /// Connections from local ports 1000 on, each to a server of its own out of `servers`.
    private static func sight(_ owner: HostSight.Process?, connections: Int, servers: Int, port: UInt16 = 25, user: UInt32 = 33) -> HostSight {
        var sight = HostSight()
        for index in 0..<connections {
            let inode = UInt64(index + 1)
            sight.sockets.append(
                TCPSocket(
                    local: end("192.0.2.9", UInt16(1_000 + index)), remote: end("198.51.100.\(index % servers)", port), state: .established, user: user,
                    inode: inode))
            sight.owners[inode] = owner
        }
        return sight
    }

    @Test func aScriptIsNoticed() {
        let report = HostReport([Self.sight(Self.process("/usr/bin/python3.11"), connections: 200, servers: 200)])
        #expect(report.findings.count == 1 && report.findings[0].servers == 200 && report.findings[0].connections == 200 && report.findings[0].ports == [25])
    }

    @Test(arguments: [
        (9, 9, UInt16(25), 0), (10, 10, 25, 1), (49, 1, 587, 0), (50, 1, 587, 1), (200, 200, 443, 0), (200, 200, 465, 1),
    ])
    func bounds(_ connections: Int, _ servers: Int, _ port: UInt16, _ findings: Int) {
        #expect(HostReport([Self.sight(Self.process("/opt/x"), connections: connections, servers: servers, port: port)]).findings.count == findings)
    }

    @Test(arguments: [
        ("/usr/lib/postfix/sbin/smtp", true, 0), ("/usr/lib/postfix/sbin/smtp", false, 1), ("/usr/lib/postfix/sbin/smtp (deleted)", true, 0),
        ("/tmp/usr/lib/postfix/smtp", true, 1),
        ("/usr/sbin/exim4", true, 0), ("/usr/sbin/exim4x", true, 1), ("/opt/mta/bin/out", true, 0), ("/opt/mta", true, 1),
    ])
    func mailServers(_ file: String, _ isRoots: Bool, _ findings: Int) {
        let sight = Self.sight(Self.process(file, isRoots: isRoots), connections: 200, servers: 100)
        #expect(HostReport([sight], mailServers: MailServerPrograms(others: ["/opt/mta/bin/"])).findings.count == findings)
    }

    @Test func whoCannotBeSeenIsToldByUser() {
        let sight = Self.sight(nil, connections: 60, servers: 60)
        #expect(HostReport([sight]).findings.map(\.talker) == [.user(33)])
        #expect(HostReport([sight], isMailUser: { $0 == 33 }).findings.isEmpty)
    }

    @Test func shortConnectionsAddUp() {
        let all = Self.sight(Self.process("/opt/x"), connections: 12, servers: 12)
        let looks = (0..<12).map { index in
            var sight = all
            sight.sockets = [all.sockets[index]]
            return sight
        }
        #expect(HostReport(looks).findings.first?.servers == 12)
        #expect(HostReport([all, all, all]).findings.first?.connections == 12)
    }

    @Test func whatIsOverIsNobodys() {
        var sight = HostSight()
        sight.sockets = (0..<200).map { index in
            TCPSocket(local: Self.end("192.0.2.9", UInt16(index + 1)), remote: Self.end("198.51.100.\(index)", 25), state: .timeWait, user: 0, inode: 0)
        }
        let report = HostReport([sight])
        #expect(report.findings.isEmpty && report.connections == 200)
    }

    @Test func listenersAreTold() {
        var sight = Self.sight(Self.process("/opt/x"), connections: 20, servers: 20)
        sight.sockets.append(TCPSocket(local: Self.end("0.0.0.0", 25), remote: Self.end("0.0.0.0", 0), state: .listen, user: 33, inode: 99))
        sight.owners[99] = Self.process("/opt/x")
        #expect(HostReport([sight]).findings.first?.listens == [25])
    }
}
