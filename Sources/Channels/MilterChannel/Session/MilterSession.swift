internal import ChannelKit

/// One connection of a mail server: its bytes in, steps out. No socket, no clock.
///
/// Mails come one after the other, each examined before the next is read. Whatever the bytes are, there is a next step and a bound on what is kept: the
/// mail up to `messageLimit`, half a frame, and what was read in one go behind a frame that has to wait.
struct MilterSession {
    enum Phase: Equatable {
        /// Nothing is negotiated.
        case opening
        /// Between two mails.
        case idle
        case envelope, header, body
        /// The desk has the mail.
        case waiting(ticket: Int)
        case ended
    }

    private(set) var phase = Phase.opening
    private let messageLimit: Int
    private let countsRejected: Bool
    private(set) var agreement = MilterAgreement.none
    private var connection = ConnectionFacts()
    private var mail = MailUnderWay()
    /// Macros of a MAIL command come before it: they are none of the mail's that may still be open.
    private var comingMacros = MailMacros()
    private var lastTicket = 0
    private var reader = FrameReader()
    /// Whether a frame is there that cannot be looked at before the desk has answered.
    private var isHeld = false
    /// Whether it ends as soon as no mail is open.
    private var isLeaving = false
    private var steps: [MilterStep] = []

    /// - Parameter countsRejected: whether the desk wants to know of recipients that the mail server refuses.
    init(messageLimit: Int, countsRejected: Bool = false) {
        self.messageLimit = messageLimit
        self.countsRejected = countsRejected
    }

    /// False where reading on would only fill memory.
    var wantsInput: Bool { !isHeld && phase != .ended }

    /// The mail that the desk has.
    var ticket: Int? {
        if case .waiting(let ticket) = phase { ticket } else { nil }
    }

    // MARK: - What happens

    mutating func receive(_ bytes: Span<UInt8>) -> [MilterStep] {
        read(bytes)
        return takeSteps()
    }

    /// The desk's answer. Nil: there is none, and the mail goes on as it came.
    mutating func answer(_ opinion: Opinion?, ticket: Int) -> [MilterStep] {
        guard phase == .waiting(ticket: ticket) else { return [] }
        if let opinion {
            let change = MilterChange(opinion.action, mail: mail, agreement: agreement)
            steps += change.answers.map { .answer($0) }
            if !change.isComplete { steps.append(.count(.notOffered)) }
        } else {
            steps.append(.answer(.accept))
        }
        endMail()
        isHeld = false
        let nothing: [UInt8] = []
        read(nothing.span)
        return takeSteps()
    }

    /// It should end: at once between two mails, otherwise when the one that is under way has been answered.
    mutating func leave() -> [MilterStep] {
        isLeaving = true
        if phase == .idle || phase == .opening { end() }
        return takeSteps()
    }

    /// The mail server says no more: what it waits for it still gets, and what is incomplete never will be complete.
    mutating func inputEnded() -> [MilterStep] {
        if case .waiting = phase { return leave() }
        if isInMail { count(.aborted) }
        end()
        return takeSteps()
    }

    /// The connection is gone. An answer that is on its way belongs to nobody.
    ///
    /// There is nothing to be answered.
    mutating func connectionLost() -> [MilterStep] {
        if isInMail || ticket != nil { count(.aborted) }
        tellRejected()
        phase = .ended
        return takeSteps()
    }

    // MARK: - Frames

    private mutating func read(_ bytes: Span<UInt8>) {
        var reader = FrameReader()
        swap(&reader, &self.reader)
        reader.read(bytes) { consume($0) }
        swap(&reader, &self.reader)
    }

    private mutating func consume(_ bytes: Span<UInt8>) -> Int {
        var place = 0
        while phase != .ended {
            switch FrameReader.next(in: bytes, from: place) {
            case .incomplete: return place
            case .badLength: fail(.length)
            case .frame(let command, let data):
                if ticket != nil, !Self.isHeardWhileWaiting(command) {
                    isHeld = true
                    return place
                }
                receive(command, bytes.extracting(data))
                place = data.upperBound
            }
        }
        return bytes.count
    }

    private static func isHeardWhileWaiting(_ command: UInt8) -> Bool {
        switch MilterCommand(rawValue: command) {
        case .abort, .quit, .quitNewConnection, nil: true
        default: false
        }
    }

    private mutating func receive(_ command: UInt8, _ data: Span<UInt8>) {
        guard let command = MilterCommand(rawValue: command) else { return fail(.unknownCommand) }
        if phase == .opening, command != .negotiate, command != .quit { return fail(.version) }
        switch command {
        case .negotiate: negotiate(data)
        case .macro: addMacros(data)
        case .connect: connect(data)
        case .helo: helo(data)
        case .mail: beginMail(data)
        case .recipient: addRecipient(data)
        case .data, .unknown: break
        case .header: addField(data)
        case .endOfHeader: if isInMail { beginBody() } else { count(.sequence) }
        case .body: return addBody(data)
        case .endOfBody: return endOfBody(data)
        case .abort: endMail()
        // A mail that the desk has is answered first: who says it all in one go is not to depend on how the network cuts it.
        case .quit: if ticket == nil { end() } else { isLeaving = true }
        case .quitNewConnection: beginConnection()
        }
        if agreement.isAnswered(command), phase != .ended { steps.append(.answer(.continue)) }
    }

