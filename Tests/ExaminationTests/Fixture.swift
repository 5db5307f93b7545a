import Foundation
import Testing

/// A case as files: `NN-name.eml`, `NN-name.expect.json` and `NN-name.readme`.
struct Fixture: Sendable, CustomTestStringConvertible {
    struct Expectation: Decodable, Sendable {
        struct Piece: Decodable, Sendable {
            let kind: String
            let currency: String?
            let value: String?
            let checksum: String?
            let hours: Int?
            let place: String?
            let detail: String?
            /// In the file as it stands.
            let spans: [[Int]]?
        }

        let verdict: String
        let kind: String?
        let claims: [String]?
        let evidence: [Piece]?
        let quotes: [String]?
        /// Kinds of evidence that must not be found.
        let absent: [String]?
    }

    let name: String
    let bytes: [UInt8]
    let expected: Expectation

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

    static let all: [Fixture] = {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "eml" }.sorted { $0.path < $1.path }.map { file in
            let base = file.deletingPathExtension()
            do {
                let expected = try JSONDecoder().decode(Expectation.self, from: Data(contentsOf: base.appendingPathExtension("expect.json")))
                return Fixture(name: base.lastPathComponent, bytes: try [UInt8](Data(contentsOf: file)), expected: expected)
            } catch {
                fatalError("\(base.lastPathComponent): \(error)")
            }
        }
    }()

    /// With CRLF at the end of each line that ends with a bare LF, and where each byte went.
    var withCRLF: (bytes: [UInt8], offset: (Int) -> Int) {
        var converted: [UInt8] = []
        var offsets: [Int] = []
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A, index == 0 || bytes[index - 1] != 0x0D { converted.append(0x0D) }
            offsets.append(converted.count)
            converted.append(byte)
        }
        offsets.append(converted.count)
        let table = offsets
        return (converted, { table[$0] })
    }
}
