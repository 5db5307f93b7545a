import Foundation

/// Published test vectors that are not part of the project: in the folder that `UNBLUFF_SHARED` names. Tests skip where there is none.
enum SharedVectors {
    static let folder: String? = ProcessInfo.processInfo.environment["UNBLUFF_SHARED"]
    static var isThere: Bool { folder.map { FileManager.default.fileExists(atPath: $0 + "/vectors/addresses") } ?? false }

    static func data(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + path)) }

    static func lines(_ path: String) throws -> [String] {
        String(decoding: try data(path), as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    static func json(_ path: String) throws -> Any { try JSONSerialization.jsonObject(with: data(path)) }
}
