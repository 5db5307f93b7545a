import CryptoExtras
import Foundation
import MailMessage
import Testing

@testable import SenderIdentity

@Suite struct DKIMTests {
    /// What is written unusually, and is right all the same: what is replaced in the list of tags, and by what.
    static let unusual: [(String, String)] = [
        ("v=1", "\r\n\t v \r\n = \r\n 1 \r\n "), ("s=sel", "s=SEL"), ("d=example.com", "d=Example.COM"), ("s=sel", "s=sel; i=Some.One@Example.com"),
        ("s=sel", "s=sel; i=@sub.example.com"), ("s=sel", "s=sel; i=a=40b@example.com"), ("t=1600000000; ", ""), ("t=1600000000", "x=1700000000"),
        ("t=1600000000", "t=1700000300"), ("t=1600000000", "x=99999999999999999999"), ("t=1600000000", "q=dns/txt"), ("t=1600000000", "q=x/y : dns/txt"),
        ("t=1600000000", "z=From:a=20b|To:c"), ("t=1600000000", "unknown=\u{E4}; T=x"), ("t=1600000000", "x1_y=(any) \"thing\", =!"),
        ("h=from:to:subject", "h=From \r\n :\tTO: Subject"), ("bh=$bh; ", "bh=$bh;\r\n\t"), ("t=1600000000", "empty="),
    ]

    @Test(arguments: unusual.indices) func writtenUnusually(row: Int) {
        var signer = MailSigner()
        signer.tags = signer.tags.replacingOnce(Self.unusual[row].0, Self.unusual[row].1)
        #expect(dkimReasons(signer.sign(), signer.answers) == [.verified])
    }

    static let records: [(String, String)] = [
        ("v=DKIM1; ", ""), ("v=DKIM1", "v=DKIM1; h=sha1:sha256"), ("v=DKIM1", "v=DKIM1; s=*"), ("v=DKIM1", "v=DKIM1; s=other : email"),
        ("v=DKIM1", "v=DKIM1; t=s"), ("v=DKIM1", "v=DKIM1; t=x:y:z"), ("v=DKIM1", "v=DKIM1; n=a note"), ("v=DKIM1", " v = DKIM1 "), ("=", "="), ("p=", "p=\t"),
        ("v=DKIM1", "v=DKIM1; unknown=x"),
    ]

    @Test(arguments: records.indices) func recordWrittenUnusually(row: Int) {
        let signer = MailSigner()
        let record = ("v=DKIM1; " + signer.key.record).replacingOnce(Self.records[row].0, Self.records[row].1)
        #expect(dkimReasons(signer.sign(), MailSigner.answers(record)) == [.verified])
        #expect(dkimReasons(signer.sign(), MailSigner.answers(record + ";")) == [.verified])
    }

    @Test func keysInBothForms() {
        for key in [MailSigner.rsa, MailSigner.rsa1024] {
            guard case .rsa(let privateKey) = key else { continue }
            var signer = MailSigner()
            signer.key = key
            #expect(dkimReasons(signer.sign(), signer.answers) == [.verified])
            let record = "v=DKIM1; p=" + privateKey.publicKey.pkcs1DERRepresentation.base64EncodedString()
            #expect(dkimReasons(signer.sign(), MailSigner.answers(record)) == [.verified])
        }
    }

