public import SenderIdentity

/// A line of `/proc/net/tcp` or `/proc/net/tcp6`: proc(5).
public struct TCPSocket: Sendable, Hashable {
    public struct End: Sendable, Hashable {
        public let address: IPAddress
        public let port: UInt16

        public init(address: IPAddress, port: UInt16) {
            self.address = address
            self.port = port
        }
    }

    /// The kernel's numbers: include/net/tcp_states.h.
    public enum State: UInt8, Sendable {
        case established = 1, synSent, synReceived, finWait1, finWait2, timeWait, close, closeWait, lastAck, listen, closing, newSynReceived
    }

    public let local: End
    public let remote: End
    public let state: State
    /// Whose it is; 0 too for a connection that is over and waits for its last packets.
    public let user: UInt32
    /// By which a process that holds it is found; 0 where none does.
    public let inode: UInt64

    public init(local: End, remote: End, state: State, user: UInt32, inode: UInt64) {
        self.local = local
        self.remote = remote
        self.state = state
        self.user = user
        self.inode = inode
    }

    /// All lines that can be read; the heading and others are passed over.
    public static func table(_ text: [UInt8]) -> [TCPSocket] {
        text.split(separator: UInt8(ascii: "\n")).compactMap(socket)
    }

    /// `sl local rem st tx:rx tr:when retrnsmt uid timeout inode …`
    private static func socket(_ line: ArraySlice<UInt8>) -> TCPSocket? {
        let fields = line.split(separator: UInt8(ascii: " "))
        guard fields.count >= 10, let local = end(fields[1]), let remote = end(fields[2]) else { return nil }
        guard let state = number(fields[3], UInt8.self, radix: 16).flatMap({ State(rawValue: $0) }) else { return nil }
        guard let user = number(fields[7], UInt32.self, radix: 10), let inode = number(fields[9], UInt64.self, radix: 10) else { return nil }
        return TCPSocket(local: local, remote: remote, state: state, user: user, inode: inode)
    }

    /// `0100007F:0019`: words of 32 bits as the machine has them, whose bytes in memory are in network order.
    private static func end(_ field: ArraySlice<UInt8>) -> End? {
        let halves = field.split(separator: UInt8(ascii: ":"))
        guard halves.count == 2, halves[0].count == 8 || halves[0].count == 32, let port = number(halves[1], UInt16.self, radix: 16) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: halves[0].startIndex, to: halves[0].endIndex, by: 8) {
            guard let word = number(halves[0][start..<start + 8], UInt32.self, radix: 16) else { return nil }
            withUnsafeBytes(of: word) { bytes += $0 }
        }
        return IPAddress(bytes: bytes).map { End(address: $0, port: port) }
    }

    private static func number<Number: FixedWidthInteger>(_ digits: ArraySlice<UInt8>, _: Number.Type, radix: Int) -> Number? {
        Number(String(decoding: digits, as: UTF8.self), radix: radix)
    }
}
