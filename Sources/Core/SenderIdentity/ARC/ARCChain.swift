internal import Crypto

/// A message's ARC sets, and the hashes of what their seals are made over: RFC 8617 § 4, § 5.1.1, § 5.2.
struct ARCChain: Sendable {
    /// What is wrong with the chain as it is written; nil where only the keys are needed. `noChain` where there is none.
    private(set) var refusal: ARCReason?
    /// That of the newest set; older ones may have been broken by whoever sealed later.
    var messageSignature: HashedSignature?
    /// In the order of their instances. None where the chain is refused.
    private(set) var seals: [(field: SignatureField, digest: SHA256.Digest)] = []
    private(set) var sealers: [DNSName] = []
    private(set) var results: Range<Int>?

    private struct Set {
        var results: RawHeader.Field?
        /// Where the newest set's results stand.
        var resultsValue = 0..<0
        var messageSignature: SignatureField?
        var seal: SignatureField?
    }

    init(_ header: RawHeader, _ bytes: [UInt8], now: Int) {
        do throws(ARCReason) {
            let sets = try Self.collect(header, bytes, now: now)
            sealers = sets.reversed().compactMap { $0.seal?.domain }
            results = sets.last?.resultsValue
            try Self.check(sets)
            messageSignature = sets.last?.messageSignature.map { HashedSignature($0) }
            seals = Self.hash(sets, bytes)
        } catch {
            refusal = error
        }
    }

    /// The sets in the order of their instances: each is complete, and none is missing.
    private static func collect(_ header: RawHeader, _ bytes: [UInt8], now: Int) throws(ARCReason) -> [Set] {
        let results = header.fields("arc-authentication-results", in: bytes)
        let signatures = header.fields("arc-message-signature", in: bytes)
        let seals = header.fields("arc-seal", in: bytes)
        guard !(results.isEmpty && signatures.isEmpty && seals.isEmpty) else { throw .noChain }
        let count = max(results.count, signatures.count, seals.count)
        guard !header.isCut else { throw .tooManyHeaderFields }
        guard count <= SignatureLimits.arcSets else { throw .tooManySets }
        var sets = [Set](repeating: Set(), count: count)
        for field in results {
            guard let (instance, value) = bytes.resultsInstance(field.value) else { throw .malformedInstance }
            guard instance <= count, sets[instance - 1].results == nil else { throw .incompleteSet(instance) }
            sets[instance - 1].results = field
            sets[instance - 1].resultsValue = value
        }
        for field in signatures {
            let signature = SignatureField(.arcMessage, field, in: bytes, now: now)
            guard signature.instance > 0 else { throw .malformedInstance }
            guard signature.instance <= count, sets[signature.instance - 1].messageSignature == nil else { throw .incompleteSet(signature.instance) }
            sets[signature.instance - 1].messageSignature = signature
        }
        for field in seals {
            let seal = SignatureField(.arcSeal, field, in: bytes, now: now)
            guard seal.instance > 0 else { throw .malformedInstance }
            guard seal.instance <= count, sets[seal.instance - 1].seal == nil else { throw .incompleteSet(seal.instance) }
            sets[seal.instance - 1].seal = seal
        }
        for (index, set) in sets.enumerated() where set.results == nil || set.messageSignature == nil || set.seal == nil { throw .incompleteSet(index + 1) }
        return sets
    }

    // § 5.2, steps 2 and 3
    private static func check(_ sets: [Set]) throws(ARCReason) {
        if sets.last?.seal?.chainValidation == .fail { throw .brokenBefore }
        for (index, set) in sets.enumerated() {
            if let refusal = set.seal?.refusal { throw .seal(index + 1, refusal) }
            guard set.seal?.chainValidation == (index == 0 ? SignatureField.ChainValidation.none : .pass) else { throw .wrongChainValidation(index + 1) }
        }
    }

    /// A seal is made over the relaxed fields of all sets up to its own, each set's in the order results, message signature, seal (§ 5.1.1).
    private static func hash(_ sets: [Set], _ bytes: [UInt8]) -> [(field: SignatureField, digest: SHA256.Digest)] {
        var soFar = HeaderDigest()
        var seals: [(SignatureField, SHA256.Digest)] = []
        for set in sets {
            guard let results = set.results, let messageSignature = set.messageSignature, let seal = set.seal else { break }
            soFar.add(results, of: bytes, .relaxed)
            soFar.add(messageSignature.field, of: bytes, .relaxed)
            var digest = soFar
            digest.addLast(seal, of: bytes, .relaxed)
            seals.append((seal, digest.finalized()))
            soFar.add(seal.field, of: bytes, .relaxed)
        }
        return seals
    }
}

extension MessageSignatures {
    func arcReport(_ known: KnownAnswers) throws(Unanswered) -> ARCReport {
        ARCReport(reason: try arcReason(known), sealers: chain.sealers, results: chain.results)
    }

    // § 5.2, steps 4 and 6
    private func arcReason(_ known: KnownAnswers) throws(Unanswered) -> ARCReason {
        if let refusal = chain.refusal { return refusal }
        guard let newest = chain.messageSignature else { return .noChain }
        if let refusal = newest.field.refusal { return .messageSignature(refusal) }
        let answers = try known.keys([newest.field] + chain.seals.map(\.field))
        let outcome = newest.verify(answers)
        guard outcome.reason == .verified else { return .messageSignature(outcome.reason) }
        for seal in chain.seals.reversed() {
            guard let question = seal.field.key, let answer = answers[question] else { return .seal(seal.field.instance, .keyUnavailable) }
            let outcome = KeyCheck(field: seal.field, digest: seal.digest).outcome(answer)
            guard outcome.reason == .verified else { return .seal(seal.field.instance, outcome.reason) }
        }
        return .verified
    }
}

extension [UInt8] {
    // arc-authres-header… instance = [CFWS] %s"i" [CFWS] "=" [CFWS] 1*2DIGIT [CFWS] ";"
    /// The instance of an ARC-Authentication-Results, and where its results begin: RFC 8617 § 4.1.1. Comments are not looked for.
    fileprivate func resultsInstance(_ value: Range<Int>) -> (instance: Int, results: Range<Int>)? {
        let end = value.upperBound
        let name = behindFolds(value.lowerBound, end)
        guard name < end, self[name] == UInt8(ascii: "i") else { return nil }
        let equals = behindFolds(name + 1, end)
        guard equals < end, self[equals] == UInt8(ascii: "=") else { return nil }
        let start = behindFolds(equals + 1, end)
        var digits = start
        while digits < end, self[digits] >= 0x30, self[digits] <= 0x39 { digits += 1 }
        let semicolon = behindFolds(digits, end)
        guard 1...2 ~= digits - start, let instance = number(start..<digits), 1...SignatureLimits.arcSets ~= instance,
            semicolon < end, self[semicolon] == UInt8(ascii: ";")
        else { return nil }
        return (instance, behindFolds(semicolon + 1, end)..<end)
    }
}
