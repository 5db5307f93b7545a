/// Signs, codes and words for currencies.
struct CurrencyName: Sendable {
    let code: String
    /// Whether it must be written in capitals, because it is a word of some language in small letters.
    var needsCapitals = false
    /// Whether it may stand before the number: `USD 500`, but not "dollars 500".
    var isCode = false
    /// The least amount that is money: five pounds may be a weight.
    var least = 0
}

struct CurrencyNames: Sendable {
    static let shared = CurrencyNames()

    /// The name that a word is, as written or by its look.
    func name(_ word: FoldedWord) -> CurrencyName? {
        if let name = words[word.written], word.isUpper || !name.needsCapitals { return name }
        if word.folded != word.written, let name = words[word.folded], word.isUpper || !name.needsCapitals { return name }
        return nil
    }

    /// The sign that stands at a place, and where it ends.
    func sign(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (code: String, end: Int)? {
        guard position < text.count, Self.canBelongToSign(text[position]) else { return nil }
        for (sign, code) in signs where text[position...].starts(with: sign) { return (code, position + sign.count) }
        return nil
    }

    /// The sign that ends before a place, and where it begins, with the country's letters before a dollar sign.
    func sign(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> (code: String, start: Int)? {
        guard end > 0, Self.canBelongToSign(text[end - 1]) else { return nil }
        for (sign, code) in signs where end >= sign.count && text[(end - sign.count)..<end].elementsEqual(sign) {
            let start = end - sign.count
            guard code == "USD", start > 0, AddressBytes.isAlphanumeric(text[start - 1]) else { return (code, start) }
            // Inside an identifier (`hpnh78$5j5$1`) it is no sign.
            guard let country = FoldedWord.read(text, before: start), let code = dollars[country.folded] else { return nil }
            let lower = country.range.lowerBound
            return lower > 0 && AddressBytes.isAlphanumeric(text[lower - 1]) ? nil : (code, lower)
        }
        return nil
    }

    @inline(__always)
    private static func canBelongToSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "$") || byte >= 0x80 }

    /// Whether a dollar sign beside this code says no more than the code.
    static func isDollar(_ code: String) -> Bool { dollarCodes.contains(code) }

    static func isCryptocurrency(_ code: String) -> Bool { cryptocurrencies.contains(code) }

    private static let dollarCodes: Set<String> = ["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "BRL", "MXN"]

    private static let cryptocurrencies: Set<String> = ["BTC", "LTC", "BCH", "ETH", "XMR", "DASH", "DOGE", "ZEC", "TRX", "USDT", "USDC", "XRP"]

    private let signs: [([UInt8], String)] = [
        ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("￥", "JPY"), ("₿", "BTC"), ("฿", "BTC"), ("₽", "RUB"), ("₴", "UAH"), ("₹", "INR"),
        ("₩", "KRW"), ("₺", "TRY"), ("₫", "VND"), ("＄", "USD"), ("美元", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("歐元", "EUR"), ("比特币", "BTC"), ("比特幣", "BTC"),
        ("人民币", "CNY"), ("元", "CNY"), ("円", "JPY"), ("ドル", "USD"), ("ユーロ", "EUR"), ("ビットコイン", "BTC"), ("달러", "USD"), ("유로", "EUR"), ("비트코인", "BTC"),
        ("원", "KRW"),
    ].map { (Array($0.0.utf8), $0.1) }

    private let dollars = WordTable([
        ("us", "USD"), ("usd", "USD"), ("u", "USD"), ("ca", "CAD"), ("c", "CAD"), ("cad", "CAD"), ("au", "AUD"), ("a", "AUD"), ("aud", "AUD"),
        ("nz", "NZD"), ("nzd", "NZD"), ("hk", "HKD"), ("s", "SGD"), ("sg", "SGD"), ("r", "BRL"), ("mx", "MXN"),
    ])

    private let words = {
        var rows: [(String, CurrencyName)] = []
        for code in codes { rows.append((code.lowercased(), CurrencyName(code: code, isCode: true))) }
        for code in capitals { rows.append((code.lowercased(), CurrencyName(code: code, needsCapitals: true, isCode: true))) }
        for (code, names) in names {
            for name in names.split(separator: " ") { rows.append((String(name), CurrencyName(code: code))) }
        }
        for (word, code) in QuantityWords.entries(\.money) { rows.append((word, CurrencyName(code: code))) }
        for name in ["pound", "pounds"] { rows.append((name, CurrencyName(code: "GBP", least: 100))) }
        for name in ["xbt", "bitcoin"] { rows.append((name, CurrencyName(code: "BTC", isCode: name == "xbt"))) }
        return WordTable(rows)
    }()

    private static let codes = [
        "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RUB", "UAH", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK", "CAD", "AUD", "NZD", "INR", "BRL", "MXN", "ZAR",
        "SGD",
        "HKD", "KRW", "THB", "RON", "BGN", "AED", "BTC", "LTC", "BCH", "ETH", "XMR", "ZEC", "TRX", "USDT", "USDC", "XRP", "DOGE",
    ]
    private static let capitals = ["TRY", "ILS", "DASH", "PHP", "IDR", "MYR", "CLP", "ARS", "COP", "PEN", "RMB"]

    /// The same in every language.
    private static let names: [(code: String, names: String)] = [
        ("GBP", "sterling"), ("BTC", "bitcoins bitcoini bitcoiner"), ("ETH", "ether ethers ethereum"), ("LTC", "litecoin litecoins"), ("XMR", "monero moneros"),
        ("DOGE", "dogecoin dogecoins"), ("ZEC", "zcash"), ("USDT", "tether"), ("RUB", "ruble rubles rubel"), ("PLN", "zloty zlotych"), ("CHF", "francs"),
    ]
}
