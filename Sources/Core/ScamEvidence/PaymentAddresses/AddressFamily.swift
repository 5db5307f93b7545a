/// What the first symbols of a trace spell.
struct AddressMatch {
    let count: Int
    let currency: PaymentAddress.Currency
    let form: PaymentAddress.Form
    let checksum: PaymentAddress.Checksum
}

/// A way of writing addresses, chosen by the first letter.
enum AddressFamily {
    case base58, monero, segwit, lightning, cashaddr, zcashShielded, ethereum

    /// The families whose addresses begin with this letter; none for most letters, so that most words are passed over.
    @inline(__always)
    static func beginning(with letter: UInt8) -> [AddressFamily] { byFirstLetter[Int(letter)] }

    @inline(__always)
    static func canBegin(with letter: UInt8) -> Bool { isFirstLetter[Int(letter)] }

    private static let byFirstLetter: [[AddressFamily]] = {
        var table = [[AddressFamily]](repeating: [], count: 256)
        let rows: [(AddressFamily, String)] = [
            (.base58, "13LMX7DA9Tt"), (.monero, "48"), (.segwit, "bBlL"), (.lightning, "lL"), (.cashaddr, "qpQP"), (.zcashShielded, "zuZU"), (.ethereum, "0"),
        ]
        for (family, letters) in rows {
            for letter in letters.utf8 { table[Int(letter)].append(family) }
        }
        return table
    }()
    private static let isFirstLetter: [Bool] = byFirstLetter.map { !$0.isEmpty }

    var alphabet: UInt8 {
        switch self {
        case .base58, .monero: AddressBytes.base58
        case .cashaddr: AddressBytes.bech32
        // Their beginnings hold letters outside their alphabets; the data is judged letter by letter afterwards.
        case .segwit, .lightning, .zcashShielded, .ethereum: AddressBytes.digit | AddressBytes.letter
        }
    }

    /// Symbols to read: the longest address.
    var longest: Int {
        switch self {
        case .base58: Base58Address.lengths.upperBound
        case .monero: MoneroAddress.longest
        case .segwit: SegwitAddress.longest
        case .lightning: LightningInvoice.longest
        case .cashaddr: CashAddress.longest
        case .zcashShielded: ZcashShieldedAddress.longest
        case .ethereum: EthereumAddress.length
        }
    }

    /// Fewer symbols cannot be an address.
    var shortest: Int {
        switch self {
        case .base58: Base58Address.lengths.lowerBound
        case .monero: 95
        case .segwit: 14
        case .lightning: LightningInvoice.shortest
        case .cashaddr, .ethereum: 42
        case .zcashShielded: 78
        }
    }

    /// The greatest of `shortest`.
    static let longestShortest = LightningInvoice.shortest

    /// Whether the first symbols can be read before the rest: the human-readable part or `0x`. Nil where there is none.
    func hasOpening(_ symbols: ArraySlice<UInt8>) -> Bool? {
        switch self {
        case .segwit: Bech32.humanReadablePart(symbols, among: SegwitAddress.parts) != nil
        case .lightning: LightningInvoice.hasOpening(symbols)
        case .zcashShielded: Bech32.humanReadablePart(symbols, among: ["zs", "u"]) != nil
        case .ethereum: symbols.count > 1 && symbols[0] == UInt8(ascii: "0") && symbols[1] | 0x20 == UInt8(ascii: "x")
        case .base58, .monero, .cashaddr: nil
        }
    }

    /// The longest opening that `hasOpening` looks at: `ltcmweb1`.
    static let openingLength = 8

    func match(_ trace: AddressTrace) -> AddressMatch? {
        switch self {
        case .base58: Base58Address.match(trace)
        case .monero: MoneroAddress.match(trace)
        case .segwit: SegwitAddress.match(trace)
        case .lightning: LightningInvoice.match(trace)
        case .cashaddr: CashAddress.match(trace)
        case .zcashShielded: ZcashShieldedAddress.match(trace)
        case .ethereum: EthereumAddress.match(trace)
        }
    }
}
