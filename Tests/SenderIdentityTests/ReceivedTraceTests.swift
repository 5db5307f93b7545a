import MailMessage
import Testing

@testable import SenderIdentity

/// Fields, and what is read in them: helo, name in DNS, address, server, `with`, id, recipient, date, how it came and as whom.
private let received: [(String, String)] = [
    // RFC 5321 appendix D.3, § 4.4
    (
        "from bar.example.com by foo.example.com ; Thu, 21 May 1998 05:33:29 -0700",
        "helo=bar.example.com by=foo.example.com date=Thu, 21 May 1998 05:33:29 -0700"
    ),
    (
        "FROM a.example BY b.example VIA UUCP WITH SMTP ID 1 FOR <c@d.example> (x); d",
        "helo=a.example by=b.example with=SMTP via=UUCP id=1 for=c@d.example date=d smtp"
    ),
    ("from [192.0.2.1] by b.example; d", "helo=[192.0.2.1] ip=192.0.2.1 by=b.example date=d"),
    ("from a.example ([IPv6:2001:db8::1]) by b.example; d", "helo=a.example ip=2001:db8::1 by=b.example date=d"),
    // Postfix
    (
        "from pc.example (dsl.example.net [192.0.2.1])\n\t(using TLSv1.3 with cipher X (256/256 bits)\n\t key-exchange X25519)\n\t(Client CN \"a HELO x [10.0.0.1]\", Issuer"
            + " \"y\" (verified OK))\n\t(Authenticated sender: user@example.com)\n\tby mx.example.com (Postfix) with ESMTPSA id 4QXcq4\n\tfor <a@example.org>; Fri,  2 Jun 2023"
            + " 09:17:52 +0000 (UTC)",
        "helo=pc.example name=dsl.example.net ip=192.0.2.1 by=mx.example.com with=ESMTPSA id=4QXcq4 for=a@example.org date=Fri,  2 Jun 2023 09:17:52 +0000 (UTC)"
            + " authenticatedSMTP login=user@example.com"
    ),
    ("from pc (unknown [192.0.2.1]) by mx.example.com (Postfix) with SMTP id 1; d", "helo=pc ip=192.0.2.1 by=mx.example.com with=SMTP id=1 date=d smtp"),
    ("by mx.example.com (Postfix, from userid 300)\n\tid A9; d", "by=mx.example.com id=A9 date=d local"),
    // Sendmail
    (
        "from a (b.example [192.0.2.1] (may be forged))\n\t(authenticated bits=0)\n\tby c.example (8.14.4/8.14.4) with ESMTP id g8 for <d@e.example>; d",
        "helo=a ip=192.0.2.1 by=c.example with=ESMTP id=g8 for=d@e.example date=d smtp login"
    ),
    ("from a (user@b.example [192.0.2.1]) by c.example (8.11.6) id g6; d", "helo=a name=b.example ip=192.0.2.1 by=c.example id=g6 date=d"),
    ("(from user@localhost) by c.example (8.10.2/8.10.2) id g3; d", "by=c.example id=g3 date=d"),
    // Exim
    (
        "from dsl.example.net ([192.0.2.1]:35645 helo=pc.example)\n\tby mx.example.com with esmtpsa (TLS1.2) tls TLS_ECDHE\n\t(Exim 4.93)\n\t(envelope-from <a@b.example>)\n\tid"
            + " 1kN-0\n\tfor c@d.example; d",
        "helo=pc.example name=dsl.example.net ip=192.0.2.1 by=mx.example.com with=esmtpsa id=1kN-0 for=c@d.example date=d authenticatedSMTP login"
    ),
    (
        "from [192.0.2.1] (port=54944 helo=pc.example) by b.example with esmtp (Exim 4.93) id 1; d",
        "helo=pc.example ip=192.0.2.1 by=b.example with=esmtp id=1 date=d smtp"
    ),
    ("from user by b.example with local (Exim 4.96)\n\t(envelope-from <user@b.example>) id 1; d", "by=b.example with=local id=1 date=d local"),
    ("from pc ([192.0.2.1]) by b.example with asmtp (Exim 3.31) id 1; d", "helo=pc ip=192.0.2.1 by=b.example with=asmtp id=1 date=d authenticatedSMTP login"),
    // Exchange
    (
        "from A.outlook.com (2603:10b6:a03:2c1::9)\n by B.outlook.com (2603:10b6:806::18) with Microsoft SMTP\n Server (version=TLS1_2, cipher=X) id 15.20.7897.28 via Frontend"
            + " Transport; d",
        "helo=A.outlook.com ip=2603:10b6:a03:2c1::9 by=B.outlook.com with=Microsoft SMTP\n Server via=Frontend id=15.20.7897.28 date=d smtp"
    ),
    ("from A ([fe80::1dc0]) by A ([fe80::1dc0%3]) with mapi id 15.20; d", "helo=A ip=fe80::1dc0 by=A with=mapi id=15.20 date=d mapi"),
    // Gmail
    (
        "from pc (dsl.example.net. [192.0.2.1])\n        by smtp.gmail.com with ESMTPSA id z2sm\n        for <a@example.org>\n        (version=TLS1_3 cipher=X bits=128/128);\n"
            + "        d",
        "helo=pc name=dsl.example.net. ip=192.0.2.1 by=smtp.gmail.com with=ESMTPSA id=z2sm for=a@example.org date=d authenticatedSMTP login"
    ),
    ("by 2002:a05:6500:1491:b0:182:bec5:26c with HTTP; d", "by=2002:a05:6500:1491:b0:182:bec5:26c with=HTTP date=d http"),
    ("from [192.0.2.1] ([192.0.2.1]) by web.example.com (a.lan [172.19.170.1]) (via HTTP); d", "helo=[192.0.2.1] ip=192.0.2.1 by=web.example.com date=d http"),
    // qmail and others
    (
        "from unknown (HELO pc.example) (192.0.2.1)\n  by b.example with ESMTPA; d",
        "helo=pc.example ip=192.0.2.1 by=b.example with=ESMTPA date=d authenticatedSMTP login"
    ),
    (
        "from dsl.example (HELO pc.example) (user@192.0.2.1) by b.example with SMTP; d",
        "helo=pc.example name=dsl.example ip=192.0.2.1 by=b.example with=SMTP date=d smtp"
    ),
    ("from unknown (192.0.2.1) by b.example with QMQP; d", "ip=192.0.2.1 by=b.example with=QMQP date=d other"),
    ("(qmail 5842 invoked by uid 102); d", "date=d local"), ("(qmail 5842 invoked from network); d", "date=d"),
    (
        "from pc [127.0.0.1] by localhost with IMAP (fetchmail-5.9.0) for a@localhost (single-drop); d",
        "helo=pc ip=127.0.0.1 by=localhost with=IMAP for=a@localhost date=d retrieval"
    ),
    (
        "from pc ([192.0.2.1]) (AUTH: LOGIN user@example.com, TLS: TLSv1) by b.example with ESMTPSA; d",
        "helo=pc ip=192.0.2.1 by=b.example with=ESMTPSA date=d authenticatedSMTP login=user@example.com"
    ),
    (
        "from a (a [192.0.2.1]) by b.example with ESMTP with STARTTLS (version=TLSv1.2) id 7; d",
        "helo=a name=a ip=192.0.2.1 by=b.example with=ESMTP id=7 date=d smtp"
    ),
    (
        "from  (192.0.2.1 [192.0.2.1]) by MailEnable Inbound Mail Agent\n with MailEnable ESMTPSA; d",
        "helo=(192.0.2.1 ip=192.0.2.1 by=MailEnable with=MailEnable ESMTPSA date=d authenticatedSMTP login"
    ),
    ("from a by b.example with ESMTP/TLS/ECDHE-RSA; d", "helo=a by=b.example with=ESMTP/TLS/ECDHE-RSA date=d smtp"),
    // What HELO's argument may hold is not taken for what the server saw
    ("from x([10.0.0.1]) (unknown [192.0.2.1]) by b.example; d", "helo=x([10.0.0.1]) ip=192.0.2.1 by=b.example date=d"),
    ("from ([10.0.0.1]) (unknown [192.0.2.1]) by b.example; d", "helo=([10.0.0.1]) ip=192.0.2.1 by=b.example date=d"),
    ("from (authenticated (unknown [192.0.2.1]) by b.example; d", "helo=(authenticated ip=192.0.2.1 by=b.example date=d"),
    ("from [10.0.0.1] (unknown [192.0.2.1]) by b.example; d", "helo=[10.0.0.1] ip=192.0.2.1 by=b.example date=d"),
    ("from x;y (unknown [192.0.2.1]) by b.example; d", "helo=x;y ip=192.0.2.1 by=b.example date=d"),
    ("from x((( (unknown [192.0.2.1]) by b.example; d", "helo=x((( ip=192.0.2.1 by=b.example date=d"),
    ("from by (unknown [192.0.2.1]) by b.example; d", "helo=by ip=192.0.2.1 by=b.example date=d"),
    ("from unknown (HELO [10.0.0.1]) (192.0.2.1) by b.example; d", "helo=[10.0.0.1] ip=192.0.2.1 by=b.example date=d"),
    ("from [192.0.2.1] (helo=[10.0.0.1]) by b.example; d", "helo=[10.0.0.1] ip=192.0.2.1 by=b.example date=d"),
    // Garbage
    ("", ""), (";", ""), ("; d", "date=d"), ("from", ""), ("from by with id for ;", "helo=by with=id other"), ("((((", ""),
    ("from (((( by b.example; d", "helo=(((( by=b.example date=d"),
    ("hello world", ""), ("by b.example id <1@x> for <>; d", "by=b.example id=1@x date=d"), ("by <b", "by=b"),
]

