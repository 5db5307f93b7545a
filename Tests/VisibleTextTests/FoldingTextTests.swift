import MailMessage
import Testing

@testable import VisibleText

struct FoldingTextTests {
    @Test(arguments: [
        ("Hello, world", "hello world"),
        ("Don't, don’t, donʼt; dogs' 'quoted'", "dont dont dont dogs quoted"),
        ("1,000 $ in 2 days", "1 000 in 2 days"),
        ("one\ntwo\r\nthree", "one two three"),
        ("one.\ntwo! three? four… five", "one⏎two⏎three⏎four⏎five"),
        ("\"One.\" Two (three.) four", "one⏎two three⏎four"),
        ("v1.2 a,b", "v1 2 a b"),
        ("one\n\ntwo\r\n\r\nthree", "one⏎two⏎three"),
        ("one\n> two\n>\n> three", "one two⏎three"),
        ("one\n-----\ntwo", "one⏎two"),
        ("あ。い！う", "あ⏎い⏎う"),
        ("one\u{2028}two\u{2029}three", "one two⏎three"),
        ("foo\u{00A0}\u{2003}bar\u{2800}baz", "foo bar baz"),
    ])
    func `words stand apart by one separator, and sentences by another`(text: String, expected: String) {
        #expect(folded(text) == "\n" + expected.replacing("⏎", with: "\n") + "\n")
    }

    /// A line of forty bytes, or of eighty, before a blank line.
    private static let wrapped = "one line that was wrapped before its end"
    private static let wrappedJapanese = String(repeating: "あ", count: 27)

    @Test(arguments: [
        ("\(wrapped)\n\ntwo", true), ("\(wrapped),\r\n \r\ntwo", true), ("\(wrapped)\n\nдва", true), ("\(wrapped)\n\n&#1076;ва", true),
        ("x\n\(wrapped)\n\nécu", true), ("\(wrappedJapanese)\n\nい", true),
        ("\(wrapped)\n\nTwo", false), ("\(wrapped)\n\nДва", false), ("\(wrapped)\n\n2", false), ("\(wrapped).\n\ntwo", false),
        ("\(wrapped):\n\ntwo", false), ("\(wrapped)\n\n\ntwo", false), ("\(wrapped)\n--\ntwo", false), ("\(wrapped)\n\n- two", false),
        ("\(wrapped.dropFirst())\n\ntwo", false), ("x\n\(wrapped.dropFirst())\n\ntwo", false), ("\(wrapped)。\n\n二", false),
        ("\(wrappedJapanese.dropFirst())\n\nい", false), ("\(wrapped)\u{2029}two", false),
    ])
    func `a sentence goes on behind a blank line where it was wrapped`(text: String, goesOn: Bool) {
        #expect(folded(text).dropFirst().dropLast().contains("\n") == !goesOn)
    }

    @Test(arguments: [
        ("pass\u{200B}word so\u{AD}ft a\u{202E}b\u{FE0F}c", "password soft abc"),
        ("Ｆｕｌｌ ℌ𝕖𝕝𝕝𝕠 🅷🅴🅻🅻🅾 Ⓗⓔⓛⓛⓞ ᴴᵉˡˡᵒ ʜᴇʟʟᴏ", "full hello hello hello hello hello"),
        ("p̶a̶y̶ v̈ïd̈ëö", "pay video"),
        ("Straße Æther Œuvre Ødegård Łódź Đà ıİ", "strasse aether oeuvre odegard lodz da ii"),
        ("ßitcoin", "bitcoin"),
        ("①② ٣٤ ५", "12 34 5"),
        ("日本ｶﾞｽ か\u{3099}き", "日本ガス がき"),
        ("\u{1112}\u{1161}\u{11AB}국", "한국"),
        ("مُحَمَّد أإآ", "محمد ااا"),
        ("Άλφα ΠΡΌΣ σε", "αλφα προσ σε"),
    ])
    func `letters lose case, marks and style`(text: String, expected: String) {
        #expect(folded(text) == "\n" + expected + "\n")
    }

    @Test(arguments: [
        ("Тhіs lеttеr sауs", "this letter says"),
        ("сейчас я һаѵе аո սѕіոց", "сейчас я have an using"),
        ("all words рау here", "all words pay here"),
        ("Это письмо Ёлка от тебя, а не bitcoin", "это письмо елка от тебя а не bitcoin"),
        ("знаи\u{306} знай И\u{306}, І\u{308}жак, їжак", "знай знай й їжак їжак"),
        ("an English text that quotes привет and Ελλάδα", "an english text that quotes привет and ελλαδα"),
        ("Письмо про bіtсоіn и деньги", "письмо про bitcoin и деньги"),
        ("比特币 bitcoin 日本語", "比特币 bitcoin 日本語"),
        ("Сегодня купил bitcoinы, потерял usbшку и iphone'ом", "сегодня купил bitcoinы потерял usbшку и iphoneом"),
        ("the walleт and the cashоf", "the wallet and the cashof"),
        ("Ωμέγα και ΩΡΑ", "ωμεγα και ωρα"),
        ("Ѕend me the coins, Ωne", "send me the coins one"),
    ])
    func `look-alikes are Latin only where a reader reads Latin`(text: String, expected: String) {
        #expect(folded(text) == "\n" + expected + "\n")
    }

