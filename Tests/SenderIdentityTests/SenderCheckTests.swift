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
        try report(whole: mail + "\n\ntext\n", zone: zone, envelope: envelope, trusted: trusted)
    }

    private func report(whole mail: String, zone: String?, envelope: Envelope, trusted: [String] = []) throws -> SenderReport {
        let message = Message(parsing: Array(mail.utf8))
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
        (received + "DKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.org\nFrom: me@example.org", .submitted, .signed),
        (
            received + "DKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.net; dmarc=fail\nFrom: me@example.org", .forged,
            .notAuthenticated
        ),
        (received + "Authentication-Results: mx.example.org; dkim=fail header.d=example.org; dmarc=fail\nFrom: me@example.org", .unknown, .signatureBroken),
        (received + "Authentication-Results: mx.example.org; spf=temperror smtp.mailfrom=example.org\nFrom: me@example.org", .unknown, .unanswered),
        // Below the hop that brought the mail in, it is the sender who writes.
        (
            received
                + "Received: from a.example.net ([10.0.0.7]) by b.example.net with ESMTP; x\nDKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.org\nFrom: me@example.org\nReturn-Path: <x@example.net>",
            .forged, .cameFromElsewhere
        ),
        (loggedIn + "From: me@example.org\nTo: me@example.org", .submitted, .loggedIn),
        (loggedIn.replacing("me@example.org", with: "other@example.org") + "From: me@example.org\nTo: me@example.org", .unknown, .loggedInAsOther),
        // A field of nobody that we know below the receiving side's Received, a signature that is not there, and a seal of the receiving side.
        (
            received + "DKIM-Signature: v=1\nAuthentication-Results: evil.example.net; dkim=pass header.d=example.org\nFrom: me@example.org", .unknown,
            .nothingRecorded
        ),
        (received + "Authentication-Results: evil.example.net; dmarc=fail header.from=example.org\nFrom: me@example.org", .unknown, .nothingRecorded),
        (received + "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\nFrom: me@example.org", .unknown, .signatureGone),
        (
            "ARC-Authentication-Results: i=1; mx.example.org; dmarc=fail\n" + received
                + "Authentication-Results: mx.example.org; dmarc=fail header.from=example.org\nFrom: me@example.org", .forged, .notAuthenticated
        ),
        (
            received
                + "ARC-Authentication-Results: i=1; list.example.net; dmarc=pass\nAuthentication-Results: mx.example.org; dmarc=fail header.from=example.org\nFrom: me@example.org",
            .unknown, .passedOn
        ),
        (
            "Received: from mx.example.org\n by mx.example.org with LMTP id 1; Thu, 26 Nov 2026 10:00:00 +0000\nAuthentication-Results: mx.example.org; dmarc=fail header.from=example.org\n"
                + received + "From: me@example.org", .forged, .notAuthenticated
        ),
    ])
    func recorded(_ mail: String, _ answer: OwnAddress.Answer, _ reason: OwnAddress.Reason) throws {
        let own = try report(mail).ownAddress
        #expect(own == OwnAddress(answer: answer, reason: reason))
    }

    private static let zone =
        "example.org TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n_dmarc.example.org TXT \"v=DMARC1; p=reject\"\nexample.net TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n"

    private static let recordedFail = "Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=me@example.org; dmarc=fail header.from=example.org\n"
    private static let address = "From: me@example.org\nTo: me@example.org"
    private static let submission = "Received: from pc (dsl.example.com [203.0.113.5]) by out.example.com with ESMTPSA; x\n"
    private static let relayed =
        received + "Received: from out.example.com (out.example.com [198.51.100.7]) by elsewhere.example.net with ESMTPS; x\n" + submission

    /// Mails that may have been sent with the own account, all of a domain that has SPF and DMARC and signs nothing: none may be called forged, whether the
    /// receiving side has recorded that they fail or it is worked out here.
    @Test(arguments: [
        // Written in the own network, by a program of the server, or on a web page of it
        "Received: from pc (pc.lan [10.0.0.5]) by mail.example.org (Postfix) with ESMTP id 1; x\n",
        "Received: by mail.example.org (Postfix, from userid 1000) id 1; x\n",
        "Received: by mail.example.org (Postfix, from userid 33) id 1; x\n"
            + "Received: from dsl.example.com (dsl.example.com [203.0.113.5]) by mail.example.org (Horde Framework) with HTTPS; x\n",
        "Received: from a.prod.outlook.com (2001:db8::1) by b.prod.outlook.com with HTTPS; x\n"
            + "Received: from [192.168.1.5] (203.0.113.5) by a.outlook.office365.com (2001:db8::1) with Microsoft SMTP Server; x\n",
        // By a server of the domain that its SPF forgot
        "Received: from a (a.example.org [192.0.2.66]) by mx.example.com with ESMTP; x\n",
        "Received: from mail.example.org (unknown [192.0.2.66]) by mx.example.com with ESMTP; x\n",
        // Over a forwarder, a list, somebody who sent it again
        relayed, received + "List-Id: <list.example.net>\n", received + "Resent-From: me@example.com\n",
        received + "ARC-Authentication-Results: i=1; example.net; spf=pass smtp.mailfrom=me@example.org\n",
        // A signature whose key is gone
        received + "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=gone; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\n",
    ])
    func whatMayBeOwnIsNotForged(_ header: String) throws {
        for path in ["me@example.org", "SRS0=a=b=example.org=me@example.net"] {
            let mail = "Return-Path: <\(path)>\n" + header + Self.address
            #expect(try report(mail, zone: Self.zone).ownAddress.answer == .unknown)
            #expect(try report(mail, zone: "").ownAddress.answer == .unknown)
            // A signature that is there is recorded, too.
            guard !header.contains("DKIM-Signature") else { continue }
            #expect(try report(Self.recordedFail + mail).ownAddress.answer == .unknown)
        }
    }

    @Test(arguments: [
        ("dkim=neutral (body hash did not verify) header.i=@example.org; spf=fail smtp.mailfrom=me@example.org; dmarc=fail header.from=example.org", ""),
        ("dkim=permerror (no key) header.d=example.org; dmarc=fail header.from=example.org", ""),
        ("spf=softfail smtp.mailfrom=me@example.org", ""), ("dmarc=pass header.from=example.org", ""),
        // DMARC fails for another author
        ("spf=none smtp.mailfrom=me@example.org; dmarc=fail header.from=example.net", ", you@example.net"),
        ("spf=none smtp.mailfrom=me@example.org; dmarc=fail", ", you@example.net"),
        // Sent as one of several own addresses, with the account of another
        ("dkim=pass header.d=example.com; dmarc=fail header.from=example.org", "\nDelivered-To: me@example.org\nDelivered-To: me@example.com"),
        ("spf=pass smtp.mailfrom=me@example.com; dmarc=fail header.from=example.org", "\nDelivered-To: me@example.org\nDelivered-To: me@example.com"),
    ])
    func whatMayBeOwnIsNotForged(_ results: String, _ others: String) throws {
        // Where something has passed, the address for bounces says no more.
        let path = results.contains("pass") ? "x@example.net" : "me@example.org"
        let mail = "Return-Path: <\(path)>\n" + Self.received + "Authentication-Results: mx.example.org; \(results)\nFrom: me@example.org\(others)"
        #expect(try report(mail).ownAddress.answer == .unknown)
    }

    /// SPF's records and keys change after a mail was received.
    @Test func whatHasPassedOnceIsNotForged() throws {
        for results in ["spf=pass smtp.mailfrom=me@example.org", "dkim=pass header.d=example.org", "dmarc=pass header.from=example.org"] {
            let mail = "Return-Path: <me@example.org>\n" + Self.received + "Authentication-Results: mx.example.org; \(results)\nFrom: me@example.org"
            #expect(try report(mail, zone: Self.zone).ownAddress == OwnAddress(answer: .unknown, reason: .recordedOnly))
        }
    }

    /// The address for bounces is another one of the person's.
    @Test func anOwnPathIsNotElsewhere() throws {
        let mail = "Delivered-To: me@example.org\nDelivered-To: me@example.net\nReturn-Path: <me@example.net>\n" + Self.received + "From: me@example.org"
        #expect(try report(mail).ownAddress.answer == .unknown)
    }

    @Test func ofSeveralOwnAddressesTheOneThatSentItCounts() throws {
        let results = "DKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.com; dmarc=fail header.from=example.org\n"
        let recipients = "Delivered-To: me@example.org\nDelivered-To: me@example.com\n"
        let mail = recipients + Self.received + results + "From: me@example.org\nSender: me@example.com"
        #expect(try report(mail).ownAddress == OwnAddress(answer: .submitted, reason: .signed))
    }

    /// What stands below the field of whoever brought the mail in is his own, whatever he called himself.
    @Test(arguments: [
        "mx.example.org (unknown [192.0.2.66])", "mx.example.org (mx.example.org [192.0.2.66] (may be forged))", "[192.0.2.66] (helo=mx.example.org)",
    ])
    func nobodyWritesThatHeHadLoggedIn(_ client: String) throws {
        let header = "Received: from \(client) by mx.example.org with ESMTP for <me@example.org>; x\n" + Self.loggedIn + "From: me@example.org"
        #expect(try report(header).ownAddress.answer == .unknown)
    }

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

    /// Whoever forwards a mail seals it, and so does the own domain with mail of strangers: what it found out when the mail came counts.
    @Test(arguments: [
        ("dkim=pass header.d=example.com", OwnAddress.Answer.submitted, OwnAddress.Reason.sealed),
        ("auth=pass smtp.auth=fixture@example.com", .submitted, .sealed),
        ("spf=fail smtp.mailfrom=fixture@example.com; dmarc=fail header.from=example.com", .unknown, .sealedOnly),
        ("dkim=pass header.d=example.net", .unknown, .sealedOnly),
    ])
    func sealed(_ results: String, _ answer: OwnAddress.Answer, _ reason: OwnAddress.Reason) throws {
        var sealer = ARCSealer(1)
        sealer.results = results
        let zone = "sel._domainkey.example.com TXT \"v=DKIM1; \(sealer.signer.key.record)\"\n_dmarc.example.com TXT \"v=DMARC1; p=reject\"\n"
        let envelope = Envelope(client: IPAddress("192.0.2.66"), helo: "elsewhere.example.net", mailFrom: "x@example.net", recipients: ["fixture@example.com"])
        let own = try report(whole: sealer.seal(MailSigner.mail), zone: zone, envelope: envelope).ownAddress
        #expect(own == OwnAddress(answer: answer, reason: reason))
    }

    @Test func whoLoggedInIsKnownFromTheEnvelope() throws {
        for (account, answer) in [("me@example.org", OwnAddress.Answer.submitted), ("me", .submitted), ("", .submitted), ("you", .unknown)] {
            let envelope = Envelope(client: IPAddress("192.0.2.66"), recipients: ["me+mark@example.org"], account: account)
            #expect(try report("From: me@example.org", zone: Self.zone, envelope: envelope).ownAddress.answer == answer, "\(account)")
        }
    }

    @Test func onlyConfiguredServersAreBelievedWhereThereAreSome() throws {
        let mail = Self.received + "DKIM-Signature: v=1\nAuthentication-Results: other.example; dkim=pass header.d=example.org\nFrom: me@example.org"
        #expect(try report(mail).ownAddress.answer == .unknown)
        #expect(try report(mail.replacing("other.example;", with: "mx.example.org;")).ownAddress.answer == .submitted)
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
        (
            "DKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.net\nFrom: a@example.net\nTo: me@example.org",
            [.senderAuthenticated]
        ),
        ("DKIM-Signature: v=1\nAuthentication-Results: mx.example.org; dkim=pass header.d=example.com\nFrom: a@example.net\nTo: me@example.org", []),
    ])
    func areTold(_ mail: String, _ expected: [SenderSign]) { #expect(signs(mail) == expected) }
}
