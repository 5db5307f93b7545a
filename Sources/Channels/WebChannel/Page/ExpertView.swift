internal import Examination
internal import ScamVerdict

/// What an expert wants to see, in English. For the template `experts`.
struct ExpertView {
    let view: [String: Any]

    /// More of them are in the JSON.
    private static let most = 30

    init(_ file: CaseFile, _ record: ExpertRecord) {
        let hops = record.hops.prefix(Self.most).map { hop -> [String: Any] in
            let from = [hop.from, hop.address.map { "[\($0)]" }].compactMap { $0 }.joined(separator: " ")
            let delay = hop.delay.map { "\($0) s" } ?? ""
            return [
                "number": hop.number, "from": from, "by": hop.by ?? "", "with": hop.with ?? "", "recipient": hop.recipient ?? "", "date": hop.date ?? "",
                "delay": delay, "isOwn": hop.isOwn,
            ]
        }
        let authentication = record.authentication.prefix(Self.most).map { entry -> [String: Any] in
            ["method": entry.method.uppercased(), "result": entry.result ?? "unknown", "domain": entry.domain ?? "", "reason": entry.reason]
        }
        let addresses = record.addresses.prefix(Self.most).map { address -> [String: Any] in
            let validity = address.isValid ? "valid" : address.isInvalid ? "not valid" : "no checksum"
            return ["currency": address.name, "value": address.value, "form": address.form, "validity": validity]
        }
        let defects = record.defects.prefix(Self.most).map { ["name": $0.name, "sentence": $0.sentence] }
        // The names of features speak of scams: not on a page for somebody who may be a real victim.
        let reasons =
            file.verdict.outcome == .possiblyReal ? [] : file.verdict.reasons.prefix(Self.most).map { ["name": $0.name, "weight": Self.decimals($0.weight)] }
        view = [
            "hops": hops, "hasHops": !hops.isEmpty, "authentication": authentication, "hasAuthentication": !authentication.isEmpty, "addresses": addresses,
            "hasAddresses": !addresses.isEmpty, "defects": defects, "hasDefects": !defects.isEmpty, "reasons": reasons, "hasReasons": !reasons.isEmpty,
            "language": file.language ?? "unknown", "model": file.verdict.model, "version": Release.version,
        ]
    }

    private static func decimals(_ weight: Double) -> String {
        let hundredths = Int((abs(weight) * 100).rounded())
        return "\(weight < 0 ? "−" : "+")\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
