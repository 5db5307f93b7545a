/// What parsing will do at most, so that hostile mail costs a bounded amount of time and memory.
///
/// Nothing is lost behind a limit: what lies beyond one is read as plain text, or its loss is a `Defect`.
public struct ParseLimits: Sendable {
    /// A message's size in bytes. Above any provider's own bound (150 MB at most), and offsets have to fit 32 bits.
    public var messageBytes = 256 << 20
    /// Entities inside each other. Real mail stays below 10; each level costs one comparison per line that begins with `--`.
    public var depth = 64
    /// Entities in a message, attachments of attachments included. Digests of mailing lists reach a few hundred.
    public var parts = 2_000
    /// Header fields of one entity. Real mail stays below 200; the rest is passed over.
    public var headerFields = 2_000
    /// One header field's value in bytes, folds included. `References` and ARC seals reach a few kilobytes.
    public var headerValueBytes = 64 << 10
    /// Addresses read from one header field. A field is 64 KiB at most, so this only bounds the list that is kept.
    public var addresses = 1_000
    /// The text that one part may unfold to, in decoded bytes: more than mail servers take. HTML may show at the top of the screen what stands
    /// behind megabytes of comments, so that a low limit would be a hiding place.
    public var textBytes = 32 << 20

    /// What is unpacked from a message to be parsed in its turn: encoded messages in messages, winmail.dat, Outlook's streams.
    /// A scam is text and has room in a fraction; pictures that came packed with it are lost behind this.
    public var unpackedBytes = 64 << 20

    public init() {}
}
