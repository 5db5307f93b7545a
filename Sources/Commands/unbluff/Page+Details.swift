internal import Examination
internal import MailMessage
internal import ScamEvidence
internal import ScamVerdict
internal import SenderIdentity
internal import VictimAdvice
internal import VisibleText

/// What an administrator reads: everything the verdict rests on. Names are those of the JSON contract.
extension Page {
    /// More places than these are in the JSON.
    private static let mostEvidence = 200
    private static let mostSpans = 4
    private static let mostParts = 100

    mutating func explain(_ file: CaseFile, _ name: MessageName, _ texts: AdviceTexts) {
        // The chance of a scam says nothing of how likely another answer is.
        let chance = file.verdict.outcome.isScam || file.verdict.outcome == .nothingFound ? " (\(Self.decimals(file.verdict.probability, 4)))" : ""
        line(("\(name.shown): ", .bold), (texts.verdict(file.verdict), .bold), (chance, .plain))
        emptyLine()
        answer(file, texts)
        reasons(file.verdict)
        evidence(file)
        sender(file.sender)
        parts(file.message)
        heading("Defects")
        paragraph(file.reading.defects.isEmpty ? "none" : file.reading.defects.map(\.rawValue).joined(separator: ", "), label: "  ")
        emptyLine()
        paragraph("language \(file.language ?? "unknown") · model \(file.verdict.model) · version \(Release.version)", label: "  ", style: .quiet)
        emptyLine()
    }

    mutating func reasons(_ verdict: Verdict) {
        heading("Reasons and their weights (log-odds)")
        for reason in verdict.reasons {
            let weight = (reason.weight < 0 ? "" : "+") + Self.decimals(reason.weight, 2)
            paragraph(reason.name, label: "  " + String(repeating: " ", count: max(0, 7 - weight.count)) + weight + "  ")
        }
        if verdict.reasons.isEmpty { paragraph("none", label: "  ") }
    }

    private mutating func evidence(_ file: CaseFile) {
        heading("Evidence and its bytes in the message")
        for evidence in file.evidence.prefix(Self.mostEvidence) {
            let quoted = evidence.isQuoted ? ", in quoted text" : ""
            let place = "part \(evidence.part), bytes \(Self.spans(evidence.spans))\(quoted)"
            paragraph("\(Self.description(of: evidence, in: file)) · \(place)", label: "  ")
        }
        if file.evidence.count > Self.mostEvidence { paragraph("… and \(grouped(file.evidence.count - Self.mostEvidence)) more, see --json", label: "  ") }
        if file.evidence.isEmpty { paragraph("none", label: "  ") }
    }

    private static func spans(_ ranges: [Range<Int>]) -> String {
        let shown = ranges.prefix(mostSpans).map { "\($0.lowerBound)–\($0.upperBound)" } + (ranges.count > mostSpans ? ["…"] : [])
        return shown.joined(separator: ", ")
    }

    private static func description(of evidence: Evidence, in file: CaseFile) -> String {
        let quote = "“\(SafeText.quote(file.quote(of: evidence)))”"
        return switch evidence.fact {
        case .claim(let claim): "\(claim.rawValue) \(quote)"
        case .relation(let sign): "\(sign.rawValue) \(quote)"
        case .context(let sign): "\(sign.rawValue) \(quote)"
        case .payment(let sign): "\(sign.rawValue) \(quote)"
        case .paymentAddress(let address):
            "payment-address \(address.currency.rawValue) \(SafeText.quote(address.value)), checksum \(address.checksum.rawValue), in \(address.place.rawValue)"
        case .amount(let amount): "amount \(SafeText.quote("\(amount.currency) \(amount.value)"))"
        case .deadline(let hours): "deadline \(hours) hours \(quote)"
        case .quotedSecret: "quoted-secret \(CaseFile.mask)"
        case .testMessage: "test-message \(quote)"
        case .personalDetail(let detail): "personal-detail \(detail.rawValue) \(CaseFile.mask)"
        case .hiddenText(let bytes): "hidden-text \(grouped(bytes)) bytes"
        }
    }

    private mutating func sender(_ report: SenderReport?) {
        heading("Sender")
        guard let report else { return paragraph("not looked at, as the text cannot be a scam, or there is no header", label: "  ") }
        paragraph("own address: \(report.ownAddress.answer.rawValue), as \(report.ownAddress.reason.rawValue)", label: "  ")
        paragraph(Self.words(of: report.basis), label: "  ")
        paragraph(Self.line("spf", report.spf), label: "  ")
        for signature in report.dkim {
            let domain = SafeText.quote(signature.domain?.text ?? "?")
            paragraph(
                "dkim \(signature.result.rawValue), \(domain) selector \(SafeText.quote(signature.selector)): \(SafeText.quote(signature.reason))", label: "  ")
        }
        if report.dkim.isEmpty { paragraph("dkim none", label: "  ") }
        paragraph(Self.line("dmarc", report.dmarc) + (report.policy.map { ", policy \($0.rawValue)" } ?? ""), label: "  ")
        paragraph(Self.line("arc", report.arc), label: "  ")
        if !report.signs.isEmpty { paragraph(report.signs.map(\.rawValue).joined(separator: ", "), label: "  ") }
    }

    private static func line<Result: RawRepresentable>(_ name: String, _ finding: SenderReport.Finding<Result>) -> String where Result.RawValue == String {
        let domain = finding.domain.map { ", \(SafeText.quote($0.text))" } ?? ""
        return "\(name) \(finding.result?.rawValue ?? "unknown")\(domain): \(SafeText.quote(finding.reason))"
    }

    private static func words(of basis: SenderReport.Basis) -> String {
        switch basis {
        case .checked: "results worked out here, with DNS"
        case .recorded(.configured(let server)): "results as recorded by \(SafeText.quote(server))"
        case .recorded(.topmost(let server)):
            "results as recorded by \(server.map { SafeText.quote($0) } ?? "a server without a name"): the topmost of the file, believed as no --authserv-id was given"
        case .recorded(.none), .nothing: "nothing recorded that could be believed, and DNS was not asked (--dns)"
        }
    }

    private mutating func parts(_ message: Message) {
        heading("Parts (\(grouped(message.bytes.count)) bytes)")
        for (index, part) in message.parts.prefix(Self.mostParts).enumerated() {
            let label = "  " + String(repeating: "  ", count: min(part.depth, 10)) + "\(index)  "
            let attachment = part.isAttachment ? ", attachment" : ""
            let header = part.header.isEmpty ? "" : "header \(part.header.lowerBound)–\(part.header.upperBound), "
            paragraph("\(part.mediaType.kind)\(attachment) · \(header)body \(part.body.lowerBound)–\(part.body.upperBound)", label: label)
        }
        if message.parts.count > Self.mostParts { paragraph("… and \(grouped(message.parts.count - Self.mostParts)) more", label: "  ") }
    }

    /// Rounded to so many places behind the point.
    static func decimals(_ number: Double, _ places: Int) -> String {
        guard number.isFinite, abs(number) < 1e9 else { return "\(number)" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let digits = String(Int((abs(number) * scale).rounded()))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (number < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }
}
