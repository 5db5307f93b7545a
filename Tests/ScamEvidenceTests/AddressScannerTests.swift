import Testing

@testable import ScamEvidence

/// Addresses that nobody can spend from, by their spelling.
private enum Unspendable {
    static let bitcoin = "1BaAGtjMaH27cCdEXqm1QMZDtvk9CaQtvs"
    static let script = "31h1vYVSYuKP6AhS86fbRdMw9XHieotbST"
    static let witness = "bc1qw0mtnccvdpmcqcsg2r27hdf47lrg2dxa53ptr0"
    static let taproot = "bc1pqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqpqqenm"
    static let cash = "bitcoincash:qpeldw0rp3580qrzppgdt6a4xhmudpf5m5v9wls2rm"
    static let ether = "0x73f6b9e30C687780620850d5EBB535F7C68534dD"
    static let litecoin = "LVo7Y73BewGAs1KPhykJgNcz797RKxuTwi"
    static let zcash = "t1USmHE9VYboiCqg8UGa8YAf99awE3VAU3p"
    static let all = [bitcoin, script, witness, taproot, cash, ether, litecoin, zcash]
}

@Suite struct AddressScannerTests {
    private func scan(_ text: String) -> [FoundAddress] { AddressScanner.scan(Array(text.utf8)) }
    private func values(_ text: String) -> [String] { scan(text).map(\.address.value) }
    private func spaced(_ text: String, _ separator: String, every count: Int) -> String {
        stride(from: 0, to: text.count, by: count).map { String(text.dropFirst($0).prefix(count)) }.joined(separator: separator)
    }

    @Test(arguments: Unspendable.all)
    func standsInASentence(_ address: String) throws {
        let found = scan("Send it to \(address).\nThank you")
        #expect(found.map(\.address.value) == [address])
        #expect(found.first?.address.checksum == .valid)
        #expect(found.first?.ranges == [11..<(11 + address.utf8.count)])
    }

    @Test(arguments: [
        "wallet:%", "(%)", "%(copy)", "“%”", "<%>", "bitcoin:%?amount=0.1", "BTC=%", "*%*", "адрес：%。", "address%", "address is%", "%,%", "[%]", "\u{FEFF}%",
        "> %",
    ])
    func gluedToOtherText(_ frame: String) {
        let text = frame.replacing("%", with: Unspendable.bitcoin)
        #expect(Set(values(text)) == [Unspendable.bitcoin])
    }

    @Test(arguments: Unspendable.all, [" ", ".", "-", "*", "_", "\n", "\r\n> ", "\u{200B}", "\u{AD}", " - ", "\u{A0}", "·"])
    func brokenUp(_ address: String, _ separator: String) {
        for count in [1, 4, 5, 8, 11, 17] {
            let prefix = address.hasPrefix("bitcoincash:") ? "bitcoincash:" : ""
            let broken = prefix + spaced(String(address.dropFirst(prefix.count)), separator, every: count)
            let found = scan("pay \(broken) now")
            #expect(found.map(\.address.value) == [address], "\(broken)")
            let bytes = Array("pay \(broken) now".utf8)
            let joined = found.first?.ranges.flatMap { bytes[$0] } ?? []
            #expect(!joined.contains(UInt8(ascii: " ")))
        }
    }

    @Test func rangesOfPieces() {
        let found = scan("1BaAGtjMaH27cCd EXqm1QMZDtvk9CaQtvs")
        #expect(found.first?.ranges == [0..<15, 16..<35])
        let invisible = scan("1BaAGtjMaH27cCd\u{200B}EXqm1QMZDtvk9CaQtvs")
        #expect(invisible.first?.ranges == [0..<37])
    }

    @Test func rangesOfNeighboursAreApart() {
        let found = scan("btc 1BaAGtjMaH27cCdE\(Unspendable.cash)").flatMap(\.ranges)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }

    @Test func splitInTwoWithWordsBetween() {
        #expect(values("The first half is 1BaAGtjMaH27cCdE and the second half is Xqm1QMZDtvk9CaQtvs, join them.") == [Unspendable.bitcoin])
        #expect(values("part 1: 1BaAGtjMaH27cCdE\npart 2: Xqm1QMZDtvk9CaQtvs") == [Unspendable.bitcoin])
        #expect(values("bc1qw0mtnccvdpmcqcs + g2r27hdf47lrg2dxa53ptr0 (remove the plus)") == [Unspendable.witness])
    }

