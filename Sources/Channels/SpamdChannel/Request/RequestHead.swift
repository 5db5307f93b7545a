internal import ChannelKit

/// A request's first line and its fields.
///
/// Names are taken in any case, and lines may end with LF alone: not only spamc writes them. Fields that are not known are passed over, and so is
/// `User`: the mail's own header says whose it is, and no name of a person need be kept here.
struct RequestHead: Sendable {
    let command: SpamdCommand
    let version: ProtocolVersion
    /// Nil where the mail goes on to the end of what the client sends. What is larger than any mail counts as `Int.max`.
    var contentLength: Int?
    var isCompressed = false
    var label: Feedback.Label?
    /// Whether the mail is to be kept in mind with its label, and whether that is to be forgotten.
    var setsLocal = false
    var removesLocal = false
    /// The same at databases of others, which we do not have.
    private var setsRemote = false
    private var removesRemote = false

    /// `COMMAND SPAMC/VERSION`
    init(line: ArraySlice<UInt8>) throws(Refusal) {
        let words = line.split { $0.isBlank }
        guard words.count == 2, let command = SpamdCommand(rawValue: String(decoding: words[0], as: UTF8.self)), words[1].starts(with: "SPAMC/".utf8)
        else { throw .unknownCommand }
        guard let version = ProtocolVersion(words[1].dropFirst(6)) else { throw .version }
        self.command = command
        self.version = version
    }

    var hasFields: Bool { command.hasMail ? version.hasFields : version.alwaysHasFields }

    /// `Name: value`
    mutating func add(line: ArraySlice<UInt8>) throws(Refusal) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .fieldWithoutColon }
        let name = line[..<colon].trimmed()
        let value = line[(colon + 1)...].trimmed()
        if name.spells("content-length") {
            guard value.allSatisfy(\.isDigit) else { throw .contentLength }
            contentLength = value.isEmpty ? nil : Self.number(value)
        } else if name.spells("compress") {
            guard value.spells("zlib") else { throw .compressionType }
            isCompressed = true
        } else if name.spells("message-class") {
            guard value.spells("spam") || value.spells("ham") else { throw .messageClass }
            label = value.spells("spam") ? .scam : .innocent
        } else if name.spells("set") {
            (setsLocal, setsRemote) = Self.databases(value)
        } else if name.spells("remove") {
            (removesLocal, removesRemote) = Self.databases(value)
        }
    }

    /// What can only be said when all fields are there.
    func check() throws(Refusal) {
        if isCompressed && contentLength == nil { throw .compressionWithoutLength }
        if setsLocal && removesLocal { throw .setAndRemove("local") }
        if setsRemote && removesRemote { throw .setAndRemove("remote") }
        if command == .tell && setsLocal && label == nil { throw .messageClass }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        var number = 0
        for digit in digits {
            let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeToo) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            if isTooLarge || isTooLargeToo { return .max }
            number = sum
        }
        return number
    }

    private static func databases(_ value: ArraySlice<UInt8>) -> (local: Bool, remote: Bool) {
        let words = value.split(separator: UInt8(ascii: ",")).map { $0.trimmed() }
        return (words.contains { $0.spells("local") }, words.contains { $0.spells("remote") })
    }
}