@Suite struct ReceivedHopTests {
    @Test(arguments: received)
    func parse(value: String, expected: String) {
        #expect(told(value) == expected)
        #expect(told(value.replacing("\n", with: "\r\n")) == expected.replacing("\n", with: "\r\n"))
    }

    @Test func brokenOnesAreRead() {
        for (value, _) in received {
            let bytes = Array(value.utf8)
            for index in bytes.indices {
                _ = ReceivedParser.parse(bytes, 0..<index)
                _ = ReceivedParser.parse(Array(bytes[..<index] + bytes[(index + 1)...]), 0..<bytes.count - 1)
            }
        }
    }

    @Test func aLongFieldIsReadInPart() {
        let value = "from a by b id " + String(repeating: "x", count: 10_000) + "; date"
        #expect(told(value).hasPrefix("helo=a by=b id=xxxx") && !told(value).contains("date"))
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("[192.0.2.1]:25", "192.0.2.1"), ("192.0.2.256", nil), ("192.0.2", nil), ("192.0.2.01", nil), ("1.2.3.4.5", nil),
        ("[IPv6:2001:DB8::]", "2001:db8::"), ("::", "::"), ("::1", "::1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7", nil),
        ("1:2:3:4:5:6:7:8:9", nil), ("1::2::3", nil), (":1:2:3:4:5:6:7", nil), ("1:2:3:4:5:6:7:", nil), (":::", nil), ("fe80::1%eth0", "fe80::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"), ("12345::", nil), ("g::", nil), ("", nil), ("[", nil),
        ("::192.0.2", nil),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("1:2:3:4:5:6:7:8::", nil), ("ipv6:", nil),
    ])
    func addresses(text: String, expected: String?) {
        #expect(AddressLiteral.parse(Array(text.utf8), 0..<text.utf8.count).map(spelled) == expected.map { compressed in compressed })
    }

    private func told(_ value: String) -> String {
        let bytes = Array(value.utf8)
        let hop = ReceivedParser.parse(bytes, 0..<bytes.count)
        func text(_ name: String, _ range: Range<Int>?) -> String? { range.map { "\(name)=\(String(decoding: bytes[$0], as: UTF8.self))" } }
        var parts = [
            text("helo", hop.helo), text("name", hop.clientName), hop.clientAddress.map { "ip=\(spelled($0))" }, text("by", hop.server), text("with", hop.with),
            text("via", hop.via), text("id", hop.id), text("for", hop.recipient), text("date", hop.date), hop.transmission.map { "\($0)" },
        ].compactMap(\.self)
        if hop.isAuthenticated { parts.append(text("login", hop.account) ?? "login") }
        return parts.joined(separator: " ")
    }

    /// RFC 5952, but that a single group of zeros may be left out too.
    private func spelled(_ address: IPAddress) -> String {
        if address.isIPv4 { return address.bytes.map(String.init).joined(separator: ".") }
        let groups = (0..<8).map { Int(address.bytes[2 * $0]) << 8 | Int(address.bytes[2 * $0 + 1]) }
        var longest = 0..<0
        for start in 0..<8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(longest.count, 1) { longest = start..<end }
        }
        func hex(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
        return longest.isEmpty ? hex(0..<8) : hex(0..<longest.lowerBound) + "::" + hex(longest.upperBound..<8)
    }
}

