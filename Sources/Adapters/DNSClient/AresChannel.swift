internal import CAres
internal import Glibc
internal import SenderIdentity

/// c-ares' sockets: sends questions, tries again and elsewhere, goes over to TCP, and tells replies from what nobody asked for.
///
/// Of one thread only. What came is collected in `replies` rather than handed to a callback: the thread looks at it when c-ares is done.
final class AresChannel {
    private var channel: ares_channel?
    /// Which sockets to look at, and for what: `POLLIN`, `POLLOUT`.
    private var sockets: [CInt: CShort] = [:]
    private var ids: Set<UInt16> = []
    private var replies: [(sent: Sent, bytes: [UInt8]?)] = []

    /// The first wait for a server in milliseconds, which doubles each time all have been tried: the three servers that resolv.conf may have get
    /// their turn within two seconds. Over TCP c-ares asks each server once, so this is the time that it has.
    private static let firstWait: CInt = 650
    private static let tries: CInt = 3

    /// A question on its way.
    struct Sent {
        /// What somebody waits for.
        let question: DNSQuestion
        /// What is asked for it: the same, or a name that aliases led to.
        var asked: DNSQuestion
        var aliases = 0
        /// Of the aliases so far.
        var lifetime: UInt32?
        /// Whether it says that more than 512 octets are welcome (EDNS).
        var isExtended: Bool

        init(_ question: DNSQuestion, isExtended: Bool) { (self.question, asked, self.isExtended) = (question, question, isExtended) }
    }

    /// c-ares hands this back with the reply.
    private final class Ticket {
        let channel: AresChannel
        let sent: Sent
        let id: UInt16

        init(_ channel: AresChannel, _ sent: Sent, id: UInt16) { (self.channel, self.sent, self.id) = (channel, sent, id) }
    }

    /// - Parameter servers: those of /etc/resolv.conf where nil.
    init(servers: [DNSServer]?) throws(DNSClient.Unavailable) {
        var options = ares_options()
        options.flags = ARES_FLAG_EDNS
        options.ednspsz = CInt(WireQuestion.datagramLimit)
        options.timeout = Self.firstWait
        options.tries = Self.tries
        // This object is in the same place as long as the channel is there.
        options.sock_state_cb_data = Unmanaged.passUnretained(self).toOpaque()
        options.sock_state_cb = { data, socket, readable, writable in
            guard let data else { return }
            let channel = Unmanaged<AresChannel>.fromOpaque(data).takeUnretainedValue()
            let events = CShort((readable != 0 ? POLLIN : 0) | (writable != 0 ? POLLOUT : 0))
            channel.sockets[socket] = events == 0 ? nil : events
        }
        let mask = ARES_OPT_FLAGS | ARES_OPT_EDNSPSZ | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB
        try Self.check(ares_init_options(&channel, &options, mask))
        if let servers { try use(servers) }
    }

    deinit { close() }

    private static func check(_ status: CInt) throws(DNSClient.Unavailable) {
        guard status == ARES_SUCCESS else { throw DNSClient.Unavailable(reason: String(cString: ares_strerror(status))) }
    }

    private func use(_ servers: [DNSServer]) throws(DNSClient.Unavailable) {
        var nodes = servers.map { server in
            var node = ares_addr_port_node()
            node.family = server.address.isIPv4 ? AF_INET : AF_INET6
            withUnsafeMutableBytes(of: &node.addr) { $0.copyBytes(from: server.address.bytes) }
            (node.udp_port, node.tcp_port) = (CInt(server.port), CInt(server.port))
            return node
        }
        let status = nodes.withUnsafeMutableBufferPointer { nodes in
            for index in nodes.indices.dropLast() { nodes[index].next = nodes.baseAddress! + index + 1 }
            // Copied by c-ares.
            return ares_set_servers_ports(channel, nodes.baseAddress)
        }
        try Self.check(status)
    }

    /// Questions that c-ares has not done with, which is up to some seconds after nobody waits any more.
    var outstanding: Int { ids.count }

    func takeReplies() -> [(sent: Sent, bytes: [UInt8]?)] {
        defer { replies = [] }
        return replies
    }

    func send(_ sent: Sent) {
        let id = freeID()
        ids.insert(id)
        let message = WireQuestion.bytes(sent.asked, id: id, extended: sent.isExtended)
        let ticket = Unmanaged.passRetained(Ticket(self, sent, id: id)).toOpaque()
        // Called exactly once, at the latest by ares_destroy; perhaps before ares_send returns.
        ares_send(
            channel, message, CInt(message.count),
            { argument, status, _, bytes, count in
                guard let argument else { return }
                let ticket = Unmanaged<Ticket>.fromOpaque(argument).takeRetainedValue()
                let whole = status == ARES_SUCCESS && count > 0 ? bytes.map { Array(UnsafeBufferPointer(start: $0, count: Int(count))) } : nil
                ticket.channel.ids.remove(ticket.id)
                ticket.channel.replies.append((ticket.sent, whole))
            }, ticket)
    }

    /// From the kernel's random numbers: whoever forges replies has to guess it. The questions in flight are far fewer than there are numbers.
    private func freeID() -> UInt16 {
        var id = UInt16.random(in: 0...UInt16.max)
        while ids.contains(id) { id &+= 1 }
        return id
    }

    /// Waits until a socket is ready, the bell rings, or the time is over, and lets c-ares do what there is to do.
    func wait(bell: CInt, milliseconds: CInt) {
        var watched = [pollfd(fd: bell, events: CShort(POLLIN), revents: 0)]
        for (socket, events) in sockets { watched.append(pollfd(fd: socket, events: events, revents: 0)) }
        let ready = poll(&watched, nfds_t(watched.count), milliseconds)
        // Time-outs: c-ares looks at its clock.
        ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD)
        guard ready > 0 else { return }
        if watched[0].revents != 0 { Bell.hush(bell) }
        for socket in watched.dropFirst() where socket.revents != 0 {
            // An error counts as both: whoever reads or writes will see it.
            let failed = CInt(socket.revents) & ~(POLLIN | POLLOUT) != 0
            let readable = failed || CInt(socket.revents) & POLLIN != 0
            let writable = failed || CInt(socket.revents) & POLLOUT != 0
            ares_process_fd(channel, readable ? socket.fd : ARES_SOCKET_BAD, writable ? socket.fd : ARES_SOCKET_BAD)
        }
    }

    /// Ends all that is outstanding, without an answer. Afterwards nothing may be sent.
    func close() {
        if let channel { ares_destroy(channel) }
        channel = nil
    }
}
