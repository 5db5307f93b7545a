/// Hosts whose links show an address: block explorers, abuse reports about addresses, services that draw QR codes.
enum AddressService {
    /// Whether a host in lower case, or a domain it lies in, is one of them.
    static func contains(_ host: [UInt8]) -> Bool {
        let starts = [0] + host.indices.filter { host[$0] == UInt8(ascii: ".") }.map { $0 + 1 }
        return starts.suffix(labels).contains { domains.contains(String(decoding: host[$0...], as: UTF8.self)) }
    }

    /// Labels of the longest domain below.
    private static let labels = 4
    private static let domains: Set<String> = Set(explorers + codeServices)

    private static let explorers = [
        "bitaps.com", "bitcoinabuse.com", "bitcoinwhoswho.com", "bitinfocharts.com", "bitref.com", "blockchain.com", "blockchain.info",
        "blockchair.com", "blockcypher.com", "blockexplorer.com", "blockexplorer.one", "blockonomics.co", "blockstream.info", "bscscan.com", "btc.com",
        "btcscan.org", "chain.so",
        "chainabuse.com", "checkbitcoinaddress.com", "cryptscam.com", "dogechain.info", "etherscan.io", "ethplorer.io", "explorer.bitcoin.com",
        "explorer.dash.org", "insight.dash.org", "kycp.org", "litecoinspace.org", "mempool.space", "oxt.me", "tokenview.io", "tronscan.org",
        "walletexplorer.com", "xmrchain.net", "zcashblockexplorer.com",
    ]
    private static let codeServices = [
        "api.qrserver.com", "chart.apis.google.com", "chart.googleapis.com", "goqr.me", "image-charts.com", "qr-code-generator.com",
        "qrcode-monkey.com", "qrcode.tec-it.com", "qrickit.com", "quickchart.io", "zxing.org",
    ]
}
