/// What a part carries in itself that is to be taken apart.
enum Packing: Equatable {
    /// An RFC 5322 message.
    case mail
    /// An Outlook `.msg` file.
    case outlook
    /// `winmail.dat`.
    case transportNeutral
    /// uuencoded files in a text; where the line of the first begins.
    case uuencode(Int)
}

extension PartUnpacker {
    /// Nil for a part that is read as it is.
    static func packing(of part: Part, in bytes: [UInt8]) -> Packing? {
        switch part.mediaType.kind {
        case .message: return part.encoding == .identity ? nil : .mail
        case .plain where part.encoding == .identity: return UUEncodedFile.first(in: bytes, part.body).map { .uuencode($0) }
        case .other: return part.body.isEmpty ? nil : packing(ofFile: part, in: bytes)
        default: return nil
        }
    }

    /// QUIRK: the types are often missing, and mail programs go by the file's name.
    private static func packing(ofFile part: Part, in bytes: [UInt8]) -> Packing? {
        let type = part.fields.first { $0.name == .contentType }?.valueRange ?? 0..<0
        let semicolon = bytes.firstIndex(of: .semicolon, in: type) ?? type.upperBound
        let name = bytes.trimmed(type.lowerBound..<semicolon)
        if bytes.spells("application/ms-tnef", in: name) || bytes.spells("application/vnd.ms-tnef", in: name) { return .transportNeutral }
        if bytes.spells("application/vnd.ms-outlook", in: name) { return .outlook }
        guard MediaType.isUntold(bytes, in: type) else { return nil }
        let file = part.fileName(in: bytes)?.bytes ?? []
        if file.map(\.asciiLowercased) == Array("winmail.dat".utf8) { return .transportNeutral }
        if file.hasFileExtension("msg") { return .outlook }
        return file.hasFileExtension("eml") ? .mail : nil
    }
}

/// A uuencoded file in the midst of a text.
struct UUEncodedFile {
    /// From its `begin` line to its `end` line, both included.
    let range: Range<Int>
    private let name: Range<Int>

    /// Where the line of the first file in `range` begins: one with a line of the encoding behind it.
    static func first(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var position = range.lowerBound
        while position < range.upperBound {
            let end = min(bytes.lineEnd(from: position), range.upperBound)
            if bytes[position] == 0x62, UUEncode.fileName(on: position..<end, of: bytes) != nil, end < range.upperBound,
                UUEncode.length(of: end..<min(bytes.lineEnd(from: end), range.upperBound), in: bytes) != nil
            {
                return position
            }
            position = end
        }
        return nil
    }

    /// The file whose `begin` line begins at `start`. What is no line of the encoding ends it.
    init(_ bytes: [UInt8], from start: Int, end: Int) {
        var position = min(bytes.lineEnd(from: start), end)
        name = UUEncode.fileName(on: start..<position, of: bytes) ?? start..<start
        while position < end {
            let line = position..<min(bytes.lineEnd(from: position), end)
            let isEnd = bytes.spells("end", in: bytes.trimmed(line))
            guard isEnd || UUEncode.length(of: line, in: bytes) != nil else { break }
            position = line.upperBound
            if isEnd { break }
        }
        range = start..<position
    }

    /// By its name: what is no text is passed over.
    func mediaType(in bytes: [UInt8]) -> MediaType { MediaType(fileName: Array(bytes[name])) }
}

extension [UInt8] {
    /// Whether a file name ends with a full stop and `word`, which is in lower case.
    func hasFileExtension(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        return count > length && self[count - length - 1] == 0x2E && spells(word, in: count - length..<count)
    }
}

extension MediaType {
    /// What a file of this name holds, as far as reading needs it.
    init(fileName: [UInt8]) {
        let isText = fileName.hasFileExtension("txt") || fileName.hasFileExtension("text") || fileName.hasFileExtension("log")
        let isHTML = fileName.hasFileExtension("htm") || fileName.hasFileExtension("html") || fileName.hasFileExtension("xhtml")
        let pictures: [StaticString] = ["png", "jpg", "jpeg", "gif", "bmp", "webp"]
        let isImage = pictures.contains { fileName.hasFileExtension($0) }
        self.init(kind: isHTML ? .html : isText ? .plain : isImage ? .image : .other, multipart: nil)
    }
}
