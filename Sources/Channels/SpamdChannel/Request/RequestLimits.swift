/// How much of a request is taken.
struct RequestLimits: Sendable {
    /// Bytes of a mail: what the desk takes. The rest is read and dropped.
    var mailBytes: Int
    /// Bytes of a line: spamc's own lines are built in a buffer of this size.
    var lineBytes = 8_192
    /// Fields: as many as spamd takes. There are seven that mean something.
    var fields = 255
    /// Bytes set aside for a mail before they come: most mails fit, and who announces gigabytes costs no more.
    var reservedBytes = 256 << 10
}
