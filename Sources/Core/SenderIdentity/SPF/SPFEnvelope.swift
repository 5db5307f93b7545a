/// What SPF knows about the transaction that a mail came with, the same for all records that it leads to.
struct SPFEnvelope: Sendable {
    let client: IPAddress
    let helo: [UInt8]
    /// `postmaster` where there is none: RFC 7208 § 4.3.
    let localPart: [UInt8]
    let senderDomain: [UInt8]
    /// The host that checks: RFC 7208 § 7.3.
    let receiver: String
    /// Seconds since 1970.
    let now: Int

    /// An empty path is a bounce's, and is `postmaster` at the HELO name: RFC 7208 § 2.4. Without an `@` it has no domain.
    init(client: IPAddress, helo: String, mailFrom: String, receiver: String, now: Int) {
        self.client = client
        self.helo = Array(helo.utf8.prefix(SPFLimits.identityOctets))
        self.receiver = receiver
        self.now = now
        let path = Array(mailFrom.utf8.suffix(SPFLimits.identityOctets))
        // A local part in quotes may have an `@` too (RFC 5321 § 4.1.2).
        let at = path.lastIndex(of: UInt8(ascii: "@"))
        let local = path[..<(at ?? path.endIndex)]
        localPart = local.isEmpty ? Array("postmaster".utf8) : Array(local)
        senderDomain = path.isEmpty ? self.helo : at.map { Array(path[($0 + 1)...]) } ?? []
    }
}
