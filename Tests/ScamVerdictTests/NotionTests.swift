import Testing
import VisibleText

@testable import ScamVerdict

@Suite struct NotionTests {
    private func buckets(_ words: String) -> Set<UInt32> { Set(Wording(of: [FoldedText(folding: Array(words.utf8)).bytes]).buckets) }

    /// What the model learns of "bezahlen" it knows of "payer".
    @Test(arguments: [
        ("bezahlen", "payer"), ("заплатите", "zapłać"), ("contraseña", "密码"), ("비밀번호", "パスワード"), ("αβγ bitcoin", "биткоин"), ("pay", "заплатить"),
        ("写真", "foto"), ("视频", "video"), ("ビットコイン", "bitcoin"),
    ])
    func languagesShareWhatWordsMean(_ one: String, _ other: String) {
        #expect(!buckets(one).isDisjoint(with: buckets(other)))
    }

    @Test func otherWordsShareNothing() {
        #expect(buckets("bezahlen").isDisjoint(with: buckets("фотография")))
    }

    /// In any order, and with the three notions before only.
    @Test func notionsMakePairs() {
        let apart = buckets("password").union(buckets("bank"))
        let pairs = buckets("password, 12, bank").subtracting(apart)
        #expect(!pairs.isEmpty && pairs.isSubset(of: buckets("bank, 12, password")))
        #expect(pairs.isDisjoint(with: buckets("password then evening window coffee garden holiday music bank")))
    }

    /// A word of letters for each number.
    private func word(_ number: Int) -> String {
        let letters = "\(number)".utf8.map { Character(UnicodeScalar($0 - 48 + 97)) }
        return String(letters) + "zz"
    }

    @Test func mistakesAreToldWithTheirLine() {
        func problem(_ text: String) -> String? {
            do {
                _ = try NotionCompiler.compile([("en", text)])
                return nil
            } catch { return "\(error)" }
        }
        #expect(problem("# words\npay: pay* paid\n\nsend: send*\n") == nil)
        #expect(problem("pay: pay*\nsend\n") == "en:2: there is no colon")
        #expect(problem("pay: p\n") == "en:1: 'p' is too short")
        #expect(problem((0..<1_024).map { "n\($0): word\n" }.joined()) == "en:1024: there are too many notions")
        #expect(
            problem((0..<1_000).map { n in "n\(n):" + (0..<70).map { " " + word(n * 70 + $0) }.joined() + "\n" }.joined())
                == "there are more forms than the table takes")
    }
}
