import Crypto
import CryptoExtras
import Foundation

@testable import SenderIdentity

/// Signs mails for tests.
struct MailSigner {
    enum Key {
        case rsa(_RSA.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)

        var algorithm: String {
            switch self {
            case .rsa: "rsa-sha256"
            case .ed25519: "ed25519-sha256"
            }
        }

        /// `k=` and `p=` of its record.
        var record: String {
            switch self {
            case .rsa(let key): "k=rsa; p=\(key.publicKey.derRepresentation.base64EncodedString())"
            case .ed25519(let key): "k=ed25519; p=\(key.publicKey.rawRepresentation.base64EncodedString())"
            }
        }

        func signature(_ digest: SHA256.Digest) -> String {
            switch self {
            case .rsa(let key): try! key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation.base64EncodedString()
            case .ed25519(let key): try! key.signature(for: Data(digest)).base64EncodedString()
            }
        }
    }

    static let rsa = Key.rsa(try! _RSA.Signing.PrivateKey(keySize: .bits2048))
    static let rsa1024 = Key.rsa(try! _RSA.Signing.PrivateKey(unsafeKeySize: _RSA.Signing.KeySize(bitCount: 1024)))
    static let ed25519 = Key.ed25519(Curve25519.Signing.PrivateKey())

    var key = Self.ed25519
    /// With `$bh` where the body's hash goes, `$a` where the algorithm goes. `b=` is put behind.
    var tags = Self.tags
    var header = true
    var body = true
    var names = ["from", "to", "subject"]
    var length: Int?
    var fieldName = "DKIM-Signature"
    static let tags = "v=1; a=$a; c=relaxed/relaxed; d=example.com; s=sel; t=1600000000; h=from:to:subject; bh=$bh; "

    static let mail = """
        From: Fixture <fixture@example.com>\r
        To: someone@example.org\r
        Subject: A  fixture\r
        X-Fixture: unbluff\r
        \r
        A line  with two spaces\t\r
        \r
        and another one.\r

        """
    static let now = 1_700_000_000
    static let question = DNSQuestion(DNSName("sel._domainkey.example.com")!, .txt)

    /// Signatures of the same mail with one more `DKIM-Signature` on top.
    func sign(_ mail: String = Self.mail) -> String { field(mail) + "\r\n" + mail }

    func field(_ mail: String = Self.mail) -> String {
        let naive = NaiveMail(Array(mail.utf8))
        let canonical = naive.canonicalBody(relaxed: body)
        let hash = Data(SHA256.hash(data: canonical.prefix(length ?? canonical.count))).base64EncodedString()
        let text = "\(fieldName): " + tags.replacingOccurrences(of: "$bh", with: hash).replacingOccurrences(of: "$a", with: key.algorithm) + "b="
        let own = NaiveMail.canonical(text.utf8.split(separator: 10).map { Array($0).filter { $0 != 13 } }, relaxed: header)
        let signed = naive.signedHeader(names, relaxed: header, own: nil) + own
        return text + key.signature(SHA256.hash(data: signed))
    }

    var answers: KnownAnswers { Self.answers("v=DKIM1; " + key.record) }

    static func answers(_ records: String...) -> KnownAnswers { KnownAnswers([question: .records(records.map { .text(Array($0.utf8)) })]) }
}

extension String {
    func replacingOnce(_ old: String, _ new: String) -> String {
        guard let range = range(of: old) else { fatalError("nothing to replace: \(old)") }
        return replacingCharacters(in: range, with: new)
    }
}
