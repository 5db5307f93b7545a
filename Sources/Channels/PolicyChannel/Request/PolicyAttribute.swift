/// The attributes of a request that we use. All others are passed over, whatever is in them.
enum PolicyAttribute: UInt8 {
    case request, stage, client, saslMethod, saslUsername, sender, recipient, recipientCount, queueID, instance

    init?(name: Span<UInt8>) {
        for (text, attribute) in Self.names where name.equals(text) {
            self = attribute
            return
        }
        return nil
    }

    private static let names: [(StaticString, PolicyAttribute)] = [
        ("request", .request), ("protocol_state", .stage), ("client_address", .client), ("sasl_method", .saslMethod), ("sasl_username", .saslUsername),
        ("sender", .sender), ("recipient", .recipient), ("recipient_count", .recipientCount), ("queue_id", .queueID), ("instance", .instance),
    ]
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