    @Test func lookalikeLetters() {
        #expect(values("１ＢａＡＧｔｊＭａＨ２７ｃＣｄＥＸｑｍ１ＱＭＺＤｔｖｋ９ＣａＱｔｖｓ") == [Unspendable.bitcoin])
        #expect(values("1ВаАGtjМаН27сСdЕХqm1QМZDtvk9СаQtvs") == [Unspendable.bitcoin])
        #expect(values("𝟏𝐁𝐚𝐀𝐆𝐭𝐣𝐌𝐚𝐇𝟐𝟕𝐜𝐂𝐝𝐄𝐗𝐪𝐦𝟏𝐐𝐌𝐙𝐃𝐭𝐯𝐤𝟗𝐂𝐚𝐐𝐭𝐯𝐬") == [Unspendable.bitcoin])
        #expect(values("Ьtс: bс1qw0mtnссvdрmсqсsg2r27hdf47lrg2dха53рtr0") == [Unspendable.witness])
    }

    @Test func upperCaseAndCapitalisedBech32() {
        #expect(values(Unspendable.witness.uppercased()) == [Unspendable.witness.uppercased()])
        #expect(values("Bc1qw0mtnccvdpmcqcsg2r27hdf47lrg2dxa53ptr0") == [Unspendable.witness])
    }

    @Test func links() {
        let explorer = scan("https://www.blockchain.com/btc/address/\(Unspendable.bitcoin)")
        #expect(explorer.map(\.address.place) == [.serviceLink])
        let code = scan("<https://api.qrserver.com/v1/create-qr-code/?size=150x150&data=bitcoin%3A\(Unspendable.bitcoin)&x=1>")
        #expect(code.map(\.address.place) == [.serviceLink])
        #expect(scan("https://shop.example/pay/\(Unspendable.bitcoin)").isEmpty)
        #expect(scan("bitcoin://\(Unspendable.bitcoin)").map(\.address.place) == [.text])
    }

    @Test(arguments: ["%@mail.example", "<%@mail.example>", "cid:%.1@mail.example", "<%$x-1@mail.example>", "mailto:%@example.com"])
    func noneInMailAddressesAndMessageIDs(_ frame: String) {
        for address in Unspendable.all.map({ $0.split(separator: ":").last.map(String.init) ?? $0 }) {
            #expect(scan(frame.replacing("%", with: address)).isEmpty)
        }
    }

    @Test func noneInEncodedBlocks() {
        let line = String(repeating: "q+Zb/7Xk", count: 8)
        for address in [Unspendable.bitcoin, Unspendable.script, Unspendable.litecoin] {
            #expect(scan("-----BEGIN PGP MESSAGE-----\n\n\(line)\n\(address)\n=AbCd\n").isEmpty)
            #expect(scan("-----BEGIN PGP MESSAGE-----\n\n\(address)\(line.prefix(30))\n\(line)\n").isEmpty)
        }
        // Other addresses above it are no such block.
        #expect(values("\(Unspendable.taproot)\n\(Unspendable.bitcoin)\n") == [Unspendable.taproot, Unspendable.bitcoin])
    }

    @Test(arguments: ["pay%now", "paid%is mine"])
    func gluedOnBothSides(_ frame: String) {
        for address in [Unspendable.bitcoin, Unspendable.script, Unspendable.witness, Unspendable.taproot, Unspendable.ether] {
            #expect(values(frame.replacing("%", with: address)) == [address])
        }
        #expect(values("ADDRESSltc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqp9ysmq") == ["ltc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqp9ysmq"])
    }

    @Test(arguments: [
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", Unspendable.ether, Unspendable.zcash, Unspendable.litecoin,
        String(Unspendable.cash.dropFirst(12)),
    ])
    func everyFormSplitInTwo(_ address: String) {
        let middle = address.index(address.startIndex, offsetBy: address.count / 2)
        #expect(values("The first half is \(address[..<middle]) and the second half is \(address[middle...]), join them.") == [address])
        #expect(values("part 1: \(address[..<middle])\npart 2: \(address[middle...])\n") == [address])
    }

    @Test func etherInOneCaseBrokenUpNeedsTheWordForIt() {
        let address = Unspendable.ether.lowercased()
        for separator in [" ", "-", "\n"] {
            let broken = spaced(address, separator, every: 6)
            #expect(scan("my ETH wallet: \(broken) now").map(\.address.value) == [address])
            #expect(scan("my ETH wallet: \(broken) now").map(\.address.checksum) == [PaymentAddress.Checksum.none])
            #expect(scan("00000010: \(broken) now").isEmpty)
        }
        #expect(scan("0x" + String(repeating: "3daa7ab7", count: 8)).isEmpty)
    }

