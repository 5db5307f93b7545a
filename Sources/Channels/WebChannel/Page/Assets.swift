internal import WebAssets

/// Templates, style and script, which are part of the program.
enum Assets {
    static func bytes(_ name: String) -> [UInt8] { all[name] ?? [] }

    static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    private static let all: [String: [UInt8]] = Dictionary(
        uniqueKeysWithValues: (0..<web_asset_count()).map { index in
            let asset = web_asset_at(index)
            return (String(cString: asset.name), [UInt8](UnsafeBufferPointer(start: asset.bytes, count: asset.count)))
        })
}
