import ScamEvidence
import Testing

@testable import Examination

/// What script/fuzz and script/growth found, each as small as it could be made.
@Suite struct FuzzFindingTests {
    @Test func `a text of passwords is not compared with itself again and again`() {
        let text = (0..<1_000).map { "your password is Aa1\($0)x\n" }.joined()
        let file = Examiner().examine(text: Array(text.utf8))
        #expect(file.evidence.count { $0.fact == .quotedSecret } == Evidence.mostOfAKind)
    }

    @Test func `a secret is masked wherever it stands, also where two places overlap`() {
        let file = Examiner().examine(text: Array("Your password is: abcab1. I hacked your device abcab1cab1 and your account.".utf8))
        #expect(file.evidence.contains { $0.fact == .quotedSecret })
        #expect(!file.evidence.contains { file.quote(of: $0).contains("abcab1") })
    }
}
