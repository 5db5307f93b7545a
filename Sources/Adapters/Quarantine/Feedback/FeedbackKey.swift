internal import Crypto
internal import Glibc

/// The key with which Message-IDs are hashed (HMAC-SHA256, RFC 2104): without it nobody can try out which mail a line is about.
struct FeedbackKey {
    private let key: SymmetricKey

    static let fileName = "feedback.key"
    private static let byteCount = 32

    /// Reads it, or makes it where there is none yet.
    init(in directory: String) throws(FeedbackProblem) {
        do throws(FeedbackProblem) {
            key = try Self.read(directory)
        } catch .system(ENOENT, let path) where path != directory {
            try Self.make(in: directory)
            // Whoever made one first, that one counts.
            key = try Self.read(directory)
        }
    }

    /// 128 bits in hexadecimal digits; nil for no Message-ID.
    func hash(_ messageID: [UInt8]) -> String? {
        guard !messageID.isEmpty else { return nil }
        return HMAC<SHA256>.authenticationCode(for: messageID, using: key).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func read(_ directory: String) throws(FeedbackProblem) -> SymmetricKey {
        let file = try StateFile(fileName, in: directory, .read)
        let bytes = [UInt8](unsafeUninitializedCapacity: byteCount + 1) { buffer, count in
            count = max(0, Glibc.read(file.descriptor, buffer.baseAddress, byteCount + 1))
        }
        guard bytes.count == byteCount else { throw .damagedKey("\(directory)/\(fileName)") }
        return SymmetricKey(data: bytes)
    }

    /// Written under another name first, so that nobody reads half a key.
    private static func make(in directory: String) throws(FeedbackProblem) {
        let (path, draft) = ("\(directory)/\(fileName)", "\(fileName).\(getpid()).\(UInt32.random(in: 0 ... .max))")
        let draftPath = "\(directory)/\(draft)"
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        defer { unlink(draftPath) }
        do {
            let file = try StateFile(draft, in: directory, .makeNew)
            if let problem = file.write(bytes) { throw FeedbackProblem.system(problem, path) }
            if fsync(file.descriptor) != 0 { throw FeedbackProblem.system(errno, path) }
        } catch let problem as FeedbackProblem {
            throw problem
        } catch {
            throw .system(EIO, path)
        }
        // Fails where there is one already.
        if link(draftPath, path) != 0, errno != EEXIST { throw .system(errno, path) }
    }
}
