internal import SenderGuard

extension IncidentReport {
    /// One object in ASCII on one line, its members in the order of the alphabet: docs/sender-guard.md. It is only ever added to.
    ///
    /// Members that `unbluff guard list --json` has are the same here.
    public var json: String {
        let excess = incident.excess
        let members: [(String, String)] = [
            ("bound", "\(excess.bound)"), ("count", "\(excess.count)"), ("enforced", "\(isEnforced)"), ("event", ASCIIJSON.string("incident")),
            ("host", ASCIIJSON.string(host)), ("incident", "\(incident.id)"), ("lastSeen", ASCIIJSON.string(Time.text(incident.lastSeen))),
            ("level", ASCIIJSON.string(incident.level.rawValue)), ("lift", ASCIIJSON.string(liftCommand)),
            ("measure", ASCIIJSON.string(excess.measure.rawValue)),
            ("messages", "\(incident.messages)"), ("opened", ASCIIJSON.string(Time.text(incident.opened))),
            ("others", "[" + incident.others.map { ASCIIJSON.string($0.text) }.joined(separator: ",") + "]"), ("passed", "\(incident.passed)"),
            ("recipients", "\(incident.recipients)"), ("rejectedRecipients", "\(incident.rejectedRecipients)"),
            ("sender", ASCIIJSON.string(incident.sender.text)),
            ("show", ASCIIJSON.string(showCommand)), ("stopped", "\(incident.stopped)"), ("subject", incident.subject.map { ASCIIJSON.string($0) } ?? "null"),
            ("test", "\(isTest)"), ("text", ASCIIJSON.string("unbluff: \(summary)")), ("window", ASCIIJSON.string(excess.window.rawValue)),
        ]
        return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
}

/// JSON's strings (RFC 8259 § 7) with everything escaped that is not printable ASCII, so that nothing on the way can spoil the signature.
enum ASCIIJSON {
    static func string(_ text: String) -> String {
        var json = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: json += "\\\""
            case 0x5C: json += "\\\\"
            case 0x20...0x7E: json.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        return json + "\""
    }
}
