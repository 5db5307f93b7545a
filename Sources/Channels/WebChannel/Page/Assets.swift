internal import Crypto
internal import WebAssets

/// Templates, style and script, which are part of the program.
enum Assets {
    static var names: [String] { all.keys.sorted() }

    static func bytes(_ name: String) -> [UInt8] { all[name] ?? [] }

    static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    /// What browsers load, under a name that changes with the content, so that it may be kept for ever.
    struct File {
        let name: String
        let path: String
        let type: String
    }

    static let files = [
        file("page", "css", "text/css; charset=utf-8"), file("page", "js", "text/javascript; charset=utf-8"), file("page", "svg", "image/svg+xml"),
    ]

    private static func file(_ name: String, _ suffix: String, _ type: String) -> File {
        let hash = SHA256.hash(data: bytes("\(name).\(suffix)")).prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return File(name: "\(name).\(suffix)", path: "\(name).\(hash).\(suffix)", type: type)
    }

    private static let all: [String: [UInt8]] = Dictionary(
        uniqueKeysWithValues: (0..<web_asset_count()).map { index in
            let asset = web_asset_at(index)
            return (String(cString: asset.name), [UInt8](UnsafeBufferPointer(start: asset.bytes, count: asset.count)))
        })
}
