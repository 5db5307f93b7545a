internal import Crypto
internal import MailMessage
internal import ScamEvidence
internal import SenderIdentity
internal import VisibleText

/// A mail for a report, without what is private in it: RFC 6590.
///
/// It is made anew of the header fields that a desk needs and of the visible text, decoded, so that nothing private hides in an encoding: the recipients' local
/// parts are replaced by a keyed hash of theirs wherever they stand, and so are those of all whom a server says it took the mail for; their names are left out,
/// also where the sender claims to be one of them; and secrets and personal details are masked. Names that the sender's words call somebody by stay.
struct Redaction {
    private let words: SecretPlaces.Needles
    private let addresses: SecretPlaces.Needles
    /// What stands in place of a local part.
    private let tokens: [[UInt8]: [UInt8]]
    /// How long the local part is in each form of an address.
    private let localCounts: [[UInt8]: Int]
    private let returnAddresses: ReturnAddresses
    private let key: [UInt8]
    private(set) var mail: [UInt8] = []

    /// As much as a page shows (`MarkedText.Limits`): a desk reads a screen or two.
    private static let mostTextBytes = 256 << 10
    /// Each is looked for all through the text. More of them are left out of the header all the same; only in the text they would stay.
    private static let mostRecipients = 20
    /// Shorter local parts are words of any text, such as `me`; in an address they are redacted all the same.
    private static let shortestWord = 4

    init(of file: CaseFile, key: [UInt8], settings: SenderSettings) {
        let message = file.message
        var tokens: [[UInt8]: [UInt8]] = [:]
        var forms: [[UInt8]: Int] = [:]
        let recipients = Self.recipients(of: message, settings).prefix(Self.mostRecipients)
        for (local, domain) in recipients {
            tokens[local] = Self.token(local, key)
            for sign in ["@", "%40", "="] { forms[local + Array(sign.utf8) + domain] = local.count }
        }
        self.key = key
        self.tokens = tokens
        localCounts = forms
        returnAddresses = ReturnAddresses(of: recipients.map { (local: $0.0, domain: $0.1) })
        let secrets = file.evidence.filter(\.isSecret).map { Self.lowered(file.reading.sections[$0.section].text[$0.textRange]) }
        words = SecretPlaces.Needles(Set((Array(tokens.keys) + secrets).filter { $0.count >= Self.shortestWord }))
        addresses = SecretPlaces.Needles(Set(forms.keys))
        mail = MailCopy.mail(fields(file), comment: "Visible text; recipients and private details redacted (RFC 6590).", text: text(file))
    }

    private enum TextKind {
        /// The sender's words.
        case words
        /// What programs read: addresses are redacted, and not a word that happens to be somebody's local part, such as `abuse`.
        case field
        /// A Received field: whomever it says the mail was for, whether or not we know them as a recipient, and whoever wrote it.
        case trace
    }

    private func redacted(_ text: String) -> String { redacted(text, .words) }

    func redacted(field text: String) -> String { redacted(text, .field) }

    private func redacted(_ text: String, _ kind: TextKind) -> String { String(decoding: redacted(Array(text.utf8), kind), as: UTF8.self) }

    private func redacted(_ text: [UInt8], _ kind: TextKind) -> [UInt8] {
        let lowered = Self.lowered(text)
        var found = addresses.places(in: lowered).map { $0.lowerBound..<$0.lowerBound + (localCounts[Array(lowered[$0])] ?? $0.count) }
        switch kind {
        case .words: found += words.places(in: lowered).filter { Self.isWord(lowered, $0) }
        case .field: found += returnAddresses.places(in: lowered)
        case .trace: found += returnAddresses.places(in: lowered) + ForClause.locals(in: lowered)
        }
        var result: [UInt8] = []
        var position = 0
        // Where two overlap, the first and longest counts.
        for place in found.sorted(by: { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }) where place.lowerBound >= position {
            result += text[position..<place.lowerBound]
            let word = Array(lowered[place])
            result += tokens[word] ?? (kind == .trace ? Self.token(word, key) : Array(CaseFile.mask.utf8))
            position = place.upperBound
        }
        return result + text[position...]
    }

    static func isWord(_ text: [UInt8], _ place: Range<Int>) -> Bool {
        func isLetter(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            return text[index] >= 0x80 || text[index] &- 0x30 < 10 || text[index] &- 0x61 < 26
        }
        return !isLetter(place.lowerBound - 1) && !isLetter(place.upperBound)
    }
}

