/// What a filter says: Sendmail's SMFIR_…
enum MilterAnswer: Equatable, Sendable {
    case agree(MilterAgreement)
    case `continue`
    case accept
    /// Enough of the body.
    case skip
    /// We are at it: the mail server's time starts anew.
    case progress
    /// An SMTP reply with both codes.
    case reply(String)
    case quarantine(reason: String)
    /// The `index`-th field of that name, the first being 1, gets another value; none, and it goes.
    case changeField(name: String, index: UInt32, value: [UInt8])
    /// Put before the `index`-th field of all, the topmost being 0.
    case insertField(name: String, index: UInt32, value: [UInt8])
    /// Put behind all others.
    case addField(name: String, value: [UInt8])
    /// A piece of the new body; pieces are joined.
    case replaceBody(ArraySlice<UInt8>)

    /// Appends the frame: its length as 32 bits in network order, the command, the data.
    func encode(into bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: [0, 0, 0, 0])
        encodeContent(into: &bytes)
        let length = UInt32(bytes.count - start - 4)
        for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(place))) }
    }

    private func encodeContent(into bytes: inout [UInt8]) {
        switch self {
        case .agree(let agreement): Self.encode(agreement, into: &bytes)
        case .continue: bytes.append(0x63)  // c
        case .accept: bytes.append(0x61)  // a
        case .skip: bytes.append(0x73)  // s
        case .progress: bytes.append(0x70)  // p
        case .reply(let text): Self.encode(0x79, text: text.utf8, into: &bytes)  // y
        case .quarantine(let reason): Self.encode(0x71, text: reason.utf8, into: &bytes)  // q
        case .changeField(let name, let index, let value): Self.encode(0x6D, index, name, value, into: &bytes)  // m
        case .insertField(let name, let index, let value): Self.encode(0x69, index, name, value, into: &bytes)  // i
        case .addField(let name, let value): Self.encode(0x68, nil, name, value, into: &bytes)  // h
        case .replaceBody(let piece):
            bytes.append(0x62)  // b
            bytes.append(contentsOf: piece)
        }
    }

    private static func encode(_ agreement: MilterAgreement, into bytes: inout [UInt8]) {
        bytes.append(MilterCommand.negotiate.rawValue)
        for number in [agreement.version, agreement.actions.rawValue, agreement.steps.rawValue] { encode(number, into: &bytes) }
        guard agreement.actions.contains(.chooseMacros) else { return }
        for (stage, names) in agreement.macros {
            encode(stage, into: &bytes)
            bytes.append(contentsOf: names.utf8)
            bytes.append(0)
        }
    }

    private static func encode(_ command: UInt8, _ index: UInt32?, _ name: String, _ value: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(command)
        if let index { encode(index, into: &bytes) }
        bytes.append(contentsOf: name.utf8)
        bytes.append(0)
        bytes.append(contentsOf: value)
        bytes.append(0)
    }

    private static func encode(_ command: UInt8, text: some Collection<UInt8>, into bytes: inout [UInt8]) {
        bytes.append(command)
        bytes.append(contentsOf: text)
        bytes.append(0)
    }

    private static func encode(_ number: UInt32, into bytes: inout [UInt8]) {
        for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
