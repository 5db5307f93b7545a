/// What a mail server says: the first byte of a frame, Sendmail's SMFIC_…
enum MilterCommand: UInt8, CaseIterable {
    case abort = 0x41  // A
    case body = 0x42  // B
    case connect = 0x43  // C
    case macro = 0x44  // D
    case endOfBody = 0x45  // E
    case helo = 0x48  // H
    case quitNewConnection = 0x4B  // K
    case header = 0x4C  // L
    case mail = 0x4D  // M
    case endOfHeader = 0x4E  // N
    case negotiate = 0x4F  // O
    case quit = 0x51  // Q
    case recipient = 0x52  // R
    case data = 0x54  // T
    case unknown = 0x55  // U: an SMTP command that the mail server does not know

    /// The step by which a filter says that it does not answer this command. Nil: it is always answered, or never.
    var silence: MilterSteps? {
        switch self {
        case .connect: .silentConnect
        case .helo: .silentHelo
        case .mail: .silentMail
        case .recipient: .silentRecipient
        case .data: .silentData
        case .header: .silentHeader
        case .endOfHeader: .silentEndOfHeader
        case .body: .silentBody
        case .unknown: .silentUnknown
        case .abort, .endOfBody, .macro, .negotiate, .quit, .quitNewConnection: nil
        }
    }
}
