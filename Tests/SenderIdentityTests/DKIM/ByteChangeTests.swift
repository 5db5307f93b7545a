import Foundation
import Testing

@testable import SenderIdentity

/// A signature holds just as long as nothing changes that is signed: over every byte of a small mail, with `NaiveMail` to say what is signed.
@Suite struct ByteChangeTests {
    struct Forms: Sendable, CustomTestStringConvertible {
        let header: Bool
        let body: Bool
        let isRSA: Bool
        var testDescription: String { "\(header ? "relaxed" : "simple")/\(body ? "relaxed" : "simple")" }
    }

    static let forms = [
        Forms(header: false, body: false, isRSA: true), Forms(header: false, body: true, isRSA: false),
        Forms(header: true, body: false, isRSA: false), Forms(header: true, body: true, isRSA: true),
    ]

    static let mail = """
        Received: by example.net;\r
        \tnobody\r
        From: Fixture <fixture@example.com>\r
        to : a@example.org,\r
          b@example.org\r
        Subject:  A  \tfixture \r
        X-Fixture: unbluff\r
        Subject: two\r
        \r
         \r
        \r
        A  line \t\r
        \r
        \tend \r
         \r
        \r

        """

    @Test(arguments: forms) func everyByte(forms: Forms) {
        var signer = MailSigner()
        signer.key = forms.isRSA ? MailSigner.rsa1024 : MailSigner.ed25519
        (signer.header, signer.body) = (forms.header, forms.body)
        signer.names = ["from", "To", "subject", "subject", "subject"]
        signer.tags =
            "v=1; a=$a; c=\(forms.testDescription);\r\n d=example.com;\ts=sel; t=1600000000;\r\n\th=from:To:subject : subject:subject; bh=$bh; "
        let original = Array((signer.sign(Self.mail)).utf8)
        let known = signer.answers
        #expect(dkimReports(original, known).map(\.reason) == [.verified])
        let signed = Self.signed(original, forms, names: signer.names)
        var held = 0
        var broken = 0
        for mail in Self.changes(of: original) {
            let expected = Self.signed(mail, forms, names: signer.names) == signed
            let holds = dkimReports(mail, known).map(\.reason) == [.verified]
            if holds != expected {
                Issue.record("\(expected ? "should hold" : "should be broken"): \(String(decoding: mail, as: UTF8.self).debugDescription)")
                return
            }
            if holds { held += 1 } else { broken += 1 }
        }
        // Neither answer may be the only one.
        #expect(held > 200 && broken > 2_000)
    }

    /// Each byte in turn becomes something else, goes away, or has something put before it.
    static func changes(of mail: [UInt8]) -> [[UInt8]] {
        mail.indices.flatMap { index in
            var changes: [[UInt8]] = []
            for byte in [mail[index] ^ 1, mail[index] ^ 0x20, 0x20, 0x09, 0x0D, 0x0A, 0x3A, 0xC3] where byte != mail[index] {
                changes.append(mail)
                changes[changes.count - 1][index] = byte
            }
            changes.append(mail)
            changes[changes.count - 1].remove(at: index)
            for byte: UInt8 in [0x20, 0x0D, 0x0A, 0x78] {
                changes.append(mail)
                changes[changes.count - 1].insert(byte, at: index)
            }
            return changes
        }
    }

    /// All that the signature is made over, and the signature; nil where there is none.
    static func signed(_ mail: [UInt8], _ forms: Forms, names: [String]) -> [[UInt8]]? {
        let naive = NaiveMail(mail)
        let places = naive.fields.indices.filter { NaiveMail.name(of: naive.fields[$0][0]) == "dkim-signature" }
        guard places.count == 1, let (rest, value) = withoutSignature(naive.fields[places[0]]) else { return nil }
        return [
            naive.canonicalBody(relaxed: forms.body), naive.signedHeader(names, relaxed: forms.header, own: places[0]),
            NaiveMail.canonical(rest, relaxed: forms.header), value,
        ]
    }

    /// `b=` stands at the end of the field; the lines before its value, and what it says as bytes.
    private static func withoutSignature(_ field: [[UInt8]]) -> (rest: [[UInt8]], value: [UInt8])? {
        // No line has an LF in it, so that it can stand for the line breaks.
        let text = Array(field.joined(separator: [10]))
        guard let start = text.indices.first(where: { isSignature(text[$0...]) }), let equals = text[start...].firstIndex(of: 0x3D) else { return nil }
        let letters = text[(equals + 1)...].filter { ![0x20, 0x09, 0x0A].contains($0) }
        guard letters.count - (letters.lastIndex { $0 != 0x3D } ?? -1) - 1 <= 2 else { return nil }
        let base64 = String(decoding: letters.reversed().drop { $0 == 0x3D }.reversed(), as: UTF8.self)
        let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let value = Data(base64Encoded: base64 + padding) else { return nil }
        return (text[...equals].split(separator: 10, omittingEmptySubsequences: false).map(Array.init), Array(value))
    }

    private static func isSignature(_ text: ArraySlice<UInt8>) -> Bool {
        text.first == 0x3B && text.dropFirst().drop { [0x20, 0x09, 0x0A].contains($0) }.starts(with: "b=".utf8)
    }
}
