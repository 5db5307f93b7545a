/// What mail server and filter have agreed on: SMFIC_OPTNEG.
struct MilterAgreement: Sendable, Equatable {
    /// Of these all use the same frames; a later one only has more flags.
    static let versions: ClosedRange<UInt32> = 2...6

    let version: UInt32
    let actions: MilterActions
    let steps: MilterSteps

    /// Nothing is agreed: no command is to be answered with more than this.
    static let none = MilterAgreement(version: 0, actions: [], steps: [])

    private init(version: UInt32, actions: MilterActions, steps: MilterSteps) {
        self.version = version
        self.actions = actions
        self.steps = steps
    }

    /// What we ask for of what is offered: never more, for Postfix ends the connection then. Nil for a version before 2, which has no such flags.
    ///
    /// - Parameter countsRejected: whether recipients are of interest that the mail server refuses; else each would be a frame for nothing.
    init?(offered version: UInt32, _ actions: MilterActions, _ offered: MilterSteps, countsRejected: Bool = false) {
        guard version >= Self.versions.lowerBound else { return nil }
        var steps = offered.intersection(.ours)
        // A chunk is only answered where the answer can be that it is enough.
        if !offered.contains(.skip) { steps.formUnion(offered.intersection(.silentBody)) }
        if offered.contains(.data1M) { steps.insert(.data1M) } else { steps.formUnion(offered.intersection(.data256K)) }
        // Without the macro that tells them they would be recipients like others, and only who chooses macros is sure of it.
        if countsRejected, actions.contains(.chooseMacros) { steps.formUnion(offered.intersection(.rejectedRecipients)) }
        self.init(version: min(version, Self.versions.upperBound), actions: actions.intersection(.ours), steps: steps)
    }

    /// For each stage of a mail (SMFIM_…) the macros that we want, separated by spaces: all others would be made and sent for nothing.
    var macros: [(stage: UInt32, names: String)] {
        [
            (0, "{client_addr}"),  // CONNECT
            (1, ""),  // HELO
            (2, "{auth_type} {auth_authen}"),  // MAIL
            (3, steps.contains(.rejectedRecipients) ? "{rcpt_mailer}" : ""),  // RCPT
            (5, "i"),  // end of message: the queue id, which Postfix has only from DATA on
        ]
    }

    func isAnswered(_ command: MilterCommand) -> Bool {
        command.silence.map { !steps.contains($0) } ?? false
    }
}
