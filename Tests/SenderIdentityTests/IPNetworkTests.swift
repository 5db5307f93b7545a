import SenderIdentity
import Testing

@Suite struct IPNetworkTests {
    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.0/24"), ("192.0.2.1", "192.0.2.1"), ("192.0.2.1/32", "192.0.2.1"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("2001:db8::/32", "2001:db8::/32"),
        ("192.0.2.0/", nil), ("192.0.2.0/-0", nil), ("0.0.0.0/-0", nil), ("0.0.0.0/+0", nil), ("0.0.0.0/33", nil), ("::/129", nil), ("::/-1", nil),
        ("0.0.0.0/0/0", nil), ("192.0.2.1/24", nil), ("0.0.0.0/99999999999999999999", nil), ("", nil), ("/8", nil),
    ])
    func text(_ text: String, _ expected: String?) { #expect(IPNetwork(text)?.description == expected) }

    @Test(arguments: [
        ("192.0.2.1", "24", "192.0.2.0/24"), ("192.0.2.1", "0", "0.0.0.0/0"), ("192.0.2.1", "-0", nil), ("192.0.2.1", "+24", nil), ("192.0.2.1", "33", nil),
    ])
    func containing(_ address: String, _ length: String, _ expected: String?) { #expect(IPNetwork.containing(address, length)?.description == expected) }
}