extension Redaction {
    private static func lowered(_ bytes: some Collection<UInt8>) -> [UInt8] { bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 } }

    /// § 3: a hash that needs the key, in letters that a local part may have.
    private static func token(_ local: [UInt8], _ key: [UInt8]) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: local, using: SymmetricKey(data: key))
        return Array(EncodedText.base64(Array(code)).utf8).filter { $0 != 0x3D }
    }

    /// Local part and domain in lower case, each address once: first whom the receiving side says it delivered the mail to, as a sender may address it to
    /// thousands; then whom it and the messages in it are addressed to.
    private static func recipients(of message: Message, _ settings: SenderSettings) -> [([UInt8], [UInt8])] {
        let trace = ReceivedTrace(of: message, ownNames: settings.trustedServers, isStored: settings.isDelivered)
        let fields = message.parts.lazy.flatMap(\.fields)
        let delivered = fields.filter { $0.name == .deliveredTo || isName(message, $0, recipientFields) }.prefix(mostRecipients)
        let addressed = fields.filter { $0.name == .to || $0.name == .cc }.prefix(mostRecipients)
        let ranges = trace.hops.prefix(trace.ownCount).compactMap(\.recipient) + (Array(delivered) + Array(addressed)).flatMap { addresses(message, $0) }
        var known: Set<[UInt8]> = []
        return ranges.compactMap { range in
            let address = lowered(message.bytes[range])
            guard let at = address.lastIndex(of: 0x40), at > 0, at + 1 < address.count, known.insert(address).inserted else { return nil }
            return (Array(address[..<at]), Array(address[(at + 1)...]))
        }
    }

    private static func addresses(_ message: Message, _ field: HeaderField) -> [Range<Int>] {
        message.mailboxes(of: field, limit: mostRecipients).map(\.address)
    }

    private static let recipientFields: Set<String> = ["x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "apparently-to", "resent-to", "bcc"]

    /// By which a desk finds the sender. Everything else may hold anything, such as what a filter quotes of the text.
    private static let keptFields: Set<String> = [
        "received", "return-path", "date", "message-id", "dkim-signature", "received-spf", "authentication-results", "arc-seal",
        "arc-message-signature", "arc-authentication-results", "x-originating-ip", "x-mailer", "user-agent",
    ]

    private static func isName(_ message: Message, _ field: HeaderField, _ names: Set<String>) -> Bool {
        names.contains(String(decoding: message.bytes[field.nameRange], as: UTF8.self).lowercased())
    }

    private func fields(_ file: CaseFile) -> [UInt8] {
        let message = file.message
        var lines: [UInt8] = []
        func add(_ name: String, _ words: [String]) {
            guard !words.isEmpty else { return }
            var value = FoldedValue(fieldName: name)
            for word in words { value.append(word) }
            lines += Array("\(name): \(value.text)\r\n".utf8)
        }
        var hasSubject = false
        for field in message.parts[0].fields {
            switch field.name {
            case .subject where !hasSubject:
                hasSubject = true
                add("Subject", EncodedText.words(of: subject(file)))
            case .from: add("From", mailboxes(message, field))
            case .sender: add("Sender", mailboxes(message, field))
            case .replyTo: add("Reply-To", mailboxes(message, field))
            case .to: add("To", mailboxes(message, field, withNames: false))
            default:
                guard Self.isName(message, field, Self.keptFields) else { continue }
                let value = message.bytes[field.valueRange].filter { $0 != 0x0D && $0 != 0x0A }.map { $0 == 0x09 ? 0x20 : $0 }
                // An encoded word hides what it says.
                let words = redacted(String(decoding: value, as: UTF8.self), field.name == .received ? .trace : .field).split(separator: " ").map {
                    InertText.line(String($0), atMost: 900)
                }
                guard words.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } && !$0.contains("=?") }) else { continue }
                add(String(decoding: message.bytes[field.nameRange], as: UTF8.self), words)
            }
        }
        return lines
    }

    private func mailboxes(_ message: Message, _ field: HeaderField, withNames: Bool = true) -> [String] {
        var words: [String] = []
        for mailbox in message.mailboxes(of: field, limit: Self.mostRecipients) {
            let shown = InertText.line(message.bytes, mailbox.address)
            let address = redacted(field: shown)
            // A recipient behind the limit.
            if !withNames, address == shown { continue }
            // Who writes to somebody under their own address writes their name to it.
            let name = withNames && address == shown ? redacted(InertText.line(String(decoding: message.displayName(of: mailbox), as: UTF8.self))) : ""
            if !words.isEmpty { words[words.count - 1] += "," }
            // As an encoded word in any case: a name may hold anything that an address field may not.
            if !name.isEmpty { words += EncodedText.encodedWords(of: name) }
            words.append("<\(address.filter { $0.isASCII && $0 != " " && $0 != "<" && $0 != ">" })>")
        }
        return words
    }

    private func subject(_ file: CaseFile) -> String {
        guard let index = file.reading.sections.firstIndex(where: { $0.place == .subject && $0.nesting == 0 }) else { return "" }
        return redacted(InertText.line(masked(file, index)))
    }

    private func text(_ file: CaseFile) -> [UInt8] {
        var texts: [[UInt8]] = []
        var left = Self.mostTextBytes
        for index in file.reading.sections.indices where left > 0 {
            let section = file.reading.sections[index]
            guard section.place != .subject || section.nesting > 0, !section.text.isEmpty else { continue }
            let text = masked(file, index, atMost: left)
            left -= text.utf8.count
            texts.append(Array(redacted(text).utf8))
        }
        return Array(texts.joined(separator: [0x0A, 0x0A]))
    }

    private func masked(_ file: CaseFile, _ section: Int, atMost limit: Int = .max) -> String { file.beginning(ofSection: section, atMost: limit) }
}
