/// Files that are attached to an Outlook message and are messages themselves: not in Outlook's own form for that, but as they came.
enum OutlookAttachment {
    private static let types: [StaticString] = ["application/vnd.ms-outlook", "application/ms-tnef", "application/vnd.ms-tnef"]

    /// By name or type; the bytes have the last word.
    static func mayBeMessage(name: [UInt8], mime: [UInt8]) -> Bool {
        name.hasFileExtension("eml") || name.hasFileExtension("msg") || name.spells("winmail.dat", in: 0..<name.count)
            || types.contains { mime.spells($0, in: 0..<mime.count) }
    }

    /// Nil where the bytes are not what their name says.
    static func packing(_ type: MediaType, name: [UInt8], _ bytes: [UInt8], _ body: Range<Int>) -> Packing? {
        if bytes[body].starts(with: CompoundFile.signature) { return .outlook }
        if bytes[body].starts(with: TransportNeutralFile.signature) { return .transportNeutral }
        return !body.isEmpty && (type.kind == .message || name.hasFileExtension("eml")) ? .mail : nil
    }
}