    // MARK: - Commands

    private mutating func negotiate(_ data: Span<UInt8>) {
        guard data.count >= 12 else { return fail(.malformed) }
        let actions = MilterActions(rawValue: data.bigEndian32(at: 4))
        let steps = MilterSteps(rawValue: data.bigEndian32(at: 8))
        guard let agreement = MilterAgreement(offered: data.bigEndian32(at: 0), actions, steps, countsRejected: countsRejected) else { return fail(.version) }
        self.agreement = agreement
        beginConnection()
        self.steps.append(.answer(.agree(agreement)))
    }

    private mutating func beginConnection() {
        endMail()
        connection = ConnectionFacts()
    }

    /// The command that they belong to, then the macros.
    private mutating func addMacros(_ data: Span<UInt8>) {
        guard data.count > 0, let command = MilterCommand(rawValue: data[0]) else { return count(.malformed) }
        let isComplete =
            switch command {
            case .connect, .helo: connection.macros.add(data, from: 1)
            case .mail: addComingMacros(data)
            default: mail.macros.add(data, from: 1)
            }
        if !isComplete { count(.malformed) }
    }

    private mutating func addComingMacros(_ data: Span<UInt8>) -> Bool {
        comingMacros = MailMacros()
        return comingMacros.add(data, from: 1)
    }

    private mutating func connect(_ data: Span<UInt8>) {
        beginConnection()
        switch ConnectionFacts.client(data) {
        case .address(let address):
            connection.client = address
            connection.clientName = ConnectionFacts.clientName(data)
        case .local: break
        case nil: count(.malformed)
        }
    }

    private mutating func helo(_ data: Span<UInt8>) {
        // RFC 5321 § 4.1.4: a new greeting ends a mail that is not complete.
        if isInMail { endMail() }
        connection.helo = data.text(0..<data.endOfText(from: 0)) ?? ""
    }

    private mutating func beginMail(_ data: Span<UInt8>) {
        if isInMail { count(.sequence) }
        tellRejected()
        mail = MailUnderWay()
        mail.macros = comingMacros
        comingMacros = MailMacros()
        mail.mailFrom = MailUnderWay.path(data)
        if mail.mailFrom == nil { count(.malformed) }
        phase = .envelope
    }

    private mutating func addRecipient(_ data: Span<UInt8>) {
        guard phase == .envelope else { return count(.sequence) }
        defer { mail.macros.recipientMailer = nil }
        // Sendmail's and Postfix' name for what takes no mail.
        if agreement.steps.contains(.rejectedRecipients), mail.macros.recipientMailer == "error" {
            mail.rejectedRecipients = min(mail.rejectedRecipients + 1, MilterLimits.recipients)
            return
        }
        guard let path = MailUnderWay.path(data), mail.recipients.count < MilterLimits.recipients else { return count(.malformed) }
        mail.recipients.append(path)
    }

    private mutating func addField(_ data: Span<UInt8>) {
        guard phase == .envelope || phase == .header else { return count(.sequence) }
        phase = .header
        if !mail.addField(data, leadingSpace: agreement.steps.contains(.leadingSpace), limit: messageLimit) { count(.malformed) }
    }

    private mutating func beginBody() {
        phase = .body
        mail.beginBody()
    }

    private mutating func addBody(_ data: Span<UInt8>) {
        if isInMail {
            beginBody()
            mail.addBody(data, limit: messageLimit)
        } else {
            count(.sequence)
        }
        guard agreement.isAnswered(.body) else { return }
        steps.append(.answer(mail.isCut && agreement.steps.contains(.skip) ? .skip : .continue))
    }

    private mutating func endOfBody(_ data: Span<UInt8>) {
        guard isInMail else {
            // It waits for an answer all the same.
            count(.sequence)
            steps.append(.answer(.accept))
            return
        }
        beginBody()
        mail.addBody(data, limit: messageLimit)
        lastTicket += 1
        phase = .waiting(ticket: lastTicket)
        let arrived = ArrivedMail(
            bytes: mail.bytes, envelope: mail.envelope(of: connection), queueID: mail.macros.queueID ?? "", isCut: mail.isCut,
            rejectedRecipients: mail.rejectedRecipients)
        steps.append(.examine(arrived, ticket: lastTicket))
    }

    // MARK: - Ends

    private var isInMail: Bool { phase == .envelope || phase == .header || phase == .body }

    /// Of a mail that ends before its end.
    private mutating func tellRejected() {
        guard isInMail, mail.rejectedRecipients > 0 else { return }
        steps.append(.rejected(mail.rejectedRecipients, of: mail.envelope(of: connection)))
    }

    private mutating func endMail() {
        tellRejected()
        mail = MailUnderWay()
        comingMacros = MailMacros()
        phase = .idle
        if isLeaving { end() }
    }

    private mutating func fail(_ fault: ServerMetrics.Fault) {
        count(fault)
        end()
    }

    private mutating func end() {
        guard phase != .ended else { return }
        tellRejected()
        mail = MailUnderWay()
        phase = .ended
        steps.append(.close)
    }

    private mutating func count(_ fault: ServerMetrics.Fault) { steps.append(.count(fault)) }

    private mutating func takeSteps() -> [MilterStep] {
        var taken: [MilterStep] = []
        swap(&taken, &steps)
        return taken
    }
}
