import Crypto
import Foundation
import Testing

@testable import SenderIdentity

/// Seals mails for tests, as RFC 8617 § 5.1 says.
struct ARCSealer {
    var instance = 1
    var chainValidation = "none"
    var signer = MailSigner()
    /// What the sealer says that it found.
    var results = "dkim=pass header.d=example.org"
    /// What to put behind the seal's tags.
    var more = ""

    init(_ instance: Int) {
        self.instance = instance
        chainValidation = instance == 1 ? "none" : "pass"
        signer.fieldName = "ARC-Message-Signature"
        signer.tags = "i=\(instance); a=$a; c=relaxed/relaxed; d=example.com; s=sel; h=from:to:subject; bh=$bh; "
    }

    /// The mail with a set on top of its own, which are there in the order of their instances, the newest first.
    func seal(_ mail: String) -> String {
        let results = "ARC-Authentication-Results: i=\(instance); mx.example.com;\r\n \(results)"
        let signature = signer.field(mail)
        let seal = "ARC-Seal: i=\(instance); a=\(signer.key.algorithm); cv=\(chainValidation); d=example.com; s=sel; t=1600000000; \(more)b="
        var signed: [[UInt8]] = Self.fields(mail).reversed()
        for field in [results, signature, seal] { signed += NaiveMail(Array(field.utf8)).fields.map { NaiveMail.canonical($0, relaxed: true) } }
        let digest = SHA256.hash(data: Array(signed.joined(separator: [13, 10])))
        return [seal + signer.key.signature(digest), signature, results, mail].joined(separator: "\r\n")
    }

    /// The ARC fields that a mail has. From the last to the first they are in the order in which they are sealed.
    private static func fields(_ mail: String) -> [[UInt8]] {
        NaiveMail(Array(mail.utf8)).fields.map { NaiveMail.canonical($0, relaxed: true) }.filter { $0.starts(with: "arc-".utf8) }
    }

    static func chain(_ count: Int) -> String { (0..<count).reduce(MailSigner.mail) { ARCSealer($1 + 1).seal($0) } }
}

@Suite struct ARCTests {
    static let known = MailSigner().answers

    @Test(arguments: [1, 2, 3, 10, 50]) func passes(count: Int) throws {
        let mail = ARCSealer.chain(count)
        let report = arcReport(mail, Self.known)
        #expect(report.reason == .verified && report.result == .pass)
        #expect(report.sealers.count == count && report.newestSealer?.text == "example.com")
        let results = try #require(report.results)
        #expect(String(decoding: Array(mail.utf8)[results], as: UTF8.self) == "mx.example.com;\r\n dkim=pass header.d=example.org")
        #expect(arcReport(mail.replacingOccurrences(of: "\r\n", with: "\n"), Self.known).reason == .verified)
    }

    @Test func none() {
        let report = arcReport(MailSigner.mail, KnownAnswers())
        #expect(report.result == .none && report.sealers.isEmpty && report.results == nil)
    }

