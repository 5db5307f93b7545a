import Foundation
import Testing

@testable import ScamEvidence

/// The formats' own vectors, each found by the scanner as it stands.
@Suite(.enabled(if: SharedVectors.isThere, "UNBLUFF_SHARED names no folder with vectors"))
struct AddressVectorTests {
    private func only(_ text: String) -> PaymentAddress? {
        let found = AddressScanner.scan(Array(text.utf8))
        return found.count == 1 ? found[0].address : nil
    }

    @Test func unspendableAddressesOfEveryCurrency() throws {
        let root = try #require(SharedVectors.json("vectors/addresses/unspendable.json") as? [String: Any])
        let rows = try #require(root["addresses"] as? [[String: String]])
        for row in rows {
            let written = try #require(row["address"])
            let address = try #require(only(written), "\(written)")
            #expect(address.currency.rawValue == row["currency"])
            #expect(address.value == written)
            #expect(address.checksum == (written.hasPrefix("0x0000000000000000000000000000000000000000") ? .none : .valid))
            #expect(row["form"]?.lowercased() == address.form.rawValue.lowercased() || ["ETH", "ZEC"].contains(address.currency.rawValue))
        }
    }

    @Test func segwitAddressesOfBIP350() throws {
        let root = try #require(SharedVectors.json("vectors/addresses/bip350.json") as? [String: Any])
        let valid = try #require(root["validSegwitAddresses"] as? [[String: String]]).compactMap { $0["address"] }
        let invalid = try #require(root["invalidSegwitAddresses"] as? [[String: String]]).compactMap { $0["address"] }
        for address in valid where address.lowercased().hasPrefix("bc1") {
            #expect(only(address)?.checksum == .valid, "\(address)")
            #expect(only(address)?.value == address)
        }
        for address in valid where address.hasPrefix("tb1") { #expect(only(address) == nil) }
        for address in invalid { #expect(only(address)?.checksum != .valid, "\(address)") }
    }

    @Test func ethereumChecksumsOfERC55() throws {
        let root = try #require(SharedVectors.json("vectors/addresses/erc55.json") as? [String: Any])
        let valid = try #require(root["valid"] as? [String])
        for address in valid {
            let isOneCase = address.dropFirst(2).uppercased() == address.dropFirst(2) || address.lowercased() == address
            #expect(only(address)?.checksum == (isOneCase ? PaymentAddress.Checksum.none : .valid), "\(address)")
            let swapped = "0x" + String(address.dropFirst(2).map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
            if !isOneCase { #expect(only(swapped)?.checksum == .invalid) }
        }
    }

    @Test func cashaddrPairsAndPayloads() throws {
        let root = try #require(SharedVectors.json("vectors/addresses/cashaddr.json") as? [String: Any])
        let pairs = try #require(root["legacyPairs"] as? [[String: String]])
        for pair in pairs {
            let cashaddr = try #require(pair["cashaddr"])
            #expect(only(cashaddr)?.currency == .bitcoinCash)
            #expect(only(cashaddr)?.value == cashaddr)
            #expect(only(String(cashaddr.dropFirst(12)))?.value == String(cashaddr.dropFirst(12)))
            #expect(only(cashaddr.uppercased())?.currency == .bitcoinCash)
            #expect(only(try #require(pair["legacy"]))?.currency == .bitcoin)
        }
        let payloads = try #require(root["payloads"] as? [[String: Any]])
        for payload in payloads {
            let written = try #require(payload["cashaddr"] as? String)
            let isKnown = written.hasPrefix("bitcoincash:") && ((payload["type"] as? Int) ?? 15) < 4
            #expect((only(written)?.currency == .bitcoinCash) == isKnown, "\(written)")
        }
    }

    @Test func litecoinKeysOfItsOwnTests() throws {
        let rows = try #require(SharedVectors.json("vectors/addresses/litecoin_key_io_valid.json") as? [[Any]])
        var count = 0
        for row in rows {
            let options = try #require(row[2] as? [String: Any])
            let address = try #require(row[0] as? String)
            guard options["chain"] as? String == "main", options["isPrivkey"] as? Bool == false else { continue }
            count += 1
            #expect(only(address)?.checksum == .valid, "\(address)")
            #expect(only(address)?.currency == (address.hasPrefix("3") ? .bitcoin : .litecoin))
        }
        #expect(count == 16)
        let invalid = try #require(SharedVectors.json("vectors/addresses/litecoin_key_io_invalid.json") as? [[String]])
        for row in invalid { #expect(only(row[0])?.checksum != .valid, "\(row[0])") }
    }

    @Test func unifiedAddressesOfZIP316() throws {
        let rows = try #require(SharedVectors.json("vectors/addresses/zcash_unified_address.json") as? [[Any]])
        var count = 0
        for row in rows where row.count > 6 {
            guard let address = row[6] as? String, address.hasPrefix("u1") else { continue }
            count += 1
            #expect(only(address)?.form == .unified, "\(address)")
            var wrong = Array(address.utf8)
            wrong[40] = wrong[40] == UInt8(ascii: "q") ? UInt8(ascii: "p") : UInt8(ascii: "q")
            #expect(AddressScanner.scan(wrong).isEmpty)
        }
        #expect(count == 60)
    }

    @Test func campaignOf2019() throws {
        let rows = try SharedVectors.lines("vectors/campaigns/aft2019-addresses.csv")
        #expect(rows.count == 12_533)
        let valid = rows.compactMap(only).filter { $0.checksum == .valid && $0.currency == .bitcoin }
        #expect(valid.count == 12_522)
        #expect(valid.count { $0.form == .publicKeyHash } == 12_501)
        #expect(valid.count { $0.form == .scriptHash } == 21)
        // Of the eleven wrong ones, nine read as addresses; one has no small letter, one is a hexadecimal digest.
        #expect(rows.compactMap(only).count { $0.checksum == .invalid } == 9)
    }

    @Test func campaignOf2018() throws {
        let rows = try SharedVectors.lines("vectors/campaigns/talos2018-addresses.csv")
        for row in rows { #expect(only(row)?.value == row) }
        #expect(AddressScanner.scan(Array(rows.joined(separator: "\n").utf8)).count == rows.count)
    }
}
