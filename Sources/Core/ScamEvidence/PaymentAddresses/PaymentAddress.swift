/// An address that money can be sent to, as it stands in a text.
///
/// Its spelling is the canonical one: whatever was put between its characters is left out, look-alike letters are the
/// ASCII letters they stand for. Case is as written.
public struct PaymentAddress: Sendable, Equatable {
    /// The currency by its usual ticker. A legacy address beginning with `3` or `1` is `BTC`, though BCH and LTC share the form.
    public enum Currency: String, Sendable, CaseIterable {
        case bitcoin = "BTC"
        case litecoin = "LTC"
        case bitcoinCash = "BCH"
        case ethereum = "ETH"
        case monero = "XMR"
        case dash = "DASH"
        case dogecoin = "DOGE"
        case zcash = "ZEC"
        case tron = "TRX"
    }

    /// What the address's own check digits say.
    public enum Checksum: String, Sendable {
        case valid
        /// Looks like an address in its surroundings, but somebody mistyped it, shortened it or made it up.
        case invalid
        /// The spelling carries no check digits: an Ethereum address in one case.
        case none
    }

    /// The kind of destination, in the words of the currency's own documents.
    public enum Form: String, Sendable {
        case publicKeyHash = "P2PKH"
        case scriptHash = "P2SH"
        case witnessPublicKeyHash = "P2WPKH"
        case witnessScriptHash = "P2WSH"
        case taproot = "P2TR"
        /// A witness version that has no meaning yet (BIP-350 § Addresses).
        case futureWitness = "witness"
        case cashaddrPublicKeyHash = "cashaddr P2PKH"
        case cashaddrScriptHash = "cashaddr P2SH"
        case account
        case standard
        case subaddress
        case integrated
        case sapling
        case unified
        /// An invoice of the Lightning network, which is paid once.
        case lightning
        /// Not decided, because the checksum is wrong.
        case unknown
    }

    /// Where it stands.
    public enum Place: String, Sendable {
        case text
        /// In the link of a block explorer or of a service that draws QR codes: whoever writes about an address links to it too.
        case serviceLink = "service-link"
    }

    public let currency: Currency
    public let value: String
    public let checksum: Checksum
    public let form: Form
    public let place: Place

    package init(currency: Currency, value: String, checksum: Checksum, form: Form, place: Place = .text) {
        self.currency = currency
        self.value = value
        self.checksum = checksum
        self.form = form
        self.place = place
    }
}

/// A payment address and where a person sees it.
package struct FoundAddress: Sendable, Equatable {
    package let address: PaymentAddress
    /// The visible bytes it is made of: in order, apart from each other, several where it was split.
    package let ranges: [Range<Int>]
}
