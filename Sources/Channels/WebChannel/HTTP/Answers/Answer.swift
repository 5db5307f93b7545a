internal import Glibc
internal import Hummingbird
internal import NIOCore

/// What goes back to a client.
struct Answer: Sendable {
    var status: HTTPResponse.Status
    var fields: HTTPFields
    var body: ByteBuffer
    /// Of a HEAD request: the body is counted, and not sent.
    var isHead = false

    /// The whole of it: answers are made in one piece.
    init(_ response: Response) async throws {
        status = response.status
        fields = response.headers
        let pieces = Pieces()
        try await response.body.write(PieceWriter(pieces: pieces))
        body = pieces.whole
    }

    init(status: HTTPResponse.Status, fields: HTTPFields, body: ByteBuffer) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// Bodies that are copied behind their header, so that one packet has both.
    private static let smallBytes = 16 << 10

    /// Status line, fields and body: RFC 9112.
    func bytes(closing: Bool, keepsAlive10: Bool) -> [ByteBuffer] {
        let hasBody = !(isHead || status.code == 204 || status.code == 304)
        var head = ByteBuffer()
        head.reserveCapacity(1_024 + (hasBody && body.readableBytes <= Self.smallBytes ? body.readableBytes : 0))
        head.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        for field in fields where field.name != .contentLength && field.name != .connection {
            head.writeString(field.name.rawName)
            head.writeStaticString(": ")
            head.writeString(field.value)
            head.writeStaticString("\r\n")
        }
        if status.code != 204, status.code != 304 { head.writeString("content-length: \(body.readableBytes)\r\n") }
        head.writeString("date: \(HTTPDate.now)\r\n")
        if closing { head.writeStaticString("connection: close\r\n") } else if keepsAlive10 { head.writeStaticString("connection: keep-alive\r\n") }
        head.writeStaticString("\r\n")
        guard hasBody, body.readableBytes > 0 else { return [head] }
        if body.readableBytes > Self.smallBytes { return [head, body] }
        head.writeImmutableBuffer(body)
        return [head]
    }
}

/// What a response's body writes.
private final class Pieces {
    var whole = ByteBuffer()

    func add(_ piece: ByteBuffer) {
        if whole.readableBytes == 0 { whole = piece } else { whole.writeImmutableBuffer(piece) }
    }
}

private struct PieceWriter: ResponseBodyWriter {
    let pieces: Pieces

    func write(_ buffer: ByteBuffer) { pieces.add(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) {}
}

/// RFC 9110 § 5.6.7.
private enum HTTPDate {
    static var now: String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        // Nobody sets a locale in this process: the names are English.
        let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
