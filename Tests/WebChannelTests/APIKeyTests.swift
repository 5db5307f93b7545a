import Testing

@testable import WebChannel

@Suite struct APIKeyTests {
    @Test func newOnes() {
        let keys = (0..<1_000).map { _ in APIKey().text }
        #expect(Set(keys).count == 1_000)
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        for key in keys { #expect(key.hasPrefix("unbluff_") && key.count == 8 + 43 && key.dropFirst(8).allSatisfy(letters.contains)) }
    }

    @Test func hash() {
        // FIPS 180-2 § B.1.
        #expect(APIKey("abc")?.hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(APIKey("") == nil && APIKey(String(repeating: "a", count: 513)[...]) == nil)
    }

    @Test func amongOthers() {
        let keys = (0..<3).map { _ in APIKey() }
        let hashes = keys.map(\.hash)
        for key in keys { #expect(key.isAmong(hashes)) }
        #expect(!APIKey().isAmong(hashes) && !keys[0].isAmong([]) && !keys[0].isAmong([hashes[1], "", String(hashes[0].dropLast())]))
    }

    @Test(
        arguments: [
            ("Bearer k", nil, "k"), ("bEARER   k", nil, "k"), (nil, "k", "k"), ("Bearer k", "other", "k"), ("Basic x", "k", "k"), ("Basic k", nil, nil),
            ("Bearer", nil, nil), ("Bearer", "k", nil), ("Bearer ", "k", nil),
            ("Bearer ", nil, nil), ("k", nil, nil), ("x", "k", "k"), ("", "k", "k"), (nil, nil, nil), (nil, "", nil),
        ] as [(String?, String?, String?)])
    func inHeaders(authorization: String?, apiKey: String?, key: String?) {
        #expect(KeyGuard.key(authorization: authorization, apiKey: apiKey)?.text == key)
    }
}