@Suite struct ReceivedTraceTests {
    /// The fields from the top, and how many of them are the receiving side's.
    @Test(arguments: [
        ([], 0), (["from a (a [192.0.2.1]) by mx.example.com; d"], 1),
        (["from a (a.example.net [192.0.2.1]) by mx.example.com; d", "from b (b [192.0.2.2]) by a.example.net; d"], 1),
        // Inside the receiving side: its own names, networks that strangers are not in, no client at all
        (
            [
                "from mx.example.com (mx.example.com [198.51.100.1]) by store.example.com; d", "from a (a.example.net [192.0.2.1]) by mx.example.com; d",
                "by x; d",
            ], 2
        ),
        (["from mx ([10.0.0.1]) by store.example.com; d", "from a ([192.0.2.1]) by mx.example.com; d", "by x; d"], 2),
        (["by 10.1.2.3 with SMTP; d", "from a (a.example.net. [192.0.2.1]) by mx.example.com; d", "by x; d"], 2),
        // Whose name DNS has otherwise, HELO does not help
        (["from mx.example.com (evil.example.net [192.0.2.1]) by mx.example.com; d", "by x; d"], 1),
        (["from mx.example.com (unknown [192.0.2.1]) by mx.example.com; d", "by x; d"], 1),
        (["from mx.example.com (mx.example.com [192.0.2.1] (may be forged)) by mx.example.com; d", "by x; d"], 1),
        (["from [192.0.2.1] (helo=mx.example.com) by mx.example.com; d", "by x; d"], 1),
        (["from mx.example.com ([192.0.2.1]) by mx.example.com; d", "by x; d"], 1),
        // Fetched from a mailbox, of which somebody else's server wrote the trace
        (["from imap.example.net [192.0.2.1] by localhost with IMAP; d", "from a ([192.0.2.2]) by mx.example.net; d", "by x; d"], 2),
        (
            [
                "from a.prod.outlook.com (2001:db8::1) by b.prod.outlook.com; d", "from c.prod.exchangelabs.com (2001:db8::2) by a.prod.outlook.com; d",
                "from d.example.net (192.0.2.1) by c.outlook.office365.com; d", "by x; d",
            ], 3
        ),
        // Who logged in is a person
        (["from pc ([10.0.0.1]) by mx.example.com with ESMTPA; d", "by x; d"], 1),
    ])
    func ownHops(fields: [String], count: Int) {
        let message = Message(parsing: Array((fields.map { "Received: \($0)\n" }.joined() + "From: a@example.org\n\nx").utf8))
        let trace = ReceivedTrace(of: message)
        #expect(trace.hops.count == fields.count && trace.ownCount == count)
        #expect(trace.firstForeign == (count < fields.count ? message.fields(.received)[count].valueRange.lowerBound : nil))
        #expect(ReceivedTrace(of: message, isStored: false).ownCount == 0)
    }

