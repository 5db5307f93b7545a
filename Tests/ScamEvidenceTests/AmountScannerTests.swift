import Testing

@testable import ScamEvidence

@Suite struct AmountScannerTests {
    private func scan(_ text: String) -> [String] {
        Quantities(in: Array(text.utf8)).amounts.map { "\($0.amount.value) \($0.amount.currency)" }
    }

    @Test(arguments: [
        ("$1,400", "1400 USD"), ("1400 USD", "1400 USD"), ("USD 1400", "1400 USD"), ("USD1400", "1400 USD"), ("1400USD", "1400 USD"),
        ("1.300,50 €", "1300.50 EUR"),
        ("€ 399", "399 EUR"), ("€399", "399 EUR"), ("900$", "900 USD"), ("0.25 BTC", "0.25 BTC"), ("0,25 btc", "0.25 BTC"), ("0.484890 BTC", "0.484890 BTC"),
        ("2,000 USD", "2000 USD"), ("1 300 USD (US dollars)", "1300 USD"), ("1k USD", "1000 USD"), ("$1.5k", "1500 USD"), ("500 dollars", "500 USD"),
        ("500 US dollars", "500 USD"), ("500 U.S. dollars", "500 USD"), ("£900", "900 GBP"), ("CHF 800", "800 CHF"), ("1'300 CHF", "1300 CHF"),
        ("¥5000", "5000 JPY"),
        ("₿0.1", "0.1 BTC"), ("US$ 700", "700 USD"), ("C$500", "500 CAD"), ("$500 CAD", "500 CAD"), ("$1,234,567.89", "1234567.89 USD"),
        ("1,00,000 INR", "100000 INR"),
        ("five hundred dollars", "500 USD"), ("one thousand two hundred euros", "1200 EUR"), ("fifteen hundred dollars", "1500 USD"),
        ("Two thousand and fifty-five US Dollars", "2055 USD"), ("a thousand dollars", "1000 USD"), ("two bitcoins", "2 BTC"), ("2 thousand USD", "2000 USD"),
        ("950 ÙSD", "950 USD"), ("950 ÜŠĎ", "950 USD"), ("0.2 ВТС", "0.2 BTC"), ("1.300 BTC", "1.300 BTC"), ("1.300 EUR", "1300 EUR"), ("500美元", "500 USD"),
        ("支付500美元", "500 USD"), ("500 евро", "500 EUR"), ("500 долларов", "500 USD"), ("$\u{A0}750", "750 USD"), ("1\u{202F}200 €", "1200 EUR"),
        ("850 (USD)", "850 USD"),
        ("3 bitcoin", "3 BTC"), ("$1400.", "1400 USD"), ("007 USD", "7 USD"), ("$1400 in bitcoin", "1400 USD"), ("500-dollar", "500 USD"),
    ])
    func styles(_ text: String, _ expected: String) {
        #expect(scan(text) == [expected])
        #expect(scan("Send \(text), now") == [expected])
    }

    /// Figures and words of nineteen languages.
    @Test(arguments: [
        ("1.500,00 €", "1500.00 EUR"), ("1 500 EUR", "1500 EUR"), ("1 500,00 €", "1500.00 EUR"), ("1'500.00 CHF", "1500.00 CHF"), ("500,- EUR", "500 EUR"),
        ("1500,-- Euro", "1500 EUR"), ("500,– €", "500 EUR"), ("１５００ドル", "1500 USD"), ("１，５００円", "1500 JPY"), ("1500 долларов", "1500 USD"),
        ("1500美元", "1500 USD"), ("٥٠٠ دولار", "500 USD"), ("٠٫٥ بيتكوين", "0.5 BTC"), ("۵۰۰ دولار", "500 USD"), ("50万円", "500000 JPY"), ("1.5万美元", "15000 USD"),
        ("500만원", "5000000 KRW"), ("500달러", "500 USD"), ("1500 dolarów", "1500 USD"), ("1500 dolarů", "1500 USD"), ("20 tisíc korun", "20000 CZK"),
        ("1500 zł", "1500 PLN"), ("2 tys zł", "2000 PLN"), ("150 ezer forint", "150000 HUF"), ("1500 dollárt", "1500 USD"), ("5000 kronor", "5000 SEK"),
        ("5.000 kroner", "5000 DKK"), ("1500 доларів", "1500 USD"), ("20 тысяч рублей", "20000 RUB"), ("1500 Евро", "1500 EUR"), ("1500 dolar", "1500 USD"),
        ("20 bin lira", "20000 TRY"), ("1500 dólares", "1500 USD"), ("R$ 1.500,00", "1500.00 BRL"), ("mil dólares", "1000 USD"),
        ("quinientos euros", "500 EUR"),
        ("cinq cents euros", "500 EUR"), ("fünfhundert Euro", "500 EUR"), ("FÜNFHUNDERT EURO", "500 EUR"), ("cinquecento euro", "500 EUR"),
        ("vijfhonderd euro", "500 EUR"), ("пятьсот долларов", "500 USD"), ("две тысячи долларов", "2000 USD"), ("dwa tysiące złotych", "2000 PLN"),
        ("beş yüz dolar", "500 USD"), ("ötszáz dollár", "500 USD"), ("femhundra dollar", "500 USD"), ("quinhentos dólares", "500 USD"),
    ])
    func languages(_ text: String, _ expected: String) {
        #expect(scan(text) == [expected])
        #expect(scan("x \(text)! y") == [expected])
    }

