internal import MailMessage

/// Finds the header fields that `h=` names: RFC 6376 § 5.4.2.
struct HeaderSelection {
    let header: RawHeader
    /// Each field's name, hashed, so that most are told apart without a look at their bytes.
    private let hashes: [UInt32]
    /// The message's From fields, as many as any reader may see: a CR alone, or a line that is no field, ends a field for some and not for others.
    let fromFields: Int

    init(_ header: RawHeader, of message: Message) {
        self.header = header
        fromFields = max(message.fields(.from).count, header.fields("from", in: message.bytes).count)
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
}
