import Foundation
import MailMessage
import Testing

@testable import Examination

@Suite struct ExpertRecordTests {
    private static let header = """
        Return-Path: <bounce@example.com>
        Received: from mx.example.org (mx.example.org [10.0.0.2]) by store.example.org with LMTP id 1 for <me@example.org>; Mon, 02 Nov 2026 09:00:07 +0000
        Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=example.com; dkim=fail header.d=example.com header.s=s1; dmarc=fail header.from=example.org
        Received: from liar.example.com (real.example.net [192.0.2.7])
        \tby mx.example.org (Postfix) with ESMTPS id 2
        \tfor <me@example.org>; Mon, 02 Nov 2026 10:00:05 +0100 (CET)
        Received: from [198.51.100.9] (unknown) by liar.example.com with ESMTPA; nonsense
        From: me@example.org
        To: me@example.org
        Subject: hello

        """

    private static let text = """
        I hacked your device. I recorded you. Pay 500 dollars in bitcoin to 1111111111111111111114oLvT2 or 1111111111111111111114oLvT2,
        not to 0x73F6b9e30C687780620850d5EBB535F7C68534dD, or I send the video to your contacts.

        """

    private static func record(_ mail: String) -> ExpertRecord { ExpertRecord(Examiner().examine(mail: Array(mail.utf8))) }

    @Test func hopsInTheOrderOfTheWay() throws {
        let hops = Self.record(Self.header + "\n" + Self.text).hops
        #expect(hops.map(\.number) == [1, 2, 3])
        #expect(hops.map(\.by) == ["liar.example.com", "mx.example.org", "store.example.org"])
        #expect(hops.map(\.address) == ["198.51.100.9", "192.0.2.7", "10.0.0.2"])
        #expect(hops.map(\.from) == ["[198.51.100.9]", "real.example.net", "mx.example.org"])
        #expect(hops.map(\.helo) == ["[198.51.100.9]", "liar.example.com", "mx.example.org"])
        #expect(hops.map(\.with) == ["ESMTPA", "ESMTPS", "LMTP"])
        #expect(hops.map(\.isOwn) == [false, true, true])
        #expect(hops.map(\.isAuthenticated) == [true, false, false])
        #expect(hops.map(\.recipient) == [nil, "•••@example.org", "•••@example.org"])
        #expect(hops.map(\.time) == [nil, 1_793_610_005, 1_793_610_007])
        #expect(hops.map(\.delay) == [nil, nil, 2])
        #expect(hops[1].date == "Mon, 02 Nov 2026 10:00:05 +0100 (CET)" && hops[0].date == "nonsense")
    }

    @Test func authenticationAsRecorded() throws {
        let record = Self.record(Self.header + "\n" + Self.text)
        #expect(record.basis == "recorded-by-topmost" && record.trusted == "mx.example.org")
        #expect(record.authentication.map(\.method) == ["spf", "dkim", "dmarc", "arc"])
        #expect(record.authentication.map(\.result) == ["pass", "fail", "fail", nil])
        #expect(record.authentication[1].domain == "example.com")
        // Also where the text is so innocent that nobody looked.
        let calm = Self.record(Self.header + "\nSee you on Thursday.\n")
        #expect(calm.authentication.map(\.result) == ["pass", "fail", "fail", nil])
    }

    @Test func addressesOnce() {
        let addresses = Self.record(Self.header + "\n" + Self.text).addresses
        #expect(addresses.map(\.value) == ["1111111111111111111114oLvT2", "0x73F6b9e30C687780620850d5EBB535F7C68534dD"])
        #expect(addresses.map(\.count) == [2, 1])
        #expect(addresses.map(\.isValid) == [true, false] && addresses.map(\.isInvalid) == [false, true])
        #expect(addresses.map(\.currency) == ["BTC", "ETH"] && addresses.map(\.name) == ["Bitcoin", "Ethereum"])
    }

