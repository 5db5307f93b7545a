internal import SenderIdentity

/// A server's message taken apart: RFC 1035 § 4.1. Records of other classes than IN are left out; what is behind the last one is not looked at.
struct WireMessage {
    let bytes: [UInt8]
    /// With the upper bits of RFC 6891 § 6.1.3.
    private(set) var responseCode: UInt16
    /// Whether the server knows EDNS.
    private(set) var isExtended = false
    private(set) var answers: [Record] = []
    private(set) var authorities: [Record] = []

    struct Record {
        let owner: WireName
        let type: UInt16
        /// Seconds.
        let lifetime: UInt32
        let data: Range<Int>
    }

    /// RFC 1035 § 4.1.1: a reply to a plain query (QR, OPCODE), not cut (TC).
    private static let kindMask: UInt16 = 0xFA00
    private static let wholeReply: UInt16 = 0x8000

    /// A message that is no whole reply to this question is malformed.
    init(_ bytes: [UInt8], to question: DNSQuestion) throws(WireReader.Malformed) {
        self.bytes = bytes
        var reader = WireReader(bytes)
        _ = try reader.number16()
        let flags = try reader.number16()
        let counts = (questions: try reader.number16(), answers: try reader.number16(), authorities: try reader.number16(), more: try reader.number16())
        guard flags & Self.kindMask == Self.wholeReply, counts.questions == 1 else { throw WireReader.Malformed() }
        responseCode = flags & 0x0F
        guard try reader.name() == WireName(question.name), try reader.number16() == question.type.code, try reader.number16() == RecordCode.internet
        else { throw WireReader.Malformed() }
        answers = try Self.records(counts.answers, &reader)
        authorities = try Self.records(counts.authorities, &reader)
        for _ in 0..<counts.more { try readAdditional(&reader) }
    }

    private static func records(_ count: UInt16, _ reader: inout WireReader) throws(WireReader.Malformed) -> [Record] {
        var records: [Record] = []
        for _ in 0..<count {
            let owner = try reader.name()
            let type = try reader.number16()
            let isInternet = try reader.number16() == RecordCode.internet
            let lifetime = Self.lifetime(try reader.number32())
            let data = try reader.take(Int(try reader.number16()))
            if isInternet { records.append(Record(owner: owner, type: type, lifetime: lifetime, data: data)) }
        }
        return records
    }

    /// Of these only the extension tells us anything.
    private mutating func readAdditional(_ reader: inout WireReader) throws(WireReader.Malformed) {
        _ = try reader.name()
        let type = try reader.number16()
        _ = try reader.number16()
        let flags = try reader.number32()
        _ = try reader.take(Int(try reader.number16()))
        guard type == RecordCode.options else { return }
        isExtended = true
        responseCode |= UInt16(flags >> 24) << 4
    }

    /// RFC 2181 § 8: 31 bits; with the uppermost one it is 0.
    static func lifetime(_ number: UInt32) -> UInt32 { number > UInt32(Int32.max) ? 0 : number }
}
