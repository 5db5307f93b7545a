import Testing
import VictimAdvice

@testable import WebChannel

@Suite struct AnswerLanguageTests {
    @Test(
        arguments: [
            ("nl", ["nl"]), ("nl-BE,nl;q=0.9,en;q=0.8", ["nl-BE", "nl", "en"]), ("en;q=0.1, de ; q=0.5,fr", ["fr", "de", "en"]), ("en;q=0,de;q=0.001", ["de"]),
            ("*,nl;q=0.2", ["nl"]), ("a,b,c;q=1.000", ["a", "b", "c"]), ("a;q=1.1,b;q=2,c;q=0.1234,d;q=x,e;q=,f;Q=0.5", ["f"]), ("", []), (",;, ;q=1", []),
            ("a;x=y;q=0.3,b;q=0.4", ["b", "a"]),
        ] as [(String, [Substring])])
    func accepted(value: String, ranges: [Substring]) { #expect(AcceptedLanguages(value).ranges == ranges) }

    @Test func onlySoManyRanges() {
        #expect(AcceptedLanguages(Array(repeating: "en", count: 100_000).joined(separator: ",")).ranges.count == 32)
    }

    @Test(
        arguments: [
            ([nil, nil], nil, "en"), (["de", "nl"], "fr", "de"), ([nil, "nl"], "fr", "nl"), (["xx", nil], "fr", "fr"),
            ([nil, nil], "xx,nl-BE;q=0.3,fr;q=0.2", "nl"),
            (["PT-br", nil], nil, "pt"), (["zh_CN", nil], nil, "zh"), (["", ""], "", "en"), (["<script>", "../../de"], nil, "en"),
        ] as [([String?], String?, String)])
    func chosen(asked: [String?], accepted: String?, tag: String) { #expect(AnswerLanguage.choose(asked, accepted: accepted).language == tag) }

    @Test func eachHasAName() {
        #expect(AnswerLanguage.all.map(\.tag) == AdviceTexts.languages)
        for language in AnswerLanguage.all { #expect(language.name != language.tag, "\(language.tag)") }
        #expect(AnswerLanguage.all.filter(\.isRightToLeft).map(\.tag) == ["ar"])
    }
}
