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

    @Test func `a secret is masked wherever it stands, also across the ends of a quote`() {
        let search = SecretSearch(for: [Array("abcab".utf8)[...], Array("xy".utf8)[...]])
        let text = Array("abcabcab xy abca".utf8)
        #expect(search.places(in: text, touching: 0..<text.count) == [0..<5, 3..<8, 9..<11])
        #expect(search.places(in: text, touching: 7..<10) == [3..<8, 9..<11])
        #expect(search.places(in: text, touching: 8..<9) == [])
    }
}
