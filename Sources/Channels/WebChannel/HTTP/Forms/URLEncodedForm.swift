/// application/x-www-form-urlencoded: WHATWG URL § 5.1.
enum URLEncodedForm {
    static func read(_ body: UnsafeRawBufferPointer) throws(FormProblem) -> [FormData.Field] {
        var fields: [FormData.Field] = []
        var start = 0
        while start < body.count {
            let rest = UnsafeRawBufferPointer(rebasing: body[start...])
            let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.count
            start += end + 1
            if end == 0 { continue }
            guard fields.count < FormData.mostFields else { throw .tooManyFields }
            let pair = UnsafeRawBufferPointer(rebasing: rest[..<end])
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.count
            guard equals <= FormData.mostHeaderBytes else { throw .headerTooLong }
            let name = Percent.decoded(UnsafeRawBufferPointer(rebasing: pair[..<equals]), plusIsSpace: true)
            let value = Percent.decoded(UnsafeRawBufferPointer(rebasing: pair[min(equals + 1, pair.count)...]), plusIsSpace: true)
            fields.append(FormData.Field(name: String(decoding: name, as: UTF8.self), fileName: nil, contentType: nil, bytes: value))
        }
        return fields
    }
}

/// Percent-encoding: RFC 3986 § 2.1. What is none stays as it stands, as browsers have it.
enum Percent {
    static func decoded(_ bytes: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
            var index = 0
            while index < bytes.count {
                var byte = bytes[index]
                index += 1
                if byte == UInt8(ascii: "%"), index + 1 < bytes.count, let high = digit(bytes[index]), let low = digit(bytes[index + 1]) {
                    byte = high << 4 | low
                    index += 2
                } else if plusIsSpace, byte == UInt8(ascii: "+") {
                    byte = 0x20
                }
                buffer[count] = byte
                count += 1
            }
        }
    }

    static func decoded(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { decoded($0) } }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
