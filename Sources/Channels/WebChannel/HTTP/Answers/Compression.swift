internal import CZlib
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// gzip of answers (RFC 1952), for clients that take it.
///
/// BREACH is no concern here: for it a page has to hold a secret beside what an attacker can put in, and ours hold no token, cookie or key: only what the one who asks has sent.
final class Compression: Sendable {
    /// Less is not worth it: the header of the format and a packet's room.
    static let leastBytes = 1 << 10
    /// Style and script: made once, and kept.
    private static let mostKept = 32

    private let kept = Mutex<[String: ByteBuffer]>([:])

    /// - Parameter path: of the request; what is told to be immutable is kept by it.
    func apply(to answer: inout Answer, path: String, accepted: String?) {
        guard answer.body.readableBytes >= Self.leastBytes, !answer.fields.contains(.contentEncoding), Self.isText(answer.fields[.contentType]) else { return }
        answer.fields.append(.init(name: .vary, value: "Accept-Encoding"))
        guard Self.takesGzip(accepted) else { return }
        let isImmutable = answer.status == .ok && answer.fields[.cacheControl]?.contains("immutable") ?? false
        if isImmutable, let packed = kept.withLock({ $0[path] }) {
            answer.body = packed
        } else {
            guard let packed = Self.gzip(answer.body, level: isImmutable ? 9 : 1) else { return }
            answer.body = packed
            if isImmutable { kept.withLock { if $0.count < Self.mostKept { $0[path] = packed } } }
        }
        answer.fields[.contentEncoding] = "gzip"
    }

    static func isText(_ type: String?) -> Bool {
        guard let type else { return false }
        return ["text/", "application/json", "application/problem+json", "application/javascript", "image/svg+xml", "message/"].contains { type.hasPrefix($0) }
    }

    /// RFC 9110 § 12.5.3; a quality of nothing but zeros is a refusal.
    static func takesGzip(_ accepted: String?) -> Bool {
        guard let accepted else { return false }
        var any = false
        for coding in accepted.split(separator: ",") {
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let name = parts.first else { continue }
            let isRefused = parts.dropFirst().contains { $0.hasPrefix("q=0") && $0.dropFirst(2).allSatisfy { $0 == "0" || $0 == "." } }
            if name == "gzip" || name == "x-gzip" { return !isRefused }
            if name == "*" { any = !isRefused }
        }
        return any
    }

    /// Nil where zlib has no memory.
    static func gzip(_ body: ByteBuffer, level: Int32) -> ByteBuffer? {
        var stream = z_stream()
        // 16 on top of the window: gzip's header instead of zlib's.
        guard deflateInit2_(&stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(body.readableBytes)))
        var packed = ByteBuffer()
        var isWhole = false
        packed.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { output in
            body.withUnsafeReadableBytes { input in
                // zlib asks for a pointer to what it does not change.
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(clamping: output.count)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return output.count - Int(stream.avail_out)
            }
        }
        return isWhole ? packed : nil
    }
}
