import Glibc

@testable import Quarantine

/// A folder of its own, gone when the test is over.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/unbluff-quarantine-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit { remove(path) }

    private func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else { return _ = unlink(path) }
        chmod(path, 0o700)
        // Any bytes may be a name.
        for name in entries(path) { removeBytes(path, name) }
        rmdir(path)
    }

    private func removeBytes(_ folder: String, _ name: [UInt8]) {
        let text = String(decoding: name, as: UTF8.self)
        if text.utf8.elementsEqual(name) { return remove("\(folder)/\(text)") }
        _ = (Array("\(folder)/".utf8) + name + [0]).withUnsafeBytes { unlink($0.assumingMemoryBound(to: CChar.self).baseAddress!) }
    }

    func makeFolder(_ name: String) { mkdir("\(path)/\(name)", 0o700) }

    func write(_ name: [UInt8], _ text: String, mode: mode_t = 0o600) {
        let file = (Array("\(path)/".utf8) + name + [0]).withUnsafeBytes {
            open($0.assumingMemoryBound(to: CChar.self).baseAddress!, O_WRONLY | O_CREAT | O_TRUNC, mode)
        }
        let bytes = Array(text.utf8)
        _ = Glibc.write(file, bytes, bytes.count)
        close(file)
    }

    func write(_ name: String, _ text: String, mode: mode_t = 0o600) { write(Array(name.utf8), text, mode: mode) }

    func text(_ name: String) -> String? {
        let file = open("\(path)/\(name)", O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    func names(_ folder: String = ".") -> [String] { entries("\(path)/\(folder)").map { String(decoding: $0, as: UTF8.self) }.sorted() }

    private func entries(_ folder: String) -> [[UInt8]] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names
    }
}

enum Sample {
    static func mail(_ result: String = "sextortion-scam; probability=0.98; reasons=demands-payment,deadline; version=0.1.0; action=quarantine") -> String {
        "X-Unbluff-Result: \(result)\nFrom: =?utf-8?q?B=C3=B6b?= <bob@example.com>\nMessage-ID: <1@example.com>\nX-Fixture: unbluff\n\nText\n"
    }
}

/// What a throwing call threw.
func problem(_ work: () async throws(QuarantineProblem) -> some Any) async -> QuarantineProblem? {
    do throws(QuarantineProblem) {
        _ = try await work()
        return nil
    } catch {
        return error
    }
}
