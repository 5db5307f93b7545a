/// What a mail server may ask of us, each with its reason.
enum MilterLimits {
    /// Bytes of a frame behind its length: the command, and the most data of any negotiation (SMFIP_MDS_1M).
    static let frame = 1 << 20
    /// Bytes of a name, an address or a macro's value: RFC 5321 § 4.5.3.1 allows 256 for a path. What is longer is left out, for a shortened address would be another one.
    static let name = 1_024
    /// Addresses that are remembered of a mail. Postfix's own bound is 1,000; RFC 5321 § 4.5.3.1.8 asks for at least 100.
    static let recipients = 10_000
    /// Lines of a reply: libmilter's MAXREPLYLINES.
    static let replyLines = 32
    /// Copies of a field that are taken away, the topmost ones: an answer each, and a mail of 50 MB has room for millions. No honest mail has more than a few.
    static let removals = 10_000
    /// Bytes of a field that we send: Sendmail and Postfix take frames of 65,535 bytes from a filter.
    static let field = 65_000
    /// Bytes of a body in one answer: MILTER_CHUNK_SIZE.
    static let chunk = 65_535
    /// Bytes of the text in a reply's line, and of a quarantine's reason: with both codes the line of RFC 5321 § 4.5.3.1.5 (512 bytes) has room for it.
    static let text = 400
    /// What the buffer of a half frame may keep when it is empty: most connections never need more.
    static let keptBuffer = 64 << 10
}
