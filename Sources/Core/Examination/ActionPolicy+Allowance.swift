internal import MailMessage
internal import ScamEvidence
internal import ScamVerdict
public import SenderIdentity

extension ActionPolicy {
    /// Why a scam is let through. The raw values are part of the result field's contract (docs/result-field.md).
    public enum Allowance: String, Sendable, CaseIterable {
        /// All recipients get scams on purpose.
        case recipient
        /// The client's network.
        case client
        /// DKIM or DMARC says that it is of a domain on the list.
        case domain
    }

    func allowance(for file: CaseFile, client: IPAddress?, recipients: [RecipientAddress]) -> Allowance? {
        if !recipients.isEmpty, recipients.allSatisfy(allows) { return .recipient }
        if let client, allow.clients.contains(where: { $0.contains(client) }) { return .client }
        return allowsAuthors(of: file.sender) ? .domain : nil
    }

    /// Whether a scam is let through on purpose.
    public func allows(_ file: CaseFile, envelope: Envelope) -> Bool {
        allowance(for: file, client: envelope.client, recipients: envelope.recipients.map { RecipientAddress($0) }) != nil
    }

    /// Whether all recipients, of which there has to be one, get scams on purpose: help desks and reporting addresses.
    public func isReport(to recipients: [String]) -> Bool { !recipients.isEmpty && recipients.allSatisfy { allows(RecipientAddress($0)) } }

    func allows(_ recipient: RecipientAddress) -> Bool { allowed.firstList(naming: recipient) != nil }

    /// Each author's domain has to be on the list: clients show one or another.
    private func allowsAuthors(of sender: SenderReport?) -> Bool {
        guard let authors = sender?.vouchedAuthors, !authors.isEmpty else { return false }
        return authors.allSatisfy(allowedDomains.contains)
    }
}

extension CaseFile {
    /// Whether it is a complaint, and all that it claims is in the mail that it carries: a scam that is dressed up as a complaint says it in the text before.
    var isComplaint: Bool {
        guard let carried = message.complainedPart else { return false }
        return verdict.claims.allSatisfy { finding in finding.evidence.allSatisfy { message.isPart($0.part, within: carried) } }
    }
}
