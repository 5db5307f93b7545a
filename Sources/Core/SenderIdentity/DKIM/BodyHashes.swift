internal import Crypto

/// The body's hashes that the signatures of one message ask for, each worked out once.
struct BodyHashes {
    struct Hash {
        let hash: SHA256.Digest
        /// The length of the whole canonical body.
        let count: Int
    }

    private struct Wanted {
        let form: Canonicalization
        let length: Int?
        var hash: Hash?
    }

    private var wanted: [Wanted] = []

    mutating func want(_ field: SignatureField) {
        if !wanted.contains(where: { $0.form == field.body && $0.length == field.bodyLength }) {
            wanted.append(Wanted(form: field.body, length: field.bodyLength))
        }
    }

    mutating func compute(_ bytes: [UInt8], _ body: Range<Int>) {
        for form in [Canonicalization.simple, .relaxed] {
            let places = wanted.indices.filter { wanted[$0].form == form }
            guard !places.isEmpty else { continue }
            var digest = BodyDigest(form, lengths: places.map { wanted[$0].length })
            digest.add(bytes.span.extracting(body))
            let (count, hashes) = digest.finish()
            for (place, hash) in zip(places, hashes) { wanted[place].hash = Hash(hash: hash, count: count) }
        }
    }

    func hash(for field: SignatureField) -> Hash? { wanted.first { $0.form == field.body && $0.length == field.bodyLength }?.hash }
}
