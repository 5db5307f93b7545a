/// Finds the header fields that `h=` names: RFC 6376 § 5.4.2.
struct HeaderSelection {
    let header: RawHeader
    /// Each field's name, hashed, so that most are told apart without a look at their bytes.
    private let hashes: [UInt32]

    init(_ header: RawHeader, _ bytes: [UInt8]) {
        self.header = header
        hashes = header.fields.map(\.nameHash)
    }

    /// Of fields with one name the last that is not taken yet, each time that it is named. A name that none is left of stands for nothing: whoever
    /// names a field once too often has signed that no further one is there. The signature itself is none of the fields.
    func fields(signedBy signature: SignatureField, _ bytes: [UInt8]) -> [RawHeader.Field] {
        var isTaken = [Bool](repeating: false, count: hashes.count)
        var fields: [RawHeader.Field] = []
        fields.reserveCapacity(signature.signedNames.count)
        for name in signature.signedNames {
            let hash = bytes.nameHash(name)
            var index = hashes.count
            while index > 0 {
                index -= 1
                guard hashes[index] == hash, !isTaken[index] else { continue }
                let field = header.fields[index]
                guard field.name != signature.field.name, bytes.isSameName(field.name, name) else { continue }
                isTaken[index] = true
                fields.append(field)
                break
            }
        }
        return fields
    }

    func count(_ name: StaticString, _ bytes: [UInt8]) -> Int { header.fields.count { bytes.spells(name, in: $0.name) } }
}
