/// A whole request.
struct SpamdRequest: Sendable {
    let head: RequestHead
    /// Unpacked; empty where the command has no mail.
    let mail: [UInt8]
    /// Whether the mail was longer than the limit, so that only its beginning is here.
    let isCut: Bool
}
