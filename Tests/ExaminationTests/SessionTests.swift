import Examination
import Foundation
import MailMessage
import ScamVerdict
import SenderIdentity
import Testing

/// Inside an SMTP session a mail has neither Return-Path nor a Received field of the receiving side: the envelope says what they will say.
@Suite struct SessionTests {
    /// One mail, in the session and as it was delivered.
    struct Way: Sendable {
        let client: String
        let clientName: String?
        let helo: String
        let mailFrom: String

        var envelope: Envelope {
            Envelope(client: IPAddress(client), clientName: clientName, helo: helo, mailFrom: mailFrom, recipients: ["me@example.org"])
        }

        /// As Postfix writes it.
        var trace: String {
            "Return-Path: <\(mailFrom)>\r\nReceived: from \(helo) (\(clientName ?? "unknown") [\(client)])\r\n\tby mx.example.org (Postfix) with ESMTP id 4X\r\n"
                + "\tfor <me@example.org>; Thu, 26 Nov 2026 10:00:00 +0000 (UTC)\r\n"
        }
    }

    static let ways = [
        Way(client: "192.0.2.66", clientName: "mail.example.com", helo: "mail.example.com", mailFrom: "a@example.com"),
        Way(client: "192.0.2.66", clientName: nil, helo: "elsewhere.example.net", mailFrom: "x@example.net"),
        // A scammer may call himself like the person's server; DNS does not.
        Way(client: "192.0.2.66", clientName: "elsewhere.example.net", helo: "example.org", mailFrom: "x@example.net"),
        Way(client: "192.0.2.66", clientName: nil, helo: "example.org", mailFrom: "x@example.net"),
        Way(client: "2001:db8::7", clientName: nil, helo: "mail.example.com", mailFrom: ""),
    ]

    static func delivered(_ bytes: [UInt8], _ way: Way) -> CaseFile {
        // Postfix writes IPv6 addresses so.
        let trace = way.client.contains(":") ? way.trace.replacing("[\(way.client)]", with: "[IPv6:\(way.client)]") : way.trace
        return Examiner().examine(Message(parsing: Array(trace.utf8) + bytes))
    }

    @Test(arguments: Fixture.all, ways)
    func theVerdictIsThatOfTheDeliveredMail(_ fixture: Fixture, _ way: Way) {
        // Those with a trace of their own: the session has none, and the file's is then the one that its collector wrote.
        let bytes = fixture.withCRLF.bytes
        let session = SessionMail.file(bytes, envelope: way.envelope)
        Self.compare(session, Self.delivered(bytes, way), fixture.name)
    }

    @Test(arguments: ["me@example.org", "a@example.com", "\"me@example.org\" <a@example.com>", "me@exampel.org"], ways)
    func theSenderIsThatOfTheDeliveredMail(_ from: String, _ way: Way) {
        let bytes = SessionMail.bytes(from: from)
        let session = SessionMail.file(bytes, envelope: way.envelope)
        let delivered = Self.delivered(bytes, way)
        Self.compare(session, delivered, "\(from) \(way)")
        #expect(session.sender?.ownAddress == delivered.sender?.ownAddress)
        #expect(session.sender?.signs == delivered.sender?.signs)
    }

    static func compare(_ session: CaseFile, _ delivered: CaseFile, _ name: String) {
        #expect(session.verdict.outcome == delivered.verdict.outcome, "\(name)")
        #expect(session.verdict.probability == delivered.verdict.probability, "\(name)")
        #expect(session.verdict.reasons == delivered.verdict.reasons, "\(name)")
    }

    /// All that stands there in a session is the sender's: whoever writes himself a clean bill gets none.
    @Test(arguments: [
        "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\nDKIM-Signature: v=1; d=example.org; b=x\r\n",
        "Authentication-Results: mx.example.org; auth=pass smtp.auth=me\r\n",
        "Received: from home (home [203.0.113.5]) (Authenticated sender: me@example.org)\r\n\tby mx.example.org with ESMTPSA id 1; Thu, 26 Nov 2026 10:00:00 +0000\r\n",
    ])
    func nobodyVouchesForHimself(_ header: String) {
        let file = SessionMail.file(SessionMail.bytes(header, from: "me@example.org"), envelope: Self.ways[1].envelope)
        #expect(file.sender?.ownAddress.answer == .forged)
        #expect(file.sender?.vouchedAuthors == [])
        #expect(file.sender?.signs.contains(.senderAuthenticated) == false)
    }

    @Test(arguments: [
        ("example.com TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n_dmarc.example.com TXT \"v=DMARC1; p=reject\"\n", ["example.com"]),
        ("example.com TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n", []), ("example.com TXT \"v=spf1 -all\"\n_dmarc.example.com TXT \"v=DMARC1; p=none\"\n", []),
    ])
    func aDomainVouchesByDMARC(_ zone: String, _ expected: [String]) async throws {
        let examiner = Examiner(sender: SenderSettings(isDelivered: false))
        let message = Message(parsing: SessionMail.bytes())
        let file = await examiner.examine(message, envelope: Self.ways[0].envelope, asking: try ZoneFile(zone.utf8), within: .seconds(6), now: 0)
        #expect(file.sender?.vouchedAuthors.map(\.text) == expected)
    }
}

private let corpus = ProcessInfo.processInfo.environment["UNBLUFF_CORPUS"].map { URL(filePath: $0) }

@Suite(.enabled(if: corpus != nil, "UNBLUFF_CORPUS is not set")) struct SessionCorpusTests {
    @Test(arguments: SessionTests.ways.prefix(2))
    func theVerdictIsThatOfTheDeliveredMail(_ way: SessionTests.Way) throws {
        let files = FileManager.default.enumerator(at: try #require(corpus), includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        var looked = 0
        for file in files where file.pathExtension == "eml" {
            let bytes = try [UInt8](Data(contentsOf: file))
            // No server takes an mbox's separator into a mail.
            guard !bytes.starts(with: "From ".utf8), !bytes.starts(with: ">From ".utf8), bytes.count < 200_000 else { continue }
            let session = SessionMail.file(bytes, envelope: way.envelope)
            guard session.sender != nil else { continue }
            looked += 1
            SessionTests.compare(session, SessionTests.delivered(bytes, way), file.lastPathComponent)
        }
        #expect(looked > 50)
    }
}
