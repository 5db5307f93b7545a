import Glibc
import Testing

@testable import ChannelKit

@Suite struct NotifierTests {
    @Test(arguments: [false, true])
    func messages(_ isAbstract: Bool) throws {
        let name = "\(isAbstract ? "@" : "/tmp/")unbluff-notifier-\(getpid())-\(UInt32.random(in: 0...(.max)))"
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer {
            close(socket)
            if !isAbstract { unlink(name) }
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(name.utf8)
        if isAbstract { path[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sa_family_t>.size + path.count)) }
        }
        try #require(bound == 0)
        let notifier = Notifier(path: name)
        notifier.ready("looking")
        notifier.reloading()
        notifier.watchdog()
        #expect(receive(socket) == "READY=1\nSTATUS=looking")
        #expect(receive(socket).hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(receive(socket) == "WATCHDOG=1")
    }

    /// Nobody listens, or the path is none: nothing happens.
    @Test(arguments: [nil, "", "/nowhere/at/all", String(repeating: "x", count: 500)])
    func nobody(_ path: String?) { Notifier(path: path).ready("x") }

    private func receive(_ socket: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 500)
        let count = recv(socket, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
