internal import SenderIdentity

/// Who sent a message, as a part of `CaseRecord`. What is not known is `null`: a reader can rely on every key.
struct SenderRecord: Encodable {
    let report: SenderReport

    init(_ report: SenderReport) { self.report = report }

    private enum Key: String, CodingKey {
        case ownAddress, ownAddressReason, basis, trusted, spf, spfReason, dkim, dmarc, arc, signs, domain, selector, result, reason, policy
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(report.ownAddress.answer.rawValue, forKey: .ownAddress)
        try container.encode(report.ownAddress.reason.rawValue, forKey: .ownAddressReason)
        let (basis, trusted) = Self.words(of: report.basis)
        try container.encode(basis, forKey: .basis)
        try container.encode(trusted, forKey: .trusted)
        try container.encode(report.spf.result?.rawValue, forKey: .spf)
        try container.encode(report.spf.reason, forKey: .spfReason)
        var signatures = container.nestedUnkeyedContainer(forKey: .dkim)
        for signature in report.dkim {
            var entry = signatures.nestedContainer(keyedBy: Key.self)
            try entry.encode(signature.domain?.text, forKey: .domain)
            try entry.encode(signature.selector, forKey: .selector)
            try entry.encode(signature.result.rawValue, forKey: .result)
            try entry.encode(signature.reason, forKey: .reason)
        }
        var dmarc = container.nestedContainer(keyedBy: Key.self, forKey: .dmarc)
        try dmarc.encode(report.dmarc.result?.rawValue, forKey: .result)
        try dmarc.encode(report.policy?.rawValue, forKey: .policy)
        try dmarc.encode(report.dmarc.reason, forKey: .reason)
        try container.encode(report.arc.result?.rawValue, forKey: .arc)
        try container.encode(report.signs.map(\.rawValue), forKey: .signs)
    }

    static func words(of basis: SenderReport.Basis) -> (String, String?) {
        switch basis {
        case .checked: ("checked", nil)
        case .recorded(.configured(let server)): ("recorded", server)
        case .recorded(.topmost(let server)): ("recorded-by-topmost", server)
        case .recorded(.none), .nothing: ("none", nil)
        }
    }
}