    @Test(arguments: [
        ("d3v1c3 h4ck3r m3ssag3 p455w0rd 1nf3ct3d", "device hacker message password infected"),
        ("p4ssw0rd v1deo b1tco!n pa$$word pa55word w€bcam ₿itcoin m0n3y", "password video bitcoin password password webcam bitcoin money"),
        ("h264 mp3 covid19 2fa 100$ $100 €50 5€", "h264 mp3 covid19 2fa 100 100 50 5"),
        ("Pay!Now me@example.com p@ssword", "pay now me example com password"),
        ("a2f9c4e1 1a2b3c4d 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "a2f9c4e1 1a2b3c4d 3j98t1wpez73cnmqviecrnyiwrnqrhwnly"),
    ])
    func `digits and signs inside words are letters, numbers stay`(text: String, expected: String) {
        #expect(folded(text) == "\n" + expected + "\n")
    }

    @Test(arguments: [
        ("p a s s w o r d", "password"),
        ("b.i.t.c.o.i.n now", "bitcoin now"),
        ("p a s s w o r d b.i.t.c.o.i.n", "password bitcoin"),
        ("v-і-d-е-о", "video"),
        ("p a s s  w o r d", "pass word"),
        ("h • a • c • k • e • d, p*a*y*s x", "hacked pays x"),
        ("p\u{A0}a\u{A0}s\u{A0}s b–a–c–k h|a|c|k", "pass back hack"),
        ("a n d  h a c k e d  p a y  m e", "and hacked pay me"),
        ("a n d  U S A, I a m", "a n d u s a i a m"),
        ("a/b/c/d and a,b,c,d or a, b, c, d", "a b c d and a b c d or a b c d"),
        ("I a m here, U S A", "i a m here u s a"),
        ("나 는 너 를", "나 는 너 를"),
    ])
    func `letters set apart are one word`(text: String, expected: String) {
        #expect(folded(text) == "\n" + expected + "\n")
    }

    @Test(arguments: [
        ("l&#1077;tt&#x435;r &alpha;ll&nbsp;b&shy;c &#8217; don&#146;t &#65", "letter all bc dont a"),
        ("pass&ZeroWidthSpace;word p&NoBreak;ay&NewLine;&pscr;ay", "password pay pay"),
        ("AT&T &foo; &; & &#; &#x; R&D", "at t foo x r d"),
        ("&#1058h&#1110s &#99999999999;", "this 9"),
    ])
    func `character references are the letters they name`(text: String, expected: String) {
        #expect(folded(text) == "\n" + expected + "\n")
    }

    /// What scams put between the letters of every word.
    @Test(arguments: ["กขค", "ابت", "中文字", "אבג", "あい", "가나", "कख", "ბდ", "አበ", "жцщ"])
    func `letters of another script between Latin ones fall out`(filler: String) {
        let fillers = Array(filler)
        let words = ["hacked", "your", "device", "bitcoin"].map { word in
            word.enumerated().map { $0 == 0 ? "\($1)" : "\(fillers[$0 % fillers.count])\($1)" }.joined()
        }
        #expect(folded(words.joined(separator: " ")) == "\nhacked your device bitcoin\n")
    }

    @Test(arguments: [
        ("I haกve your pass中文word", "i have your password"),
        ("PCのUSBを買う。日本語のテキスト", "pcのusbを買う⏎日本語のテキスト"),
        ("我的bitcoin钱包BTC，请付款给我们", "我的bitcoin钱包btc 请付款给我们"),
        ("ビットコインbitcoinを送る Tシャツ", "ビットコインbitcoinを送る tシャツ"),
        ("Please send bitcoinを and Tシャツ", "please send bitcoinを and tシャツ"),
        ("a word that means 日本語 in English", "a word that means 日本語 in english"),
    ])
    func `text of two scripts keeps its letters`(text: String, expected: String) {
        #expect(folded(text) == "\n" + expected.replacing("⏎", with: "\n") + "\n")
    }

    @Test
    func `texts without words`() {
        #expect(folded("").isEmpty)
        #expect(folded(" ... ") == "\n")
        #expect(folded("\u{200B}") == "\n")
    }

    @Test
    func `the map leads back to the visible text`() {
        let text = "Sее: pa\u{200B}ss, &alpha;b"
        let result = FoldedText(folding: [UInt8](text.utf8))
        let bytes = [UInt8](text.utf8)
        func visible(_ word: String) -> [String] {
            let target = Array(word.utf8)
            let start = result.bytes.indices.first { result.bytes[$0...].starts(with: target) } ?? 0
            return result.map.sources(of: start..<start + target.count).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
        #expect(visible("see") == ["Sее"])
        #expect(visible("pass") == ["pa\u{200B}ss"])
        #expect(visible("ab") == ["&alpha;b"])
        #expect(visible("see pass") == ["Sее: pa\u{200B}ss"])
    }
}