    /// The second example of BOLT 11 with an amount.
    @Test func lightningInvoices() {
        let invoice =
            "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5s"
            + "e903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp"
        for written in [invoice, invoice.uppercased()] {
            for uri in ["lightning:%", "LIGHTNING:%", "%", "bitcoin:?lightning=%&x=1"] {
                let found = scan("pay \(uri.replacing("%", with: written)) now").map(\.address)
                #expect(found.map(\.value) == [written])
                #expect(found.map(\.form) == [.lightning])
            }
        }
        #expect(values("bitcoin:\(Unspendable.witness)?lightning=\(invoice)") == [Unspendable.witness, invoice])
        #expect(scan(invoice.replacing("pvjlue", with: "pvjlua")).isEmpty)
        #expect(scan(invoice.dropLast(3) + "SRP").isEmpty)
    }

    @Test(arguments: [
        ("ethereum:%@1?value=2.014e18", Unspendable.ether), ("ethereum:pay-%@1", Unspendable.ether), ("BITCOIN:?BC=%", Unspendable.witness.uppercased()),
        ("bitcoin:?bc=%&amount=0.1", Unspendable.taproot), ("bitcoin:%20%", Unspendable.bitcoin), ("litecoin:%?amount=1", Unspendable.litecoin),
    ])
    func paymentLinks(_ link: String, _ address: String) {
        let text = link.replacing("%20%", with: "%20\(address)").replacing("%", with: link.contains("%20") ? "%" : address)
        #expect(scan(text).map(\.address.value) == [address])
        #expect(scan(text).map(\.address.place) == [.text])
    }

    @Test func tetherOnTron() {
        let address = "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb"
        for frame in ["USDT TRC20: %", "USDT(TRC-20) %", "TRC20-%", "USDT%", "TRC20 address\n%"] {
            let found = scan(frame.replacing("%", with: address)).map(\.address)
            #expect(found.map(\.value) == [address])
            #expect(found.map(\.currency) == [.tron])
        }
    }

    @Test func wrongChecksums() {
        let wrong = "1BaAGtjMaH27cCdEXqm1QMZDtvk9CaQtvt"
        #expect(scan("pay to \(wrong) today").map(\.address.checksum) == [.invalid])
        #expect(scan("BTC: \(wrong)").map(\.address.checksum) == [.invalid])
        #expect(scan("bc1qw0mtnccvdpmcqcsg2r27hdf47lrg2dxa53ptr1").isEmpty)
        #expect(scan("bc1qw0mtnccvdpmcqcsg2r27hdf47lrg2dxa53ptrq").map(\.address.checksum) == [.invalid])
        #expect(scan("0x73F6b9e30C687780620850d5EBB535F7C68534dD").map(\.address.checksum) == [.invalid])
    }

    @Test(arguments: [
        "Message-ID: <1BaAGtjMaH27cCdEXqm1QMZDtvk9CaQtvt@mail.example>",
        "commit 3daa7ab7451f4215c9fe53c6c739e8e534af0012",
        "id 3daa7ab7-451f-4215-c9fe-53c6c739e8e5",
        "https://example.org/a/1BaAGtjMaH27cCdEXqm1QMZDtvk9CaQtvt?x=1",
        "iQEzBAABCAAdFiEEabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV\n1BaAGtjMaH27cCdEXqm1QMZDtvk9CaQtvt\n=AbCd",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27",
        "0x1234", "1st 2nd 3rd 4th", "",
    ])
    func nothingThere(_ text: String) { #expect(scan(text).isEmpty, "\(text)") }

    /// Any bytes at all are survived, and ranges lie within the text, in order.
    @Test func hostileBytes() {
        var generator = SystemRandomNumberGenerator()
        let pieces: [[UInt8]] = ["1", "3", "bc1", "q", " ", "0x", "u1", "zs1", "\u{200B}", "А", "\n> ", "://", "%3A", Unspendable.bitcoin, Unspendable.witness]
            .map { Array($0.utf8) }
        for _ in 0..<300 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<120, using: &generator) {
                text += Bool.random(using: &generator) ? [UInt8.random(in: 0...255, using: &generator)] : pieces.randomElement(using: &generator) ?? []
            }
            var position = 0
            for range in AddressScanner.scan(text).flatMap(\.ranges) {
                #expect(range.lowerBound >= position && range.upperBound <= text.count)
                position = range.upperBound
            }
        }
    }

    /// Seconds for what makes a naive search quadratic; the bound is generous, for slow machines and debug builds.
    @Test(arguments: ["1 ", "4 4", "1·", "1\u{200B} ", "bc1 ", "u1q ", "1BaAGtjMaH27cCdE ", "http://x/1"])
    func hostileRepetition(_ unit: String) {
        let text = Array(String(repeating: unit, count: 50_000 / unit.utf8.count).utf8)
        let elapsed = ContinuousClock().measure { _ = AddressScanner.scan(text) }
        #expect(elapsed < .seconds(10))
    }
}
