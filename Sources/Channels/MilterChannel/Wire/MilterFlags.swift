/// What a filter may do to a mail at its end: Sendmail's SMFIF_…
struct MilterActions: OptionSet, Sendable, Equatable {
    let rawValue: UInt32

    static let addFields = MilterActions(rawValue: 0x01)
    static let changeBody = MilterActions(rawValue: 0x02)
    static let addRecipients = MilterActions(rawValue: 0x04)
    static let removeRecipients = MilterActions(rawValue: 0x08)
    static let changeFields = MilterActions(rawValue: 0x10)
    static let quarantine = MilterActions(rawValue: 0x20)
    static let changeSender = MilterActions(rawValue: 0x40)
    static let addRecipientsWithArguments = MilterActions(rawValue: 0x80)
    static let chooseMacros = MilterActions(rawValue: 0x100)

    /// All that an `Action` may need; we never touch the envelope.
    static let ours: MilterActions = [.addFields, .changeBody, .changeFields, .quarantine, .chooseMacros]
}

/// What a mail server can leave out or do otherwise, and a filter asks for: Sendmail's SMFIP_…
struct MilterSteps: OptionSet, Sendable, Equatable {
    let rawValue: UInt32

    static let noConnect = MilterSteps(rawValue: 0x01)
    static let noHelo = MilterSteps(rawValue: 0x02)
    static let noMail = MilterSteps(rawValue: 0x04)
    static let noRecipient = MilterSteps(rawValue: 0x08)
    static let noBody = MilterSteps(rawValue: 0x10)
    static let noHeader = MilterSteps(rawValue: 0x20)
    static let noEndOfHeader = MilterSteps(rawValue: 0x40)
    static let silentHeader = MilterSteps(rawValue: 0x80)
    static let noUnknown = MilterSteps(rawValue: 0x100)
    static let noData = MilterSteps(rawValue: 0x200)
    /// The filter may say that it has seen enough of the body.
    static let skip = MilterSteps(rawValue: 0x400)
    /// Recipients that the mail server refuses are told too, with `error` as {rcpt_mailer}.
    static let rejectedRecipients = MilterSteps(rawValue: 0x800)
    static let silentConnect = MilterSteps(rawValue: 0x1000)
    static let silentHelo = MilterSteps(rawValue: 0x2000)
    static let silentMail = MilterSteps(rawValue: 0x4000)
    static let silentRecipient = MilterSteps(rawValue: 0x8000)
    static let silentData = MilterSteps(rawValue: 0x1_0000)
    static let silentUnknown = MilterSteps(rawValue: 0x2_0000)
    static let silentEndOfHeader = MilterSteps(rawValue: 0x4_0000)
    static let silentBody = MilterSteps(rawValue: 0x8_0000)
    /// Values of fields come and go with the space behind the colon.
    static let leadingSpace = MilterSteps(rawValue: 0x10_0000)
    /// Data of up to 256 KiB, or 1 MiB, in a frame: Sendmail built with _FFR_MDS_NEGOTIATE.
    static let data256K = MilterSteps(rawValue: 0x1000_0000)
    static let data1M = MilterSteps(rawValue: 0x2000_0000)

    /// Each step that can be asked for by its own, and costs us nothing to leave out.
    static let ours: MilterSteps = [
        .noEndOfHeader, .noUnknown, .noData, .skip, .leadingSpace,
        .silentConnect, .silentHelo, .silentMail, .silentRecipient, .silentData, .silentUnknown, .silentHeader, .silentEndOfHeader,
    ]
}
