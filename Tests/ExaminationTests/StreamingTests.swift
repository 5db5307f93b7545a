import MailMessage
import ScamEvidence
import ScamVerdict
import Testing
import VisibleText

@testable import Examination

/// Where bytes come in piece by piece, which is an mbox, the pieces make no difference; nor do line ends.
@Suite struct StreamingTests {
    private static let separator = "From a@example.org Mon Jan  1 12:00:00 2018"

    /// The fixture between two other mails: cut in two at every byte, and fed byte by byte.
    @Test(arguments: Fixture.all) func aMailboxSplitAtEveryByte(_ fixture: Fixture) {
        for (bytes, lineBreak) in [(fixture.bytes, "\n"), (fixture.withCRLF.bytes, "\r\n")] {
            let other = Array("\(Self.separator)\(lineBreak)Subject: x\(lineBreak)\(lineBreak)From here\(lineBreak)\(lineBreak)".utf8)
            let middle = Array("\(Self.separator)\(lineBreak)".utf8) + bytes + Array("\(lineBreak)\(lineBreak)".utf8)
            let mbox = other + middle + other
            let whole = messages([mbox[...]])
            #expect(whole.count == 3)
            #expect(whole[1].starts(with: bytes))
            #expect(Examiner().examine(mail: whole[1]).verdict.outcome.rawValue == fixture.expected.verdict)
            let differing = mbox.indices.filter { messages([mbox[..<$0], mbox[$0...]]) != whole }
            #expect(differing == [])
            #expect(messages(mbox.indices.map { mbox[$0...$0] }) == whole)
        }
    }

    private func messages(_ chunks: [ArraySlice<UInt8>]) -> [[UInt8]] {
        var splitter = MboxSplitter()
        var messages: [[UInt8]] = []
        for chunk in chunks {
            splitter.append(chunk)
            while let piece = splitter.next() { messages.append(piece.bytes) }
        }
        splitter.finish()
        while let piece = splitter.next() { messages.append(piece.bytes) }
        return messages
    }

    /// The same outcome, claims and evidence, each piece at the place where its bytes went.
    @Test(arguments: Fixture.all) func eitherLineEnd(_ fixture: Fixture) {
        let (bytes, offset) = fixture.withCRLF
        let one = Examiner().examine(mail: fixture.bytes)
        let other = Examiner().examine(mail: bytes)
        #expect(one.verdict.outcome == other.verdict.outcome)
        #expect(abs(one.verdict.probability - other.verdict.probability) < 0.000_1)
        #expect(one.verdict.claims.map(\.claim) == other.verdict.claims.map(\.claim))
        #expect(one.reading.defects == other.reading.defects)
        #expect(one.evidence.map { $0.spans.map { offset($0.lowerBound) } } == other.evidence.map { $0.spans.map(\.lowerBound) })
    }
}
