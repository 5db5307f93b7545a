internal import Glibc

/// Takes a body of multipart/form-data apart: RFC 2046 § 5.1.1.
struct MultipartReader {
    private let body: UnsafeRawBufferPointer
    /// CR, LF, two hyphens, the boundary. There is no CR in a boundary: no two attempts to match it overlap, and the search is linear.
    private let delimiter: [UInt8]
    private var at = 0

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    init(_ body: UnsafeRawBufferPointer, boundary: String?) throws(FormProblem) {
        guard let boundary, (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }), boundary.utf8.last != 0x20 else {
            throw .boundary
        }
        self.body = body
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// What stands before the first delimiter and behind the last is passed over.
    mutating func readAll() throws(FormProblem) -> [FormData.Field] {
        var fields: [FormData.Field] = []
        guard var next = firstDelimiter() else { throw .unfinished }
        while !next.isLast {
            guard fields.count < FormData.mostFields else { throw .tooManyFields }
            at = next.end
            let header = try readHeader()
            let start = at
            guard let end = nextDelimiter(from: header.end) else { throw .unfinished }
            fields.append(
                FormData.Field(
                    name: header.name, fileName: header.fileName, contentType: header.contentType,
                    bytes: Array(UnsafeRawBufferPointer(rebasing: body[min(start, end.start)..<end.start]))))
            next = end
        }
        return fields
    }

    private struct Delimiter {
        let start: Int
        /// Behind its line end.
        let end: Int
        let isLast: Bool
    }

    private func firstDelimiter() -> Delimiter? {
        // At the very beginning its line end is missing.
        if starts(with: delimiter[2...], at: 0), let found = ending(start: 0, behind: delimiter.count - 2) { return found }
        return nextDelimiter(from: 0)
    }

    private func nextDelimiter(from start: Int) -> Delimiter? {
        var index = start
        while let start = nextCarriageReturn(from: index) {
            if starts(with: delimiter[...], at: start), let found = ending(start: start, behind: start + delimiter.count) { return found }
            index = start + 1
        }
        return nil
    }

    /// White space that gateways add (RFC 2046: transport padding), then a line end; or two hyphens. Nil: a line that only begins like a delimiter.
    private func ending(start: Int, behind: Int) -> Delimiter? {
        if starts(with: [0x2D, 0x2D], at: behind) { return Delimiter(start: start, end: behind + 2, isLast: true) }
        var index = behind
        while index < body.count, body[index] == 0x20 || body[index] == 0x09 { index += 1 }
        return starts(with: Self.lineEnd[...], at: index) ? Delimiter(start: start, end: index + 2, isLast: false) : nil
    }

    private func nextCarriageReturn(from start: Int) -> Int? {
        guard start < body.count, let base = body.baseAddress, let found = memchr(base + start, 0x0D, body.count - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    private func starts(with bytes: ArraySlice<UInt8>, at index: Int) -> Bool {
        guard body.count - index >= bytes.count, let base = body.baseAddress else { return false }
        return bytes.withUnsafeBytes { memcmp(base + index, $0.baseAddress!, $0.count) == 0 }
    }

    // MARK: The header of a part

    private struct Header {
        var name: String
        var fileName: String?
        var contentType: String?
        /// Where the search for the next delimiter begins: the line end before an empty field's delimiter is that of the header.
        var end: Int
    }

    /// Goes on to the first byte of the part's content.
    private mutating func readHeader() throws(FormProblem) -> Header {
        let start = at
        var name: String?
        var header = Header(name: "", end: 0)
        while true {
            let line = try readLine(limit: start + FormData.mostHeaderBytes)
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .header }
            let field = String(decoding: UnsafeRawBufferPointer(rebasing: line[..<colon]), as: UTF8.self).lowercased()
            let value = String(decoding: UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]), as: UTF8.self)
            switch field {
            case "content-disposition":
                guard let disposition = FieldValue(value), disposition.value == "form-data", name == nil else { throw .header }
                name = disposition["name"].map(FormName.read)
                header.fileName = disposition.extended("filename") ?? disposition["filename"].map(FormName.read)
            case "content-type": header.contentType = FieldValue(value)?.value
            case "content-transfer-encoding":
                guard let encoding = FieldValue(value)?.value, ["7bit", "8bit", "binary"].contains(encoding) else { throw .encoding }
            default: break
            }
        }
        guard let name else { throw .header }
        header.name = name
        header.end = at - 2
        return header
    }

    /// The line without its end; goes on behind it.
    private mutating func readLine(limit: Int) throws(FormProblem) -> UnsafeRawBufferPointer {
        var index = at
        while let found = nextCarriageReturn(from: index), found < limit {
            if starts(with: Self.lineEnd[...], at: found) {
                let line = UnsafeRawBufferPointer(rebasing: body[at..<found])
                at = found + 2
                return line
            }
            index = found + 1
        }
        throw body.count >= limit ? .headerTooLong : .unfinished
    }
}

/// What browsers do to a name: HTML § 4.10.21.8 encodes CR, LF and the quotation mark, and nothing else.
private enum FormName {
    static func read(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        return text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}
