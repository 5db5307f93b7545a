internal import SenderIdentity

extension CaseRecord {
    /// One line without its end, as `unbluff check --json` and the HTTP interface give it; valid UTF-8.
    ///
    /// The same bytes as `encode(to:)` by FoundationEssentials' encoder, which a test holds it to.
    public var json: [UInt8] {
        var text = JSONText(capacity: 8 << 10)
        text.object { text in
            text.name("advice")
            advice.write(to: &text)
            text.name("claims")
            text.list(claims) { $0.write(to: &$1) }
            text.member("defects", defects)
            text.name("evidence")
            text.list(evidence) { $0.write(to: &$1) }
            text.member("file", file)
            text.member("index", index)
            text.member("kind", kind)
            text.member("language", language)
            text.member("model", model)
            text.member("probability", probability)
            text.name("reasons")
            text.list(reasons) { $0.write(to: &$1) }
            text.name("sender")
            if let sender { sender.write(to: &text) } else { text.null() }
            text.member("unread", unread)
            text.member("verdict", verdict)
            text.member("version", version)
        }
        return text.bytes
    }
}

extension ErrorRecord {
    /// As `CaseRecord.json`.
    public var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.member("error", error)
            text.member("file", file)
            text.member("index", index)
        }
        return text.bytes
    }
}

extension CaseRecord.AdviceRecord {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.name("explanations")
            text.list(explanations) { explanation, text in
                text.object { text in
                    text.member("claim", explanation.claim)
                    text.member("text", explanation.text)
                }
            }
            text.member("headline", headline)
            text.member("language", language)
            text.member("steps", steps)
        }
    }
}

extension CaseRecord.ClaimRecord {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.member("claim", claim)
            text.member("quote", quote)
            text.spans(spans)
        }
    }
}

extension CaseRecord.EvidenceRecord {
    /// What a kind does not have is absent.
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            if let bytes { text.member("bytes", bytes) }
            if let checksum { text.member("checksum", checksum) }
            if let currency { text.member("currency", currency) }
            if let detail { text.member("detail", detail) }
            if let hours { text.member("hours", hours) }
            text.member("kind", kind)
            text.member("part", part)
            if let place { text.member("place", place) }
            text.spans(spans)
            if let value { text.member("value", value) }
        }
    }
}

extension CaseRecord.ReasonRecord {
    fileprivate func write(to text: inout JSONText) {
        text.object { text in
            text.member("claim", claim)
            text.member("reason", reason)
            text.member("weight", weight)
        }
    }
}

extension SenderRecord {
    fileprivate func write(to text: inout JSONText) {
        let (basis, trusted) = Self.words(of: report.basis)
        text.object { text in
            text.member("arc", report.arc.result?.rawValue)
            text.member("basis", basis)
            text.name("dkim")
            text.list(report.dkim) { signature, text in
                text.object { text in
                    text.member("domain", signature.domain?.text)
                    text.member("reason", signature.reason)
                    text.member("result", signature.result.rawValue)
                    text.member("selector", signature.selector)
                }
            }
            text.name("dmarc")
            text.object { text in
                text.member("policy", report.policy?.rawValue)
                text.member("reason", report.dmarc.reason)
                text.member("result", report.dmarc.result?.rawValue)
            }
            text.member("ownAddress", report.ownAddress.answer.rawValue)
            text.member("ownAddressReason", report.ownAddress.reason.rawValue)
            text.member("signs", report.signs.map(\.rawValue))
            text.member("spf", report.spf.result?.rawValue)
            text.member("spfReason", report.spf.reason)
            text.member("trusted", trusted)
        }
    }
}

extension JSONText {
    fileprivate mutating func spans(_ spans: [[Int]]) {
        name("spans")
        list(spans) { span, text in text.list(span) { $1.number($0) } }
    }
}