    /// What is replaced in a mail with two sets, and what comes of it. The newest set stands on top, so that the first of two alike is its.
    static let changes: [(old: String, new: String, reason: ARCReason)] = [
        ("ARC-Seal", "X-Seal", .incompleteSet(2)), ("ARC-Message-Signature", "X-Signature", .incompleteSet(2)),
        ("ARC-Authentication-Results", "X-Results", .incompleteSet(2)), ("ARC-Seal: i=2", "ARC-Seal: i=1", .incompleteSet(1)),
        ("ARC-Seal: i=1", "ARC-Seal: i=2", .incompleteSet(2)), ("ARC-Seal: i=1", "ARC-Seal: i=3", .incompleteSet(3)),
        ("ARC-Message-Signature: i=2", "ARC-Message-Signature: i=1", .incompleteSet(1)),
        ("ARC-Message-Signature: i=1", "ARC-Message-Signature: i=50", .incompleteSet(50)),
        ("ARC-Authentication-Results: i=2", "ARC-Authentication-Results: i=1", .incompleteSet(1)),
        ("ARC-Authentication-Results: i=1", "ARC-Authentication-Results: i=3", .incompleteSet(3)),
        ("ARC-Seal: i=2", "ARC-Seal: i=0", .malformedInstance), ("ARC-Seal: i=2", "ARC-Seal: i=51", .malformedInstance),
        ("ARC-Seal: i=2", "ARC-Seal: i=", .malformedInstance), ("ARC-Seal: i=2", "ARC-Seal: i=two", .malformedInstance),
        ("ARC-Seal: i=2", "ARC-Seal: i=-2", .malformedInstance), ("ARC-Seal: i=2;", "ARC-Seal:", .malformedInstance),
        ("ARC-Seal: i=2", "ARC-Seal: i=2; i=2", .malformedInstance), ("ARC-Seal: i=2", "ARC-Seal: i=002", .malformedInstance),
        ("ARC-Message-Signature: i=2", "ARC-Message-Signature: i=x", .malformedInstance),
        ("ARC-Message-Signature: i=2;", "ARC-Message-Signature:", .malformedInstance),
        ("ARC-Authentication-Results: i=2", "ARC-Authentication-Results: i=0", .malformedInstance),
        ("ARC-Authentication-Results: i=2;", "ARC-Authentication-Results:", .malformedInstance),
        ("ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: i=2", .malformedInstance),
        ("ARC-Authentication-Results: i=2", "ARC-Authentication-Results: i=99999999999999999999", .malformedInstance),
        ("cv=pass", "cv=fail", .brokenBefore), ("cv=pass", "cv=none", .wrongChainValidation(2)), ("cv=none", "cv=pass", .wrongChainValidation(1)),
        ("cv=none", "cv=fail", .wrongChainValidation(1)), ("cv=pass", "cv=", .seal(2, .malformedTag("cv"))),
        ("cv=pass", "cv=Pass", .seal(2, .malformedTag("cv"))),
        ("cv=pass;", "", .seal(2, .missingTag("cv"))), ("cv=pass", "cv=invalid", .seal(2, .malformedTag("cv"))),
        ("cv=pass", "cv=pass; h=from", .seal(2, .malformedTag("h"))), ("cv=none", "cv=none; h=", .seal(1, .malformedTag("h"))),
        ("cv=pass; d=example.com", "cv=pass", .seal(2, .missingTag("d"))),
        ("cv=pass; d=example.com; s=sel", "cv=pass; d=example.com", .seal(2, .missingTag("s"))),
        ("cv=pass; d=example.com", "cv=pass; d=example.org", .seal(2, .noKey)), ("t=1600000000", "t=x", .seal(2, .malformedTag("t"))),
        ("cv=pass", "cv=pass; x=1", .seal(2, .signatureDiffers)), ("cv=none", "cv=none; x=1", .seal(2, .signatureDiffers)),
        ("ARC-Seal: i=2; a=ed25519-sha256", "ARC-Seal: i=2; a=rsa-sha1", .seal(2, .historicAlgorithm)),
        ("ARC-Seal: i=2; a=ed25519-sha256", "ARC-Seal: i=2; a=rsa-sha256", .seal(2, .keyOfOtherType)),
        ("ARC-Message-Signature: i=2; a=ed25519-sha256", "ARC-Message-Signature: i=2; a=rsa-sha1", .messageSignature(.historicAlgorithm)),
        ("ARC-Message-Signature: i=1; a=ed25519-sha256", "ARC-Message-Signature: i=1; a=rsa-sha1", .seal(2, .signatureDiffers)),
        ("dkim=pass", "dkim=fail", .seal(2, .signatureDiffers)), ("another", "one more", .messageSignature(.bodyHashDiffers)),
        ("To: someone", "To: anyone", .messageSignature(.signatureDiffers)), ("X-Fixture", "Y-Fixture", .verified),
        ("ARC-Seal: ", "ARC-SEAL :", .verified), ("mx.example.com;\r\n dkim", "mx.example.com; dkim", .verified),
        ("h=from:to:subject", "h=to:subject", .messageSignature(.fromNotSigned)), ("h=from:to:subject", "h=from:arc-seal", .messageSignature(.sealSigned)),
        ("h=from:to:subject", "h=from:to", .messageSignature(.signatureDiffers)),
    ]

    @Test(arguments: changes.indices) func change(row: Int) {
        let (old, new, reason) = Self.changes[row]
        #expect(arcReport(ARCSealer.chain(2).replacingOnce(old, new), Self.known).reason == reason, "\(old) → \(new)")
    }

    /// Who forwards may change the message and sign it again: then only the newest message signature holds.
    @Test func changedOnTheWay() {
        let mail = ARCSealer(2).seal(ARCSealer.chain(1).replacingOnce("another", "one more"))
        #expect(arcReport(mail, Self.known).reason == .verified)
    }

    @Test func limit() {
        let sets = ARCSealer.chain(50)
        #expect(arcReport("ARC-Seal: i=51; a=rsa-sha256\r\n" + sets, Self.known).reason == .tooManySets)
        #expect(arcReport(String(repeating: "X: y\r\n", count: 2_000) + ARCSealer.chain(1), Self.known).reason == .noChain)
        #expect(
            arcReport(ARCSealer.chain(1).replacingOnce("From:", String(repeating: "X: y\r\n", count: 2_000) + "From:"), Self.known).reason
                == .tooManyHeaderFields)
    }

    @Test func keys() {
        let mail = ARCSealer.chain(2)
        #expect(arcReport(mail, KnownAnswers()).reason == .messageSignature(.noKey))
        #expect(arcReport(mail, KnownAnswers([MailSigner.question: .temporaryError])).reason == .messageSignature(.keyUnavailable))
        do throws(Unanswered) {
            _ = try MessageSignatures(mail).arcReport(KnownAnswers())
            Issue.record("a question was expected")
        } catch {
            #expect(error.questions == [MailSigner.question])
        }
    }

    /// A seal over a chain by someone else, with another kind of key.
    @Test func sealersOfAllKinds() {
        var second = ARCSealer(2)
        second.signer.key = MailSigner.rsa
        second.signer.tags = second.signer.tags.replacingOnce("s=sel", "s=other")
        // The seal itself has the selector `sel`, with the RSA key beside the other one.
        var known = MailSigner.answers(MailSigner.ed25519.record, MailSigner.rsa.record)
        known.add([DNSQuestion(DNSName("other._domainkey.example.com")!, .txt): .records([.text(Array(MailSigner.rsa.record.utf8))])])
        #expect(arcReport(second.seal(ARCSealer.chain(1)), known).reason == .verified)
    }

    @Test func everyByteOfTheSets() {
        let mail = Array(ARCSealer.chain(1).utf8)
        let end = NaiveMail(mail).fields[..<3].map { $0.reduce(0) { $0 + $1.count + 2 } }.reduce(0, +)
        for index in 0..<end {
            var changed = mail
            // Another letter, never the other case of the same, and never bits that base64 leaves over.
            changed[index] ^= 1
            #expect(arcReport(String(decoding: changed, as: UTF8.self), Self.known).result != .pass, "\(index)")
        }
    }
}
