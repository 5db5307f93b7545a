internal import MailMessage
internal import ScamEvidence
internal import ScamVerdict
internal import SenderIdentity

extension ActionPolicy {
    /// Why a scam is let through. The raw values are part of the result field's contract (docs/result-field.md).
    public enum Allowance: String, Sendable, CaseIterable {
        /// All recipients get scams on purpose.
        case recipient
        /// The client's network.
        case client
        /// DKIM or DMARC says that it is of a domain on the list.
        case domain
        /// A complaint about a mail (RFC 5965), which carries that mail.
        case report
    }

    func allowance(for file: CaseFile, envelope: Envelope) -> Allowance? {
        if !envelope.recipients.isEmpty, envelope.recipients.allSatisfy(allows) { return .recipient }
        if let client = envelope.client, allow.clients.contains(where: { $0.contains(client) }) { return .client }
        if allowsAuthors(of: file.sender) { return .domain }
        return file.isComplaint ? .report : nil
    }

    /// The help that a rejection names can be asked, whatever the lists say.
    func allows(_ recipient: String) -> Bool {
        let address = RecipientAddress(recipient)
        return (allow.recipients + (contact.map { [$0] } ?? [])).contains { RecipientPattern($0)?.matches(address) ?? false }
    }

    /// Each author's domain has to be on the list: clients show one or another.
    private func allowsAuthors(of sender: SenderReport?) -> Bool {
        guard let authors = sender?.vouchedAuthors, !authors.isEmpty else { return false }
        let listed = Set(allow.domains.compactMap { DNSName(String(decoding: DomainName.ascii(Array($0.utf8)) ?? [], as: UTF8.self)) })
        return authors.allSatisfy(listed.contains)
    }
}

extension CaseFile {
    /// Whether it is a complaint, and all that it claims is in the mail that it carries: a scam that is dressed up as a complaint says it in the text before.
    var isComplaint: Bool {
        guard let carried = message.complainedPart else { return false }
        return verdict.claims.allSatisfy { finding in finding.evidence.allSatisfy { message.isPart($0.part, within: carried) } }
    }
}
