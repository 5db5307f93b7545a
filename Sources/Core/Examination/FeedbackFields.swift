internal import MailMessage
internal import SenderIdentity

/// The fields of a message/feedback-report: RFC 5965 § 3.
struct FeedbackFields {
    private(set) var lines: [String]

    /// How the mail came in is told only where the receiving side recorded it, and a domain only where it vouches for the mail: everything else may name an innocent.
    init(of file: CaseFile, _ type: AbuseReport.FeedbackType, _ settings: SenderSettings) {
        let message = file.message
        let trace = ReceivedTrace(of: message, ownNames: settings.trustedServers, isStored: settings.isDelivered)
        lines = ["Feedback-Type: \(type.rawValue)", "User-Agent: unbluff/\(Release.version)", "Version: 1"]
        if let border = trace.border {
            if let date = border.date, let seconds = MailDate.seconds(message.bytes, date) { lines.append("Arrival-Date: \(MailDate.text(seconds))") }
            if trace.cameFromServer, let client = border.clientAddress { lines.append("Source-IP: \(client)") }
            if let address = Self.mailFrom(message, trace) { lines.append("Original-Mail-From: <\(address)>") }
        }
        for domain in Self.vouching(file) { lines.append("Reported-Domain: \(domain)") }
    }

    /// Of a Return-Path that stands above all that the sender may have written: RFC 5321 § 4.4.
    private static func mailFrom(_ message: Message, _ trace: ReceivedTrace) -> String? {
        guard let field = message.field(.returnPath), let first = trace.hops.first, field.valueRange.lowerBound < first.range.lowerBound else { return nil }
        switch ReturnPath(of: message) {
        case .empty: return ""
        case .address(let range):
            let bytes = message.bytes[range]
            // RFC 5321 § 4.5.3.1.3; what is not plain ASCII is no such address.
            guard bytes.count <= 254, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E }) else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        case nil: return nil
        }
    }

    private static func vouching(_ file: CaseFile) -> [String] {
        (file.sender?.vouchedAuthors ?? []).map(\.text).filter { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
    }
}
