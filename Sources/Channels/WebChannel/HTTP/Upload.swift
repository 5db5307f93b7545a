internal import ChannelKit
internal import Hummingbird
internal import MailMessage
internal import NIOCore

extension Request {
    /// The whole body, at most `limit` bytes; more is 413.
    func bytes(atMost limit: Int) async throws -> [UInt8] {
        if let announced = headers[.contentLength].flatMap({ Int($0) }), announced > limit { throw HTTPError(.contentTooLarge) }
        var bytes: [UInt8] = []
        for try await chunk in body {
            guard bytes.count + chunk.readableBytes <= limit else { throw HTTPError(.contentTooLarge) }
            bytes += chunk.readableBytesView
        }
        return bytes
    }
}
