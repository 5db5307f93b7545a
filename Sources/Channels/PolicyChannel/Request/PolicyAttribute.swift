/// The attributes of a request that we use. All others are passed over, whatever is in them.
enum PolicyAttribute: UInt8 {
    case request, stage, client, saslMethod, saslUsername, sender, recipient, recipientCount, queueID, instance

    init?(name: Span<UInt8>) {
        let candidates: [(StaticString, PolicyAttribute)]
        switch name.count {
        case 6: candidates = Self.ofSix
        case 7: candidates = Self.ofSeven
        case 8: candidates = Self.ofEight
        case 9: candidates = Self.ofNine
        case 11: candidates = Self.ofEleven
        case 13: candidates = Self.ofThirteen
        case 14: candidates = Self.ofFourteen
        case 15: candidates = Self.ofFifteen
        default: return nil
        }
        for (text, attribute) in candidates where name.equals(text) {
            self = attribute
            return
        }
        return nil
    }

    private static let ofSix: [(StaticString, PolicyAttribute)] = [("sender", .sender)]
    private static let ofSeven: [(StaticString, PolicyAttribute)] = [("request", .request)]
    private static let ofEight: [(StaticString, PolicyAttribute)] = [("queue_id", .queueID), ("instance", .instance)]
    private static let ofNine: [(StaticString, PolicyAttribute)] = [("recipient", .recipient)]
    private static let ofEleven: [(StaticString, PolicyAttribute)] = [("sasl_method", .saslMethod)]
    private static let ofThirteen: [(StaticString, PolicyAttribute)] = [("sasl_username", .saslUsername)]
    private static let ofFourteen: [(StaticString, PolicyAttribute)] = [("protocol_state", .stage), ("client_address", .client)]
    private static let ofFifteen: [(StaticString, PolicyAttribute)] = [("recipient_count", .recipientCount)]
}

extension Span<UInt8> {
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return withUnsafeBufferPointer { bytes in
            let other = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            return bytes.elementsEqual(other)
        }
    }

    /// What is not UTF-8 is repaired.
    var text: String { withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }

    func append(to array: inout [UInt8]) { withUnsafeBufferPointer { array.append(contentsOf: $0) } }
}
