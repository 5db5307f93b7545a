extension OwnAddress {
    /// Whoever's account really sent it must never be told that it did not: what could have been lost on the way leaves the answer open.
    init(_ claims: SenderClaims, _ envelope: Envelope, _ findings: SenderFindings) {
        let answers = claims.own.map { OwnAddress($0, claims, envelope, findings) }
        // Of several addresses one is enough to have sent it, and none may be in doubt.
        guard let own = answers.first(where: { $0.answer == .submitted }) ?? answers.first(where: { $0.answer == .unknown }) ?? answers.first else {
            self.init(answer: .notClaimed, reason: claims.recipientsAreKnown ? .otherSender : .recipientUnknown)
            return
        }
        self = own
    }

    private init(_ address: MailAddress, _ claims: SenderClaims, _ envelope: Envelope, _ findings: SenderFindings) {
        if let account = envelope.account {
            self.init(loggedInAs: account, address)
            return
        }
        let domain = address.domain
        let signatures = findings.dkim.filter { $0.isAligned(with: domain) }
        let passed = signatures.filter { $0.signature.result == .pass }
        if passed.contains(where: \.isWhole) {
            self.init(answer: .submitted, reason: .signed)
        } else if findings.arc.result == .pass, findings.arc.domain?.organization == domain.organization {
            // What it says that it found when the mail came is what it knows; a seal is on all that it passes on.
            let isVouched = findings.vouched.contains { $0.organization == domain.organization }
            self.init(answer: isVouched ? .submitted : .unknown, reason: isVouched ? .sealed : .sealedOnly)
        } else if !passed.isEmpty {
            self.init(answer: .unknown, reason: findings.basis == .checked ? .partlySigned : .signatureGone)
        } else if findings.vouched.contains(where: { $0.organization == domain.organization }) {
            self.init(answer: .unknown, reason: .vouchedByForwarder)
        } else if findings.mayPass(for: domain) {
            self.init(answer: .unknown, reason: .pathOnly)
        } else if SenderFindings(recorded: claims.results, claims).mayPass(for: domain) {
            self.init(answer: .unknown, reason: .recordedOnly)
        } else if claims.recipients.contains(where: { findings.mayPass(for: $0.domain) }) {
            self.init(answer: .unknown, reason: .otherOwnDomain)
        } else if signatures.contains(where: { $0.signature.result != .temperror }) {
            self.init(answer: .unknown, reason: .signatureBroken)
        } else if findings.isUnanswered {
            self.init(answer: .unknown, reason: .unanswered)
        } else if claims.wasPassedOn {
            self.init(answer: .unknown, reason: .passedOn)
        } else if !claims.cameFromOutside(of: domain, envelope) {
            self.init(answer: .unknown, reason: .cameFromInside)
        } else if findings.failsDMARC(domain) || findings.spf.forbids(domain) {
            self.init(answer: .forged, reason: .notAuthenticated)
        } else if claims.cameFromElsewhere(than: domain, envelope) {
            self.init(answer: .forged, reason: .cameFromElsewhere)
        } else {
            self.init(answer: .unknown, reason: findings.spf.result == nil ? .nothingRecorded : .nothingPublished)
        }
    }

    /// Servers name the account by its address, by its local part, or not at all; another name may be an alias of the same person.
    private init(loggedInAs account: String, _ address: MailAddress) {
        let name = account.lowercased()
        let isOwn = name.isEmpty || name == address.local || MailAddress(account)?.isSameMailbox(as: address) ?? false
        self.init(answer: isOwn ? .submitted : .unknown, reason: name.isEmpty ? .loggedInAsSomebody : isOwn ? .loggedIn : .loggedInAsOther)
    }
}

extension SenderReport.Finding<SPFResult> {
    /// Whether the domain itself says that it does not send from there. One that says `softfail` is not sure (RFC 7208 § 8.5).
    fileprivate func forbids(_ domain: DNSName) -> Bool { result == .fail && self.domain?.organization == domain.organization }
}
