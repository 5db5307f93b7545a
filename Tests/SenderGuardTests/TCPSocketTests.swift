import SenderIdentity
import Testing

@testable import SenderGuard

@Suite struct TCPSocketTests {
    private static let heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"

    @Test func lines() throws {
        let text =
            Self.heading + """
                   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0
                   1: 0A00020F:C350 010200C0:0019 01 00000000:00000000 00:00000000 00000000    33        0 99 1 0000000000000000 20 4 30 10 -1
                   2: 0000000000000000FFFF00000100007F:C351 B80D0120000000000000000001000000:024B 02 00000000:00000000 00:00000000 00000000    33        0 100 1

                """
        let sockets = TCPSocket.table(Array(text.utf8))
        #expect(sockets.count == 3)
        #expect(sockets[0].state == .listen && sockets[0].local.port == 8080 && sockets[0].inode == 12345 && sockets[0].user == 1000)
        #expect(sockets[1].remote == TCPSocket.End(address: IPAddress("192.0.2.1")!, port: 25))
        #expect(sockets[2].local.address == IPAddress("127.0.0.1") && sockets[2].remote.address == IPAddress("2001:db8::1") && sockets[2].remote.port == 587)
    }

    @Test(arguments: [
        "", "\n\n", "x", "0: 1 2 3", "0: 0100007F:1F90 00000000:0000 0D 0:0 0:0 0 0 0 1 1", "0: 0100007G:1F90 00000000:0000 01 0:0 0:0 0 0 0 1 1", "0: ÿ:ÿ",
    ])
    func whatIsNoLine(_ text: String) { #expect(TCPSocket.table(Array(text.utf8)).isEmpty) }
}