    @Test func numberWordsOfOtherLanguagesAreNotLookedForInEnglish() {
        let quantities = Quantities(in: Array("fifty cents dollars, due days, on hours, 48 Stunden, five hundred dollars".utf8), isEnglish: true)
        #expect(quantities.amounts.map(\.amount) == [Amount(currency: "USD", value: "500")])
        #expect(quantities.deadlines.map(\.hours) == [48])
    }

    @Test(arguments: [
        "", "1400", "call +1 800 555 0199", "2024-05-01", "01.02.2024 EUR", "version 1.2.3", "v6.12", "192.168.0.1 $", "12:30", "5 pounds", "500 try it", "$0",
        "$", "USD",
        "one of the dollars", "about a dollar", "$variable1", "10 $PATH", "A4", "<hpnh78$5j5$1@mail.example>", "$5j5", "1234567890123456789012345 USD",
        "50% EUR", "24/7 USD",
    ])
    func nothing(_ text: String) { #expect(scan(text).isEmpty) }

    @Test func severalInOneText() {
        #expect(scan("Pay $500 (or 0.05 BTC), not 300 EUR; 10 BTC 20 USD") == ["500 USD", "0.05 BTC", "300 EUR", "10 BTC", "20 USD"])
        #expect(scan("500-1000 USD").last == "1000 USD")
    }

    @Test func rangesCoverNumberAndCurrency() {
        let text = Array("pay USD 1,400 today, or five hundred dollars".utf8)
        let found = Quantities(in: text).amounts.map { String(decoding: text[$0.range], as: UTF8.self) }
        #expect(found == ["USD 1,400", "five hundred dollars"])
    }

    @Test func hostileBytes() {
        var generator = SystemRandomNumberGenerator()
        let pieces: [[UInt8]] = [
            "1", "000", ",", ".", " ", "$", "€", "USD", "k", "one", "hundred", "-", "Ù", "(", "hours", "within", "a", "１", "٥", "٬", "万", ",-", "cinq", "mil",
        ].map {
            Array($0.utf8)
        }
        for _ in 0..<500 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<80, using: &generator) {
                text +=
                    Int.random(in: 0..<5, using: &generator) == 0
                    ? [UInt8.random(in: 0...255, using: &generator)] : pieces.randomElement(using: &generator) ?? []
            }
            var position = 0
            for range in Quantities(in: text).amounts.map(\.range) {
                #expect(range.lowerBound >= position && range.upperBound <= text.count)
                position = range.upperBound
            }
            for found in Quantities(in: text).deadlines { #expect(found.range.upperBound <= text.count && (1...1440).contains(found.hours)) }
        }
    }

    @Test(arguments: ["1 ", "1,", "1.", "$1", "one ", "1 000 ", "USD", "a ", "1 USD", "within ", "1 (", "\u{200B}1", "１", "٥٬", "mil ", "cent "])
    func hostileRepetition(_ unit: String) {
        let text = Array(String(repeating: unit, count: 50_000 / unit.utf8.count).utf8)
        #expect(ContinuousClock().measure { _ = Quantities(in: text).amounts } < .seconds(10))
        #expect(ContinuousClock().measure { _ = Quantities(in: text).deadlines } < .seconds(10))
    }
}
