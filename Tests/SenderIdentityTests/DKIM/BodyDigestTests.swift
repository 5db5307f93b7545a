import Crypto
import Testing

@testable import SenderIdentity

@Suite struct BodyDigestTests {
    static let bodies: [String] = [
        "", "\r\n", "\n", "\r\n\r\n", " ", " \r\n", "\t\r\n \r\n", "a", "a\r\n", "a\r\n\r\n\r\n", "a\n\n\nb\n\n", "a \r\n\t b\t\tc  \r\n", "a\r", "a\rb\r\r\n",
        "\ra",
        "\r\n\r\na", " a", "\u{0}\r\n", "a\r\r\n\r\n", "a \r \n", String(repeating: "word  word\r\n", count: 3_000),
        String(repeating: "\n", count: 9_000) + "x",
        String(repeating: "x", count: 10_000) + " \r\n", String(repeating: " ", count: 10_000) + "x", String(repeating: "\r", count: 5_000),
    ]

    @Test(arguments: bodies.indices) func slicesAreTheWhole(row: Int) {
        let bytes = Array(Self.bodies[row].utf8)
        var naive = NaiveMail(Array("A: b\n\n".utf8) + bytes)
        if bytes.isEmpty { naive.body = [] }
        for form in [Canonicalization.simple, .relaxed] {
            let canonical = naive.canonicalBody(relaxed: form == .relaxed)
            let lengths = [nil, 0, 1, canonical.count - 1, canonical.count, canonical.count + 1].filter { $0.map { $0 >= 0 } ?? true }
            for size in [1, 2, 3, 7, 4_096, 1 << 20] {
                var digest = BodyDigest(form, lengths: lengths)
                for start in stride(from: 0, to: bytes.count, by: size) { digest.add(bytes.span.extracting(start..<min(start + size, bytes.count))) }
                let (count, hashes) = digest.finish()
                #expect(count == canonical.count)
                #expect(hashes == lengths.map { SHA256.hash(data: canonical.prefix($0 ?? .max)) })
            }
        }
    }
}