    /// RFC 8301 § 3.2. A key that nobody has the other half of: only its length matters.
    @Test(arguments: [(512, SignatureReason.weakKey), (1_023, .weakKey), (1_024, .signatureDiffers), (2_048, .signatureDiffers), (16_384, .malformedKey)])
    func keyLengths(bits: Int, reason: SignatureReason) {
        func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
            let count = contents.count
            return [tag] + (count < 0x80 ? [UInt8(count)] : count < 0x100 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]) + contents
        }
        var modulus = [UInt8](repeating: 0xFF, count: (bits + 7) / 8)
        modulus[0] >>= UInt8((8 - bits % 8) % 8)
        let key = element(0x30, element(0x02, [0] + modulus) + [0x02, 0x03, 0x01, 0x00, 0x01])
        let algorithm: [UInt8] = [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00]
        let wrapped = element(0x30, algorithm + element(0x03, [0] + key))
        var signer = MailSigner()
        signer.key = MailSigner.rsa
        for der in [key, wrapped] {
            #expect(dkimReasons(signer.sign(), MailSigner.answers("p=" + Data(der).base64EncodedString())) == [reason])
        }
    }

    @Test func keysCutAnywhere() {
        guard case .rsa(let key) = MailSigner.rsa1024 else { return }
        var signer = MailSigner()
        signer.key = MailSigner.rsa1024
        let mail = signer.sign()
        for der in [key.publicKey.derRepresentation, key.publicKey.pkcs1DERRepresentation] {
            for count in 1..<der.count {
                #expect(dkimReasons(mail, MailSigner.answers("p=" + der.prefix(count).base64EncodedString())) == [.malformedKey])
            }
        }
    }

    @Test func flags() {
        var signer = MailSigner()
        signer.tags = signer.tags.replacingOnce("s=sel", "s=sel; i=@sub.example.com")
        #expect(dkimReasons(signer.sign(), MailSigner.answers("t=s; " + signer.key.record)) == [.identityNotDomain])
        let report = dkimReports(Array(signer.sign().utf8), MailSigner.answers("t=y; " + signer.key.record))[0]
        #expect(report.isTesting && report.result == .pass && report.identity?.text == "sub.example.com")
    }

    @Test func partOfTheBody() {
        var signer = MailSigner()
        signer.length = 6
        signer.tags = signer.tags.replacingOnce("bh=", "l=6; bh=")
        let report = dkimReports(Array((signer.sign() + "anything\r\n").utf8), signer.answers)[0]
        // "A line with two spaces", an empty line, "and another one." and "anything"
        #expect(report.result == .pass && report.unsignedBodyBytes == 24 + 2 + 18 + 10 - 6)
    }

    @Test func oversigning() {
        var signer = MailSigner()
        #expect(dkimReports(Array(("From: x@example.net\r\n" + signer.sign()).utf8), signer.answers).map(\.unsignedFromFields) == [1])
        // Some readers see a second From here; signers and mail servers do not.
        #expect(dkimReports(Array(("X: y\rFrom: x@example.net\r\n" + signer.sign()).utf8), signer.answers).map(\.unsignedFromFields) == [1])
        #expect(dkimReports(Array(signer.sign().utf8), signer.answers).map(\.unsignedFromFields) == [0])
        #expect(dkimReasons(signer.sign().replacingOnce("To: ", "From: x@example.net\r\nTo: "), signer.answers) == [.signatureDiffers])
        signer.names = ["from", "from", "to", "subject"]
        signer.tags = signer.tags.replacingOnce("h=from", "h=from:from")
        #expect(dkimReasons(signer.sign(), signer.answers) == [.verified])
        #expect(dkimReasons("From: x@example.net\r\n" + signer.sign(), signer.answers) == [.signatureDiffers])
        #expect(dkimReasons("X: y\r\n" + signer.sign(), signer.answers) == [.verified])
    }

    /// A signature that covers another one, and names its own kind once too often.
    @Test func signedSignature() {
        var outer = MailSigner()
        outer.key = MailSigner.rsa
        outer.names = ["from", "dkim-signature", "dkim-signature"]
        outer.tags = outer.tags.replacingOnce("h=from:to:subject", "h=from:dkim-signature:dkim-signature").replacingOnce("s=sel", "s=other")
        let inner = MailSigner()
        var known = inner.answers
        known.add([DNSQuestion(DNSName("other._domainkey.example.com")!, .txt): .records([.text(Array(outer.key.record.utf8))])])
        let mail = outer.sign(inner.sign())
        #expect(dkimReasons(mail, known) == [.verified, .verified])
        #expect(dkimReasons(mail.replacingOnce("a=ed25519-sha256", "a=ed25519-sha25"), known) == [.signatureDiffers, .unknownAlgorithm])
    }

    @Test func answersOfDNS() throws {
        let signer = MailSigner()
        let mail = signer.sign()
        let record = "v=DKIM1; " + signer.key.record
        #expect(dkimReasons(mail, KnownAnswers([MailSigner.question: .temporaryError])) == [.keyUnavailable])
        #expect(dkimReasons(mail, KnownAnswers([MailSigner.question: .noSuchName])) == [.noKey])
        #expect(dkimReasons(mail, MailSigner.answers()) == [.noKey])
        #expect(dkimReasons(mail, MailSigner.answers("v=spf1 -all", record)) == [.verified])
        #expect(dkimReasons(mail, MailSigner.answers("v=DKIM1; " + MailSigner.rsa.record, record)) == [.verified])
        #expect(dkimReasons(mail, MailSigner.answers("v=DKIM1; p=", "text")) == [.revokedKey])
        #expect(dkimReasons(mail, MailSigner.answers("text", "v=DKIM1; p=")) == [.revokedKey])
        #expect(dkimReasons(mail, MailSigner.answers("1", "2", "3", "4", record)) == [.malformedKey])
    }

    @Test func asksForAllKeysAtOnceAndForNoneInVain() {
        var signer = MailSigner()
        signer.tags = signer.tags.replacingOnce("s=sel", "s=other")
        let mail = signer.sign(MailSigner().sign())
        func questions(_ mail: String) -> [String]? {
            do throws(Unanswered) {
                _ = try MessageSignatures(mail).dkimReports(KnownAnswers())
                return nil
            } catch {
                return error.questions.map(\.name.text)
            }
        }
        #expect(questions(mail) == ["other._domainkey.example.com", "sel._domainkey.example.com"])
        #expect(questions(mail + "changed") == nil)
        #expect(questions(MailSigner.mail) == nil)
        #expect(dkimReasons(MailSigner.mail, KnownAnswers()) == [])
    }

    @Test func limits() {
        let signer = MailSigner()
        let field = signer.field() + "\r\n"
        let many = String(repeating: field, count: 12) + MailSigner.mail
        #expect(dkimReasons(many, signer.answers) == [SignatureReason](repeating: .verified, count: SignatureLimits.signatures))
        let long = signer.sign(String(repeating: "X: y\r\n", count: 1_995) + MailSigner.mail)
        #expect(dkimReasons(long, signer.answers) == [.verified])
        #expect(dkimReasons("X: y\r\n" + long, signer.answers) == [.tooManyHeaderFields])
    }

    /// Saved from a mailbox, with its separator line, without a body, and with bytes beyond ASCII.
    @Test func mailsAsTheyCome() {
        let signer = MailSigner()
        #expect(
            dkimReasons("From fixture@example.com Thu Jan  1 00:00:00 1970\n" + signer.sign().replacingOccurrences(of: "\r\n", with: "\n"), signer.answers) == [
                .verified
            ])
        for body in ["", "\r\n", "\r\n\r\n", "\r\n\u{E4} \u{1F600}\r\n"] {
            let mail = "From: a@example.com\r\nTo: \u{E4}@example.org\r\nSubject: s\r\n" + body
            #expect(dkimReasons(signer.sign(mail), signer.answers) == [.verified])
        }
    }

    /// A line that is no field ends the header, as mail servers see it: what then stands before the mail's own From is body.
    @Test func strayLine() {
        let signer = MailSigner()
        #expect(dkimReasons(signer.sign().replacingOnce("X-Fixture: ", "stray\r\nX-Fixture: "), signer.answers) == [.bodyHashDiffers])
    }
}
