import ChannelKit
import Examination
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import PolicyChannel
import SenderGuard
import ServerConfiguration

/// Requests of Postfix through the handler and the desk, without a network; 100,000 accounts with an address each are known, and one mail of each is judged.
enum PolicyMeasure {
    private static let senders = 100_000

    static func run() throws -> [String: Any] {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let metrics = ServerMetrics(version: "1", model: "1")
        let store = MemoryGuardStore()
        var configuration = Configuration.Guarding()
        configuration.submission = true
        let desk = GuardDesk(
            configuration, policy: ActionPolicy(), memory: store.read(), store: store, pool: pool, metrics: metrics, log: Logger(label: "measure"),
            now: { 1_700_438_400 })
        let channel = EmbeddedChannel(handler: PolicyHandler(desk: desk, counters: metrics))
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
        let first = try ask(channel, round: 0)
        let second = try ask(channel, round: 1)
        // What is not judged: reading, answering and the channel of the measure.
        let unjudged = try ask(channel, round: 2, stage: "VRFY")
        try pool.syncShutdownGracefully()
        return [
            "requests": 3 * senders, "bytes a request": first.bytes, "microseconds a request, new senders": first.each,
            "microseconds a request, known senders": second.each, "microseconds a request that is not judged": unjudged.each, "answers": second.answers,
            "fine": second.each <= 20 && second.answers == senders,
        ]
    }

    private static func ask(_ channel: EmbeddedChannel, round: Int, stage: String = "RCPT") throws -> (each: Double, bytes: Int, answers: Int) {
        let requests = (0..<senders).map { ByteBuffer(string: request($0, round, stage)) }
        var answers = 0
        let started = Resources.cpuSeconds
        for request in requests {
            try channel.writeInbound(request)
            if let answer = try channel.readOutbound(as: ByteBuffer.self), answer.readableBytes == 14 { answers += 1 }
        }
        return ((Resources.cpuSeconds - started) / Double(senders) * 1e6, requests[0].readableBytes, answers)
    }

    /// As Postfix 3.7 writes it at a submission port.
    private static func request(_ sender: Int, _ round: Int, _ stage: String) -> String {
        """
        request=smtpd_access_policy
        protocol_state=\(stage)
        protocol_name=ESMTP
        client_address=10.\(sender >> 16 & 255).\(sender >> 8 & 255).\(sender & 255)
        client_name=client.example.com
        client_port=40000
        reverse_client_name=client.example.com
        server_address=192.0.2.1
        server_port=587
        helo_name=client.example.com
        sender=firstname.lastname\(sender)@d\(sender % 1_000).example.org
        recipient=recipient\(sender + round)@example.com
        recipient_count=0
        queue_id=
        instance=1a.65539f00.\(round).\(sender)
        size=1234
        etrn_domain=
        stress=
        sasl_method=PLAIN
        sasl_username=firstname.lastname\(sender)@example.org
        sasl_sender=
        ccert_subject=
        ccert_issuer=
        ccert_fingerprint=
        ccert_pubkey_fingerprint=
        encryption_protocol=TLSv1.3
        encryption_cipher=TLS_AES_256_GCM_SHA384
        encryption_keysize=256
        policy_context=


        """
    }
}