    /// Of whom SPF can be asked.
    @Test(arguments: [
        ("from a (a.example.net [192.0.2.1]) by mx.example.com with ESMTP; d", true), ("from a (a.example.net [192.0.2.1]) by mx.example.com; d", true),
        ("from pc (a.example.net [192.0.2.1]) by mx.example.com with ESMTPSA; d", false),
        ("from pc (pc.lan [10.0.0.5]) by mx.example.com with ESMTP; d", false),
        ("from a.example.net (a.example.net [192.0.2.1]) by mx.example.com (Horde) with HTTPS; d", false), ("by mx.example.com (from userid 33); d", false),
        ("from pc (192.0.2.1) by a.outlook.office365.com with Microsoft SMTP Server; d", false),
        ("from a (192.0.2.1) by a.mail.protection.outlook.com with Microsoft SMTP Server; d", true),
    ])
    func serversOfOthers(field: String, expected: Bool) {
        let message = Message(parsing: Array("Received: \(field)\nFrom: a@example.org\n\nx".utf8))
        #expect(ReceivedTrace(of: message).cameFromServer == expected)
        #expect(!ReceivedTrace(of: message, isStored: false).cameFromServer)
    }

    @Test func namesOfTheReceivingSide() {
        // HELO's argument is no name: anybody knows what the receiving side calls itself.
        for (client, count) in [("b.hoster.example [192.0.2.1]", 2), ("[192.0.2.1]", 1), ("unknown [192.0.2.1]", 1)] {
            let fields = "Received: from b.hoster.example (\(client)) by mx.example.com; d\nReceived: from c ([192.0.2.2]) by b.hoster.example; d\n\nx"
            let message = Message(parsing: Array(fields.utf8))
            #expect(ReceivedTrace(of: message).ownCount == 1)
            #expect(ReceivedTrace(of: message, ownNames: ["hoster.example"]).ownCount == count)
        }
    }

    @Test func noMoreThanAHundredAreRead() {
        let message = Message(parsing: Array((String(repeating: "Received: by a; d\n", count: 500) + "\nx").utf8))
        let trace = ReceivedTrace(of: message)
        #expect(trace.hops.count == ReceivedLimits.hops && trace.ownCount == ReceivedLimits.hops)
        #expect(trace.firstForeign == message.fields(.received)[ReceivedLimits.hops].valueRange.lowerBound)
    }

    @Test(arguments: [
        ("Return-Path: <a@example.com>\n", "a@example.com"), ("Return-Path: a@example.com\n", "a@example.com"), ("Return-Path: <>\n", "<>"),
        ("Return-Path: (c) < >\n", "<>"), ("Return-Path: <@x:a@example.com>\n", "a@example.com"), ("Return-Path:\n", nil), ("Return-Path: <\n", nil),
        ("To: a\n", nil),
    ])
    func returnPaths(header: String, expected: String?) {
        let message = Message(parsing: Array((header + "\nx").utf8))
        let told = ReturnPath(of: message).map { path in
            switch path {
            case .empty: "<>"
            case .address(let range): String(decoding: message.bytes[range], as: UTF8.self)
            }
        }
        #expect(told == expected)
    }
}
