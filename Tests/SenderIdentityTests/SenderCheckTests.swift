import MailMessage
import Testing

@testable import SenderIdentity

/// Whether a mail from the person's own address came from their account: each case a small mail, a zone or what was recorded, and the answer.
@Suite struct OwnAddressTests {
    private static let received =
        "Received: from elsewhere.example.net (elsewhere.example.net [192.0.2.66])\n by mx.example.org with ESMTP for <me@example.org>; Thu, 26 Nov 2026 10:00:00 +0000\n"
    private static let loggedIn =
        "Received: from home (unknown [203.0.113.5]) (Authenticated sender: me@example.org)\n by mx.example.org with ESMTPSA id 1; Thu, 26 Nov 2026 10:00:00 +0000\n"

    private func report(_ mail: String, zone: String? = nil, envelope: Envelope = Envelope(), trusted: [String] = []) throws -> SenderReport {
        let message = Message(parsing: Array((mail + "\n\ntext\n").utf8))
        let settings = SenderSettings(asksDNS: zone != nil, trustedServers: trusted)
        var check = SenderCheck(of: message, envelope: envelope, settings: settings, now: 1_800_000_000)
        let file = try ZoneFile((zone ?? "").utf8)
        var step = check.step()
        var asked: Set<DNSQuestion> = []
        while case .ask(let questions) = step {
            #expect(!questions.isEmpty && asked.isDisjoint(with: questions))
            asked.formUnion(questions)
            step = check.step(Dictionary(uniqueKeysWithValues: questions.map { ($0, file.answer(to: $0)) }))
        }
        guard case .done(let report) = step else { fatalError("a step is one of two") }
        return report
    }

    @Test(arguments: [
        ("From: me@example.org\nTo: me@example.org", OwnAddress.Answer.unknown, OwnAddress.Reason.nothingRecorded),
        ("From: a@example.com\nTo: me@example.org", .notClaimed, .otherSender),
        ("From: me@example.org", .notClaimed, .recipientUnknown),
        ("Delivered-To: me@example.org\nFrom: Boss <boss@example.org>\nTo: boss@example.org", .notClaimed, .otherSender),
        ("Return-Path: <x@example.net>\n" + received + "From: me@example.org\nTo: me@example.org", .forged, .cameFromElsewhere),
        ("Return-Path: <me@example.org>\n" + received + "From: me@example.org\nTo: me@example.org", .unknown, .nothingRecorded),
        (received + "Authentication-Results: mx.example.org; dmarc=fail header.from=example.org\nFrom: me@example.org", .forged, .notAuthenticated),
        (received + "Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=me@example.org\nFrom: me@example.org", .forged, .notAuthenticated),
        (received + "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=me@example.org\nFrom: me@example.org", .unknown, .pathOnly),
        (received + "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\nFrom: me@example.org", .submitted, .signed),
        (received + "Authentication-Results: mx.example.org; dkim=pass header.d=example.net; dmarc=fail\nFrom: me@example.org", .forged, .notAuthenticated),
        (received + "Authentication-Results: mx.example.org; dkim=fail header.d=example.org; dmarc=fail\nFrom: me@example.org", .unknown, .signatureBroken),
        (received + "Authentication-Results: mx.example.org; spf=temperror smtp.mailfrom=example.org\nFrom: me@example.org", .unknown, .unanswered),
        // Below the hop that brought the mail in, it is the sender who writes.
        (
            received
                + "Received: from a.example.net ([192.0.2.7]) by b.example.net with ESMTP; x\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.org\nFrom: me@example.org\nReturn-Path: <x@example.net>",
            .forged, .cameFromElsewhere
        ),
        (loggedIn + "From: me@example.org\nTo: me@example.org", .submitted, .loggedIn),
        (loggedIn.replacing("me@example.org", with: "other@example.org") + "From: me@example.org\nTo: me@example.org", .unknown, .loggedInAsOther),
    ])
    func recorded(_ mail: String, _ answer: OwnAddress.Answer, _ reason: OwnAddress.Reason) throws {
        let own = try report(mail).ownAddress
        #expect(own == OwnAddress(answer: answer, reason: reason))
    }

