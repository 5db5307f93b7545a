import Foundation
import Testing

@testable import SenderIdentity

/// Mails that other people's programs have signed: Tests/Integration/dkim/run makes them, and names their folder.
private enum SignedMails {
    static let folder: String? = ProcessInfo.processInfo.environment["UNBLUFF_SIGNED_MAILS"]
}

@Suite(.enabled(if: SignedMails.folder != nil, "UNBLUFF_SIGNED_MAILS names no folder with signed mails")) struct ForeignSignatureTests {
    static func rows(_ name: String) throws -> [[String]] {
        let text = try String(contentsOfFile: "\(SignedMails.folder ?? "")/\(name)", encoding: .utf8)
        return text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    }

    @Test func verify() throws {
        let zone = try Self.rows("zone").map { (DNSQuestion(DNSName($0[0])!, .txt), DNSAnswer.records([.text(Array($0[1].utf8))])) }
        let known = KnownAnswers(Dictionary(uniqueKeysWithValues: zone))
        let now = Int(Date().timeIntervalSince1970)
        let expected = try Self.rows("expected")
        #expect(expected.count > 50)
        for row in expected {
            let saved = try Array(Data(contentsOf: URL(fileURLWithPath: "\(SignedMails.folder ?? "")/\(row[0]).eml")))
            for mail in [saved, saved.filter { $0 != 0x0D }] {
                #expect(dkimReports(mail, known, now: now).map(\.reason) == [SignatureReason](repeating: .verified, count: Int(row[1])!), "\(row[0])")
                #expect(arcReport(mail, known).result.rawValue == row[2], "\(row[0]): \(arcReport(mail, known).reason)")
                // The last letter of the body, or of the header where there is no body.
                var changed = mail
                guard let place = changed.lastIndex(where: { $0 > 0x20 }), !row[0].hasSuffix("empty") else { continue }
                changed[place] ^= 1
                #expect(dkimReports(changed, known, now: now).allSatisfy { $0.reason == .bodyHashDiffers }, "\(row[0])")
                #expect(row[2] == "none" || arcReport(changed, known).reason == .messageSignature(.bodyHashDiffers), "\(row[0])")
            }
        }
    }
}
