import DNSClient
import SenderIdentity
import Testing

@Suite struct DNSServerTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1", 53), ("192.0.2.1:5353", "192.0.2.1", 5353), ("2001:db8::1", "2001:db8::1", 53), ("[2001:db8::1]:5353", "2001:db8::1", 5353),
        ("::1", "::1", 53), ("[::1]:1", "::1", 1),
    ])
    func servers(text: String, address: String, port: UInt16) { #expect(DNSServer(text) == DNSServer(IPAddress(address)!, port: port)) }

    @Test(arguments: [
        "", ":", "localhost", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:x", "[::1]", "[::1]:", "[::1:53", "fe80::1%eth0", "a:53", "[]:53",
    ])
    func noServers(text: String) { #expect(DNSServer(text) == nil) }
}
