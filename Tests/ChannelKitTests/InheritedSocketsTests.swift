import Testing

@testable import ChannelKit

@Suite struct InheritedSocketsTests {
    @Test(
        arguments: [
            (["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "milter:page"], ["milter": [3], "page": [4]]),
            // systemd-socket-activate without names: in the order of the list.
            (["LISTEN_PID": "7", "LISTEN_FDS": "2"], ["page": [3], "milter": [4]]),
            (["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "unknown:milter"], ["page": [3], "milter": [4]]),
            // One name twice: a port and a socket file.
            (["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "milter:milter"], ["milter": [3, 4]]),
            (["LISTEN_PID": "8", "LISTEN_FDS": "2"], [:]),
            (["LISTEN_FDS": "2"], [:]),
            (["LISTEN_PID": "7", "LISTEN_FDS": "0"], [:]),
            (["LISTEN_PID": "7", "LISTEN_FDS": "-1"], [:]),
            (["LISTEN_PID": "7", "LISTEN_FDS": "9999999999999"], [:]),
            (["LISTEN_PID": "7", "LISTEN_FDS": "5"], ["page": [3], "milter": [4], "spamd": [5]]),
        ] as [([String: String], [String: [Int32]])])
    func descriptors(_ environment: [String: String], _ expected: [String: [Int32]]) {
        #expect(InheritedSockets(environment: environment, process: 7, names: ["page", "milter", "spamd"]).descriptors == expected)
    }
}
