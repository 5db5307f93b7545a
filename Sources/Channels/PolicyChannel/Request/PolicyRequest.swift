internal import ChannelKit
internal import SenderIdentity

/// One question of Postfix', as far as we use it: SMTPD_POLICY_README.
struct PolicyRequest {
    /// `protocol_state`: where in SMTP the mail server is.
    enum Stage {
        case recipient, data, endOfMessage
        /// CONNECT, EHLO, HELO, MAIL, VRFY, ETRN: no mail leaves there, and at MAIL `instance` is still that of the mail before.
        case other
    }

    /// Whether it is `request=smtpd_access_policy`, in lines of `name=value`: nothing else is judged.
    private(set) var isUnderstood = false
    private(set) var stage = Stage.other
    private(set) var client: IPAddress?
    /// The reverse path; empty for a notice.
    private(set) var sender: String?
    private(set) var recipient: String?
    /// Recipients that the mail server has accepted so far; known at DATA and END-OF-MESSAGE only, otherwise 0.
    private(set) var recipientCount = 0
    private(set) var queueID = ""
    /// The mail's name among those that the mail server has ever had; empty where there is none.
    private(set) var instance = ""
    /// What was wrong with it: each kind once.
    private(set) var faults: [ServerMetrics.Fault] = []

    private var username: String?
    private var hasLogin = false
    private var isBroken = false
    private var seen: UInt16 = 0

    /// Whether the client has logged in, and as whom; an empty name for somebody: with a method there is somebody, and a name that cannot be read is somebody's.
    var account: String? { username ?? (hasLogin ? "" : nil) }

    /// The first of several counts: Postfix sends each once, and nothing that comes behind is to say who has logged in.
    mutating func add(_ attribute: PolicyAttribute, _ value: Span<UInt8>?) {
        let bit: UInt16 = 1 << attribute.rawValue
        guard seen & bit == 0 else { return }
        seen |= bit
        guard let value else { return addBroken(attribute) }
        guard value.count > 0 else {
            // As good as none, but for the sender of a notice: `<>`.
            if attribute == .sender { sender = "" }
            return
        }
        switch attribute {
        case .request: isUnderstood = value.equals("smtpd_access_policy")
        case .stage: stage = Stage(value)
        case .client: addClient(value)
        case .saslMethod: hasLogin = true
        case .saslUsername: username = value.text
        case .sender: sender = value.text
        case .recipient: recipient = value.text
        case .recipientCount: addCount(value)
        case .queueID: queueID = value.text
        case .instance: instance = value.text
        }
    }

    /// Left out, and judged without it: whoever writes a mail's addresses must not get by unseen for a broken one.
    private mutating func addBroken(_ attribute: PolicyAttribute) {
        note(.malformed)
        if attribute == .saslUsername || attribute == .saslMethod { hasLogin = true }
    }

    private mutating func addClient(_ value: Span<UInt8>) {
        var bytes = value.withUnsafeBufferPointer { Array($0) }[...]
        // QUIRK: an address of the own link comes with its interface.
        if let zone = bytes.firstIndex(of: UInt8(ascii: "%")) { bytes = bytes[..<zone] }
        client = IPAddress(text: bytes)
        // Postfix's word where it cannot say.
        if client == nil, !value.equals("unknown") { note(.malformed) }
    }

    private mutating func addCount(_ value: Span<UInt8>) {
        var number = 0
        for place in value.indices {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= value[place] else { return note(.malformed) }
            number = min(number * 10 + Int(value[place] & 15), 1_000_000_000)
        }
        recipientCount = number
    }

    /// Something that is no attribute: nothing in it can be relied on.
    mutating func addUnreadable() {
        isBroken = true
        note(.malformed)
    }

    mutating func note(_ fault: ServerMetrics.Fault) {
        if !faults.contains(fault) { faults.append(fault) }
    }

    /// Its empty line has come.
    mutating func end() {
        if !isUnderstood { note(.unknownCommand) }
        if isBroken { isUnderstood = false }
    }
}

extension PolicyRequest.Stage {
    fileprivate init(_ value: Span<UInt8>) {
        if value.equals("RCPT") {
            self = .recipient
        } else if value.equals("DATA") {
            self = .data
        } else if value.equals("END-OF-MESSAGE") {
            self = .endOfMessage
        } else {
            self = .other
        }
    }
}
