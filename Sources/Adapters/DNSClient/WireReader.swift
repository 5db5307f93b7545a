/// Reads a DNS message from its beginning: RFC 1035 § 4. Past the end, and where a length lies, it throws.
struct WireReader {
    struct Malformed: Error {}

    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// From one place in the message to another; names may still point to what is before.
    init(_ message: [UInt8], from position: Int) {
        bytes = message
        self.position = position
    }

    mutating func octet() throws(Malformed) -> UInt8 {
        guard position < bytes.count else { throw Malformed() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number16() throws(Malformed) -> UInt16 { UInt16(try octet()) << 8 | UInt16(try octet()) }

    mutating func number32() throws(Malformed) -> UInt32 { UInt32(try number16()) << 16 | UInt32(try number16()) }

    /// The range of that many octets.
    mutating func take(_ count: Int) throws(Malformed) -> Range<Int> {
        guard count <= bytes.count - position else { throw Malformed() }
        defer { position += count }
        return position..<position + count
    }

    /// As many as a name can have labels; without a bound pointers to pointers would make a message quadratic.
    static let maximumPointers = 127

    /// A name, compressed or not (RFC 1035 § 4.1.4). Each pointer must lead before the place where the labels that it ends began.
    mutating func name() throws(Malformed) -> WireName {
        var labels: [UInt8] = []
        var place = self
        var start = position
        var pointers = 0
        while true {
            let length = Int(try place.octet())
            switch length {
            case 0:
                if pointers == 0 { position = place.position }
                return WireName(labels: labels)
            case 1...63:
                guard labels.count + 1 + length <= WireName.maximumLength else { throw Malformed() }
                labels.append(UInt8(length))
                labels += bytes[try place.take(length)]
            case 0xC0...:
                let target = (length & 0x3F) << 8 | Int(try place.octet())
                guard target < start, pointers < Self.maximumPointers else { throw Malformed() }
                if pointers == 0 { position = place.position }
                pointers += 1
                start = target
                place.position = target
            // RFC 6891 § 5: the other two kinds of labels are not in use.
            default: throw Malformed()
            }
        }
    }
}
