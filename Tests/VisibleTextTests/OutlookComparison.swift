import Foundation
import Testing

@testable import MailMessage
@testable import VisibleText

/// `.msg` files that other people's programs have made: Tests/Integration/outlook/run makes them, names their folder, and sets what is
/// read here, which is written beside each as `NAME.msg.json`, beside what extract-msg reads.
private let folder: URL? = ProcessInfo.processInfo.environment["UNBLUFF_OUTLOOK_FILES"].map { URL(filePath: $0) }

@Suite(.enabled(if: folder != nil, "UNBLUFF_OUTLOOK_FILES names no folder with .msg files")) struct OutlookComparison {
    @Test func readEachFile() throws {
        let files = try FileManager.default.contentsOfDirectory(at: #require(folder), includingPropertiesForKeys: nil).filter { $0.pathExtension == "msg" }
        #expect(!files.isEmpty)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for file in files {
            let message = try Message(outlook: [UInt8](Data(contentsOf: file)))
            try encoder.encode(OutlookRecord(message, at: 0)).write(to: file.appendingPathExtension("json"))
        }
    }
}

/// A message of a file, with those in it.
private struct OutlookRecord: Encodable {
    struct Person: Encodable {
        let name: String
        let address: String
    }

    struct Text: Encodable {
        let kind: String
        /// Decoded by its charset; HTML with its tags.
        let text: String
    }

    struct File: Encodable {
        let name: String
        let message: OutlookRecord?
    }

    let subjects: [String]
    let from: [Person]
    let to: [Person]
    let cc: [Person]
    let date: String?
    let messageID: String?
    var texts: [Text] = []
    var files: [File] = []
    let defects: [String]

    init(_ message: Message, at root: Int) {
        let fields = message.parts[root].fields
        let value = { (name: FieldName) in fields.filter { $0.name == name }.map { Self.text($0.valueRange, in: message) } }
        let people = { (name: FieldName) in
            fields.filter { $0.name == name }.flatMap { message.mailboxes(of: $0) }.map {
                Person(name: String(decoding: message.displayName(of: $0), as: UTF8.self), address: String(decoding: message.bytes[$0.address], as: UTF8.self))
            }
        }
        subjects = value(.subject)
        (from, to, cc) = (people(.from), people(.to), people(.cc))
        (date, messageID) = (value(.date).first, value(.messageID).first)
        defects = root == 0 ? message.defects.map(\.rawValue) : []
        for index in message.parts.indices where Self.owner(of: index, in: message) == root { add(index, of: message) }
    }

    /// The message that a part belongs to, that message's own part excepted.
    private static func owner(of index: Int, in message: Message) -> Int? {
        var index = index
        while let parent = message.parts[index].parent, message.parts[parent].mediaType.kind != .message { index = parent }
        return index
    }

    private mutating func add(_ index: Int, of message: Message) {
        let part = message.parts[index]
        let isText = [.plain, .html, .otherText].contains(part.mediaType.kind) && !part.body.isEmpty
        if part.isAttachment {
            let inner = part.mediaType.kind == .message ? message.parts.firstIndex { $0.parent == index } : nil
            files.append(File(name: String(decoding: message.fileNameText(of: part), as: UTF8.self), message: inner.map { OutlookRecord(message, at: $0) }))
        } else if isText {
            let bytes = message.decodedBody(of: part, limit: 1 << 24).bytes
            let text = Charset.decode(bytes, declared: Charset(label: part.mediaType.charset)).text
            texts.append(Text(kind: part.mediaType.kind == .html ? "html" : "plain", text: String(decoding: text, as: UTF8.self)))
        }
    }

    private static func text(_ range: Range<Int>, in message: Message) -> String {
        var text = HeaderText(message: message)
        text.append(range)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}
