/// What verifying a message's signatures will do at most, so that a hostile one costs a bounded amount of time.
enum SignatureLimits {
    /// DKIM-Signature fields that are looked at, the topmost first: those nearest to us stand there. Real mail has one to four, and each may cost
    /// a pass over the body and a question to DNS.
    static let signatures = 10
    /// One signature field's value. The longest part of it, `h=`, reaches some kilobytes.
    static let tagListBytes = 16 << 10
    /// Tags of one list; RFC 6376 knows 14. Whether one comes twice costs a look at each other.
    static let tags = 64
    /// Names in `h=`. Each costs a look at every header field.
    static let signedNames = 1_000
    /// Fields of the message's header, as in `ParseLimits`. Nothing verifies in a longer header.
    static let headerFields = 2_000
    /// A key record. 8192-bit keys take 1,400 bytes.
    static let keyRecordBytes = 8 << 10
    /// Text records at a key's name that are tried, where RFC 6376 § 3.6.2.2 wants just one.
    static let keyRecords = 4
    /// RFC 8301 § 3.2: less is no signature, and nobody has to verify more than 4096; 8192 is what the library does.
    static let rsaKeyBits = 1024...8192
    /// Seconds by which a signer's clock may be ahead.
    static let clockSkew = 300
    /// RFC 8617 § 4.2.1.
    static let arcSets = 50
}
