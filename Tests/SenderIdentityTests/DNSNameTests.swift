import Testing

@testable import SenderIdentity

@Suite struct DNSNameTests {
    @Test(arguments: [
        ("Example.COM.", "example.com"), ("_dmarc.example.org", "_dmarc.example.org"), ("a", "a"),
        (String(repeating: "a", count: 63) + ".org", String(repeating: "a", count: 63) + ".org"),
    ])
    func names(text: String, name: String) { #expect(DNSName(text)?.text == name) }

    @Test(arguments: ["", ".", "a..b", ".a", String(repeating: "a", count: 64) + ".org", String(repeating: "ab.", count: 85)])
    func noNames(text: String) { #expect(DNSName(text) == nil) }

    @Test func mappedAddressesAreIPv4() {
        #expect(IPAddress(bytes: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 192, 0, 2, 1]) == IPAddress(bytes: [192, 0, 2, 1]))
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
    }
}
