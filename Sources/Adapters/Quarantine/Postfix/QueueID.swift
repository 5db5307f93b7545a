/// A name that Postfix gives a mail in its queues: postconf(5), `enable_long_queue_ids`.
enum QueueID {
    /// Short ones have ten digits and more, long ones some fifteen. `ALL` and `-`, which postsuper obeys, are none.
    private static let lengths = 6...40

    static func isValid(_ text: String) -> Bool {
        lengths.contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
                default: false
                }
            }
    }
}