    private static let zone =
        "example.org TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n_dmarc.example.org TXT \"v=DMARC1; p=reject\"\nexample.net TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n"

    @Test(arguments: [
        ("192.0.2.66", "me@example.org", zone, OwnAddress.Answer.forged, OwnAddress.Reason.notAuthenticated),
        ("192.0.2.66", "x@example.net", zone, .forged, .notAuthenticated),
        ("192.0.2.66", "", zone, .forged, .notAuthenticated),
        ("198.51.100.7", "me@example.org", zone, .unknown, .pathOnly),
        ("192.0.2.66", "me@example.org", "_dmarc.example.org TXT TEMPERROR", .unknown, .unanswered),
        ("192.0.2.66", "me@example.org", "", .unknown, .nothingPublished),
        ("192.0.2.66", "x@example.net", "", .forged, .cameFromElsewhere),
    ])
    func checked(_ client: String, _ mailFrom: String, _ zone: String, _ answer: OwnAddress.Answer, _ reason: OwnAddress.Reason) throws {
        let envelope = Envelope(client: IPAddress(client), helo: "elsewhere.example.net", mailFrom: mailFrom, recipients: ["me@example.org"])
        let own = try report("From: Me <me@example.org>\nTo: me@example.org", zone: zone, envelope: envelope).ownAddress
        #expect(own == OwnAddress(answer: answer, reason: reason))
    }

    /// Without the client's address SPF cannot be asked, and a mail that only SPF vouches for must not be called forged.
    @Test func anUnknownPathIsNoForgery() throws {
        let own = try report("From: me@example.org\nTo: me@example.org", zone: Self.zone).ownAddress
        #expect(own.answer == .unknown)
    }

    @Test func whoLoggedInIsKnownFromTheEnvelope() throws {
        for (account, answer) in [("me@example.org", OwnAddress.Answer.submitted), ("me", .submitted), ("", .submitted), ("you", .unknown)] {
            let envelope = Envelope(client: IPAddress("192.0.2.66"), recipients: ["me+mark@example.org"], account: account)
            #expect(try report("From: me@example.org", zone: Self.zone, envelope: envelope).ownAddress.answer == answer, "\(account)")
        }
    }

    @Test func onlyConfiguredServersAreBelievedWhereThereAreSome() throws {
        let mail = Self.received + "Authentication-Results: other.example; dkim=pass header.d=example.org\nFrom: me@example.org"
        #expect(try report(mail).ownAddress.answer == .submitted)
        #expect(try report(mail, trusted: ["mx.example.org"]).ownAddress.answer == .unknown)
        #expect(try report(mail, trusted: ["OTHER.example"]).ownAddress.answer == .submitted)
    }
}

@Suite struct SenderSignTests {
    private func signs(_ mail: String) -> [SenderSign] {
        var check = SenderCheck(of: Message(parsing: Array((mail + "\n\ntext\n").utf8)), now: 0)
        guard case .done(let report) = check.step() else { return [] }
        return report.signs
    }

    @Test(arguments: [
        ("From: \"me@example.org\" <x@example.net>\nTo: me@example.org", [SenderSign.displayNameSpoof]),
        ("From: \"me@example.org\" <me@example.org>\nTo: you@example.com", []),
        ("From: \"Me (via list)\" <list@example.net>\nTo: me@example.org", []),
        ("From: Me <me@examp1e.org>\nTo: me@example.org", [.lookAlikeDomain]),
        ("From: Me <me@exampel.org>\nTo: me@example.org", [.lookAlikeDomain]),
        ("From: Me <me@example.com>\nTo: me@example.org", []),
        ("From: Me <me@example.net>\nReply-To: x@example.com\nTo: me@example.org", [.replyElsewhere]),
        ("From: Me <me@mail.example.net>\nReply-To: x@example.net\nTo: me@example.org", []),
        ("Authentication-Results: mx.example.org; dkim=pass header.d=example.net\nFrom: a@example.net\nTo: me@example.org", [.senderAuthenticated]),
        ("Authentication-Results: mx.example.org; dkim=pass header.d=example.com\nFrom: a@example.net\nTo: me@example.org", []),
    ])
    func areTold(_ mail: String, _ expected: [SenderSign]) { #expect(signs(mail) == expected) }
}
