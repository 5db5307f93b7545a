internal import SenderIdentity

/// The message that asks a question: RFC 1035 § 4.1.
enum WireQuestion {
    /// What a reply over UDP may have, in octets: it fits into IPv6's smallest packet of 1280, so that nothing is split (DNS flag day 2020).
    static let datagramLimit: UInt16 = 1232

    /// - Parameter extended: whether to say that more than 512 octets are welcome (EDNS, RFC 6891).
    static func bytes(_ question: DNSQuestion, id: UInt16, extended: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ numbers: UInt16...) { for number in numbers { bytes += [UInt8(number >> 8), UInt8(number & 0xFF)] } }
        // The server is to ask others (RD); one question, no records but the extension.
        append(id, 0x0100, 1, 0, 0, extended ? 1 : 0)
        bytes += WireName(question.name).octets
        bytes.append(0)
        append(question.type.code, RecordCode.internet)
        if extended {
            // The root's name, the type, the limit in the place of the class, flags in that of the time to live, no data.
            bytes.append(0)
            append(RecordCode.options, datagramLimit, 0, 0, 0)
        }
        return bytes
    }
}
