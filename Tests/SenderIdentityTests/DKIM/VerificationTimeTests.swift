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
        #expect(kilobytes > 10 || beyond < 150)
    }

    /// Microseconds.
    private func least(_ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
        }
        return (0..<500).map { _ in
            let start = now()
            work()
            return now() - start
        }.min()!
    }
}
