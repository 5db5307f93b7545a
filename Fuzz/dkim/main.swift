import Fuzzing
import MailMessage
@testable import SenderIdentity

// Signatures: a key record up to the first NUL, then a mail. Everything has a report, within the mail; a body in slices has the hash of the whole;
// CRLF and LF are one.
fuzz { bytes in
    let end = bytes.firstIndex(of: 0) ?? 0
    let record = Array(bytes[..<end])
    let mail = Array(bytes[min(end + 1, bytes.count)...])
    let reports = check(mail, record)
    for report in reports.dkim {
        // An empty field has no place of its own.
        require(report.place.upperBound <= mail.count, "\(report.place) within \(mail.count)")
        require(report.result != .none, "a signature has a result")
        require(report.result != .pass || report.domain != nil, "what passes says who signed")
        require(report.unsignedFromFields >= 0 && report.unsignedBodyBytes >= 0, "\(report)")
    }
    requireApart([reports.arc.results].compactMap(\.self).filter { !$0.isEmpty }, within: 0..<mail.count, "results")
    require(reports.arc.result != .pass || reports.arc.newestSealer != nil, "a chain that passes has a sealer")

    // Not where a CR stands alone, or would without the LF behind it, nor where a list may be too long only with its CRs.
    let hasLoneReturn = mail.indices.contains { mail[$0] == 0x0D && ($0 + 1 == mail.count || mail[$0 + 1] != 0x0A) }
    if !hasLoneReturn, mail.count <= SignatureLimits.tagListBytes {
        let saved = check(mail.filter { $0 != 0x0D }, record)
        require(saved.dkim.map(\.reason) == reports.dkim.map(\.reason), "with LF \(saved.dkim), with CRLF \(reports.dkim)")
        require(saved.arc.reason == reports.arc.reason, "with LF \(saved.arc), with CRLF \(reports.arc)")
    }

    let cut = mail.count * Int(record.first ?? 0) / 256
    for form in [Canonicalization.simple, .relaxed] {
        let lengths = [nil, cut]
        var whole = BodyDigest(form, lengths: lengths)
        whole.add(mail.span)
        var slices = BodyDigest(form, lengths: lengths)
        slices.add(mail.span.extracting(first: cut))
        for index in cut..<min(cut + 5, mail.count) { slices.add(mail.span.extracting(index..<index + 1)) }
        slices.add(mail.span.extracting(droppingFirst: min(cut + 5, mail.count)))
        let (one, other) = (whole.finish(), slices.finish())
        require(one.count == other.count && one.hashes == other.hashes, "cut at \(cut)")
        require(one.count <= 2 * mail.count + 2, "\(one.count) canonical bytes of \(mail.count)")
    }
}

func check(_ mail: [UInt8], _ record: [UInt8]) -> (dkim: [DKIMReport], arc: ARCReport) {
    let signatures = MessageSignatures(of: Message(parsing: mail), now: 1_600_000_000)
    var known = KnownAnswers()
    while true {
        do throws(Unanswered) {
            return (try signatures.dkimReports(known), try signatures.arcReport(known))
        } catch {
            require(!error.questions.isEmpty, "an unanswered check has questions")
            known.add(Dictionary(uniqueKeysWithValues: error.questions.map { ($0, DNSAnswer.records([.text(record)])) }))
        }
    }
}
