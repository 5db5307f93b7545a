import Glibc

/// One connection to the milter, used for one mail after the other.
final class MilterConnection {
    private let socket: Int32
    private var steps: UInt32 = 0
    private var buffer: [UInt8] = []
    private(set) var modified = 0

    struct Broken: Error {}

    /// SMFIP_NR_…: these are not answered.
    private enum Unanswered {
        static let helo: UInt32 = 0x2000, mail: UInt32 = 0x4000, rcpt: UInt32 = 0x8000, header: UInt32 = 0x80, connect: UInt32 = 0x1000
        static let endOfHeader: UInt32 = 0x40000, body: UInt32 = 0x80000
        // And these not even sent: SMFIP_NO….
        static let noConnect: UInt32 = 0x1, noHelo: UInt32 = 0x2
    }

    init(host: String, port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let isOpen = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) } == 0
        }
        guard isOpen else { throw Broken() }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        // Version 6, and all that Postfix 3.7 offers.
        try send(Frame.make("O", [0, 0, 0, 6, 0, 0, 1, 0xFF, 0, 0x1F, 0xFF, 0xFF]))
        let agreed = try receive()
        guard agreed.first == UInt8(ascii: "O"), agreed.count >= 13 else { throw Broken() }
        steps = agreed[9...12].reduce(0) { $0 << 8 | UInt32($1) }
        if steps & Unanswered.noConnect == 0 {
            try ask(Frame.make("C", Array("client.example.com\0".utf8) + [UInt8(ascii: "4"), 0x30, 0x39] + Array("192.0.2.1\0".utf8)), Unanswered.connect)
        }
        if steps & Unanswered.noHelo == 0 { try ask(Frame.make("H", Array("client.example.com\0".utf8)), Unanswered.helo) }
    }

    deinit { close(socket) }

    /// One write for what needs no answer in between, as a mail server's buffers make it.
    func send(_ mail: MilterMail) throws {
        var pending: [UInt8] = []
        try add(mail.envelope[0], Unanswered.mail, &pending)
        try add(mail.envelope[1], Unanswered.rcpt, &pending)
        for field in mail.header.dropLast() { try add(field, Unanswered.header, &pending) }
        try add(mail.header[mail.header.count - 1], Unanswered.endOfHeader, &pending)
        for chunk in mail.body { try add(chunk, Unanswered.body, &pending) }
        try send(pending + mail.end)
        while true {
            let answer = try receive()
            switch answer.first.map({ Character(Unicode.Scalar($0)) }) {
            case "a", "c", "r", "y", "t", "d": return
            case "h", "i", "m", "b", "q": modified += 1
            default: break
            }
        }
    }

    private func add(_ frame: [UInt8], _ unanswered: UInt32, _ pending: inout [UInt8]) throws {
        pending += frame
        guard steps & unanswered == 0 else { return }
        try send(pending)
        pending.removeAll()
        guard try receive().first == UInt8(ascii: "c") else { throw Broken() }
    }

    private func ask(_ frame: [UInt8], _ unanswered: UInt32) throws {
        var none: [UInt8] = []
        try add(frame, unanswered, &none)
        if !none.isEmpty { try send(none) }
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Broken() }
            sent += count
        }
    }

    private func receive() throws -> [UInt8] {
        while true {
            if buffer.count >= 4 {
                let length = buffer[..<4].reduce(0) { $0 << 8 | Int($1) }
                if buffer.count >= 4 + length {
                    let frame = Array(buffer[4..<4 + length])
                    buffer.removeFirst(4 + length)
                    return frame
                }
            }
            var chunk = [UInt8](repeating: 0, count: 16_384)
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { throw Broken() }
            buffer += chunk[..<count]
        }
    }
}