    @Test func aTextHasNoHeader() {
        let record = ExpertRecord(Examiner().examine(text: Array(Self.text.utf8)))
        #expect(record.hops.isEmpty && record.authentication.isEmpty && record.basis == "none" && record.addresses.count == 2)
    }

    @Test func everyDefectHasASentence() {
        let sentences = Defect.allCases.map(\.sentence)
        #expect(Set(sentences).count == Defect.allCases.count)
        for sentence in sentences { #expect(sentence.hasSuffix(".") && sentence.split(separator: " ").count <= 25 && sentence.count { $0 == "." } == 1) }
        let record = Self.record("Subject: x\nno field\n\nx")
        #expect(record.defects.map(\.name) == ["header-field-without-colon"])
    }

    @Test(arguments: Fixture.all)
    func jsonHasEveryKey(_ fixture: Fixture) throws {
        let record = ExpertRecord(Examiner().examine(mail: fixture.bytes))
        let object = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(record)) as? [String: Any])
        #expect(Set(object.keys) == ["hops", "authentication", "basis", "trusted", "addresses", "defects"])
        for hop in try #require(object["hops"] as? [[String: Any]]) {
            #expect(Set(hop.keys) == ["number", "from", "helo", "address", "by", "with", "for", "date", "time", "delay", "own", "loggedIn"])
        }
        for entry in try #require(object["authentication"] as? [[String: Any]]) {
            #expect(Set(entry.keys) == ["method", "result", "domain", "selector", "policy", "reason"])
        }
        for entry in try #require(object["addresses"] as? [[String: Any]]) {
            #expect(Set(entry.keys) == ["currency", "name", "value", "checksum", "form", "count"])
        }
    }

    @Test func hostileFieldsAreInert() throws {
        let long = String(repeating: "a", count: 3_000)
        let mail = "Received: from a\u{202E}b\u{1B}[2J by \(long) for <m\u{202E}e@e\u{7}xample.org>; \u{2028}x\n\nx"
        let hop = try #require(Self.record(mail).hops.first)
        for text in [hop.from, hop.helo, hop.by, hop.recipient, hop.date].compactMap(\.self) {
            #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x2028 } && text.count <= 304)
        }
        #expect(hop.recipient?.hasPrefix("•••@") == true)
    }

    @Test(arguments: [
        ("Thu, 01 Jan 1970 00:00:00 +0000", 0), ("1 Jan 1970 00:00 GMT", 0), ("Sun, 29 Feb 2032 23:59:60 -0130", 1_961_717_400),
        ("Mon,  2 Nov 2026 (comment (nested)) 10:00:05\t+0100 (CET)", 1_793_610_005), ("Fri, 21 Nov 97 09:55:06 EST", 880_124_106),
        ("21 Nov 103 09:55:06 Z", 1_069_408_506), ("Tue, 01 Mar 2022 00:00:00 +0000", 1_646_092_800), ("31 Dec 1969 23:59:59 UT", -1),
    ])
    func dates(_ text: String, _ seconds: Int) {
        let bytes = Array(text.utf8)
        #expect(MailDate.seconds(bytes, 0..<bytes.count) == seconds)
    }

    @Test(arguments: [
        "", "x", "(", "1 Jan 1970", "1 Jan 1970 00:00:00", "30 Feb 2026 00:00 GMT", "29 Feb 2100 00:00 GMT", "0 Jan 2026 00:00 GMT", "1 Foo 2026 00:00 GMT",
        "1 Jan 99999 00:00 GMT", "1 Jan 2026 24:00 GMT", "1 Jan 2026 10:60 GMT", "1 Jan 2026 10 GMT", "1 Jan 2026 10:00 +100", "1 Jan 2026 10:00 +0160",
        "1 Jan 2026 10:00 +01:00", "99999999999999999999 Jan 2026 10:00 GMT",
    ])
    func noDates(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(MailDate.seconds(bytes, 0..<bytes.count) == nil)
    }
}
