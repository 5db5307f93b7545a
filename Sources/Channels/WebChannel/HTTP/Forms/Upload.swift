internal import Hummingbird
internal import NIOCore

extension Request {
    /// What a form needs beside the message that it brings: its other fields, headers and delimiters.
    static let formOverhead = 64 << 10

    /// The whole body, at most `limit` bytes; more is 413.
    func bytes(atMost limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in body {
            guard bytes.count + chunk.readableBytes <= limit else { throw Problem.tooLarge(limit: limit) }
            bytes += chunk.readableBytesView
        }
        return bytes
    }

    /// A form before it is parsed, with at most `limit` bytes beside `formOverhead`, and its content type, empty where there is none.
    func form(atMost limit: Int) async throws -> (body: ByteBuffer, contentType: String) {
        (try await buffer(atMost: limit + Self.formOverhead), headers[.contentType] ?? "")
    }

    /// Without a copy where the body is in one piece, as it is behind our own connections.
    private func buffer(atMost limit: Int) async throws -> ByteBuffer {
        var whole: ByteBuffer?
        for try await chunk in body {
            guard (whole?.readableBytes ?? 0) + chunk.readableBytes <= limit else { throw Problem.tooLarge(limit: limit) }
            if whole == nil { whole = chunk } else { whole?.writeImmutableBuffer(chunk) }
        }
        return whole ?? ByteBuffer()
    }
}
