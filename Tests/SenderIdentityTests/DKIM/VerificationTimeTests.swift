import Crypto
import Foundation
import Glibc
import MailMessage
import Testing

@testable import SenderIdentity

private let isAsked = ProcessInfo.processInfo.environment["UNBLUFF_TIMING"] != nil

/// What verifying a signature costs beyond hashing: CPU time of this thread, the least of many runs.
/// `UNBLUFF_TIMING=1 swift test -c release -Xswiftc -enable-testing --scratch-path .build/timing --disable-xctest --filter VerificationTime`
@Suite(.serialized, .enabled(if: isAsked, "UNBLUFF_TIMING is not set")) struct VerificationTimeTests {
    @Test(arguments: [1, 10, 100]) func rsa2048(kilobytes: Int) {
        var signer = MailSigner()
        signer.key = MailSigner.rsa
        let line = "A line of a mail, with  two spaces and as many letters as one has.\r\n"
        let mail = signer.sign(MailSigner.mail + String(repeating: line, count: kilobytes * 1_024 / line.utf8.count))
        let message = Message(parsing: Array(mail.utf8))
        let naive = NaiveMail(message.bytes)
        let canonical = naive.signedHeader(["from", "to", "subject", "dkim-signature"], relaxed: true, own: nil)
        let body = naive.canonicalBody(relaxed: true)
        let known = signer.answers
        let prepared = MessageSignatures(of: message, now: MailSigner.now)

        let hashing = least { _ = (SHA256.hash(data: canonical), SHA256.hash(data: body)) }
        let preparing = least { _ = MessageSignatures(of: message, now: MailSigner.now) }
        let verifying = least { _ = try? prepared.dkimReports(known) }
        #expect(dkimReports(message.bytes, known).map(\.reason) == [.verified])
        let beyond = preparing + verifying - hashing
        print("\(kilobytes) KB, in µs: hashing alone \(hashing), reading and hashing \(preparing), with the key \(verifying), beyond hashing \(beyond)")
        #expect(beyond < 150)
    }

    /// What the limits leave to a hostile message: as many signatures as are looked at, each naming as many fields as may be, or as many ARC sets.
    @Test func hostile() {
        let names = (0..<1_000).map { "x\($0 % 400)" }
        var signer = MailSigner()
        signer.names = ["from"] + names.dropLast()
        signer.tags = signer.tags.replacingOnce("h=from:to:subject", "h=" + signer.names.joined(separator: ":"))
        let header = names.map { "\($0): value\r\n" }.joined() + String(repeating: "y: value\r\n", count: 900)
        let field = signer.field(header + MailSigner.mail) + "\r\n"
        show("ten signatures of 1,000 fields", String(repeating: field, count: 10) + header + MailSigner.mail, signer.answers)
        show("fifty ARC sets", ARCSealer.chain(50), signer.answers)
        let lengths = (0..<10).map { length in
            var signer = MailSigner()
            signer.tags = signer.tags.replacingOnce("bh=", "l=\(1_000_000 + length); bh=")
            return signer.field() + "\r\n"
        }
        show("ten lengths of 10 MB", lengths.joined() + MailSigner.mail + String(repeating: "A line  \t\r\n\r\n", count: 750_000), signer.answers)
    }

    private func show(_ name: String, _ mail: String, _ known: KnownAnswers) {
        let message = Message(parsing: Array(mail.utf8))
        var reports: [DKIMReport]?
        let time = least(of: 3) {
            let signatures = MessageSignatures(of: message, now: MailSigner.now)
            reports = try? signatures.dkimReports(known)
            _ = try? signatures.arcReport(known)
        }
        print("\(name): \(time / 1e3) ms, \(Set((reports ?? []).map(\.reason.description)))")
        #expect(time < 1e6)
    }

    /// Microseconds.
    private func least(of runs: Int = 500, _ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
        }
        return (0..<runs).map { _ in
            let start = now()
            work()
            return now() - start
        }.min()!
    }
}
