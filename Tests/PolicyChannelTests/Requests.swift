/// What Postfix says, so that cases are short.
enum Requests {
    /// All attributes that Postfix 3.7 sends, in its order; `changes` are put in their places, or at the end, and nil leaves one out.
    static func postfix(_ stage: String = "RCPT", _ changes: [String: String?] = [:]) -> [UInt8] {
        var attributes: [(String, String?)] = [
            ("request", "smtpd_access_policy"), ("protocol_state", stage), ("protocol_name", "ESMTP"), ("client_address", "192.0.2.7"),
            ("client_name", "client.example.com"), ("client_port", "40000"), ("reverse_client_name", "client.example.com"),
            ("server_address", "192.0.2.1"), ("server_port", "587"), ("helo_name", "client.example.com"), ("sender", "anna@example.org"),
            ("recipient", "bo@example.com"), ("recipient_count", "0"), ("queue_id", ""), ("instance", "1a.65539f00.1.0"), ("size", "0"), ("etrn_domain", ""),
            ("stress", ""), ("sasl_method", "PLAIN"), ("sasl_username", "anna"), ("sasl_sender", ""), ("ccert_subject", ""), ("ccert_issuer", ""),
            ("ccert_fingerprint", ""), ("ccert_pubkey_fingerprint", ""), ("encryption_protocol", "TLSv1.3"),
            ("encryption_cipher", "TLS_AES_256_GCM_SHA384"), ("encryption_keysize", "256"), ("policy_context", ""),
        ]
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            if let place = attributes.firstIndex(where: { $0.0 == name }) { attributes[place].1 = value } else { attributes.append((name, value)) }
        }
        return Array(attributes.map { name, value in value.map { "\(name)=\($0)\n" } ?? "" }.joined().utf8) + [0x0A]
    }

    static func recipient(_ address: String, of instance: String = "1", _ changes: [String: String?] = [:]) -> [UInt8] {
        postfix("RCPT", ["recipient": address, "instance": instance].merging(changes) { $1 })
    }

    /// Of a mail to so many; the only recipient is named.
    static func end(_ stage: String, _ count: Int, of instance: String = "1", recipient: String = "") -> [UInt8] {
        postfix(stage, ["recipient": recipient, "recipient_count": "\(count)", "instance": instance])
    }
}
