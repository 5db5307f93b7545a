internal import EmbeddedData

// A model file: "UBMD", a format number, the names of its features, its own name and recipe, then each question's weights; last a checksum
// of all before it (FNV-1a, 64 bits: against damage, not against an attacker). Numbers are little-endian; texts are their length (32 bits) and UTF-8.

extension VerdictModel {
    private static let mark = Array("UBMD".utf8)
    public static let format: UInt32 = 4

    /// Why a file is no model of this program.
    public enum Problem: Error, Equatable, CustomStringConvertible {
        case notAModel
        case otherFormat(UInt32)
        case otherFeatures
        case damaged

        public var description: String {
            switch self {
            case .notAModel: "it is no model file"
            case .otherFormat(let format): "its format is \(format), and this program reads format \(VerdictModel.format)"
            case .otherFeatures: "it was made for another version of this program: its features have other names"
            case .damaged: "it is damaged: its checksum does not fit"
            }
        }
    }

    /// The model that this program was built with. After a change of the features none fits until `script/generate/model` has made a new one; a test
    /// holds every release to having one.
    public static let embedded: VerdictModel = {
        let table = embedded_model()
        return (try? VerdictModel(reading: Array(UnsafeBufferPointer(start: table.bytes, count: table.count)))) ?? untrained
    }()

    /// Says of everything that it is nothing.
    static let untrained = VerdictModel(
        name: "untrained", recipe: "",
        weights: Question.allCases.map { _ in
            Weights(
                bias: -10, features: [Float](repeating: 0, count: Feature.all.count), wording: [Int8](repeating: 0, count: Wording.bucketCount), wordingUnit: 0)
        })

    public var serialized: [UInt8] {
        var bytes = Self.mark
        bytes.append(number: Self.format)
        bytes.append(text: Self.featureNames)
        bytes.append(text: name)
        bytes.append(text: recipe)
        for weights in weights {
            bytes.append(number: weights.bias.bitPattern)
            bytes.append(number: weights.wordingUnit.bitPattern)
            for weight in weights.features { bytes.append(number: weight.bitPattern) }
            bytes += weights.wording.map { UInt8(bitPattern: $0) }
        }
        let sum = FNV1a(bytes).value
        bytes.append(number: UInt32(truncatingIfNeeded: sum))
        bytes.append(number: UInt32(truncatingIfNeeded: sum >> 32))
        return bytes
    }

    /// Refuses, with the reason, what is not a whole model for exactly this program's features.
    public init(reading bytes: [UInt8]) throws(Problem) {
        var reader = ModelReader(bytes: bytes)
        guard bytes.starts(with: Self.mark), bytes.count > Self.mark.count + 12 else { throw .notAModel }
        reader.position = Self.mark.count
        guard let format = reader.number() else { throw .notAModel }
        guard format == Self.format else { throw .otherFormat(format) }
        guard let sum = ModelReader.checksum(at: bytes), sum == FNV1a(bytes.dropLast(8)).value else { throw .damaged }
        guard reader.text() == Self.featureNames else { throw .otherFeatures }
        guard let name = reader.text(), let recipe = reader.text() else { throw .damaged }
        var weights: [Weights] = []
        for _ in Question.allCases {
            guard let bias = reader.float(), let unit = reader.float(), let features = reader.floats(Feature.all.count),
                let wording = reader.signedBytes(Wording.bucketCount)
            else { throw .damaged }
            weights.append(Weights(bias: bias, features: features, wording: wording, wordingUnit: unit))
        }
        guard reader.position == bytes.count - 8 else { throw .damaged }
        self.init(name: name, recipe: recipe, weights: weights)
    }

    /// What the words mean is a part of them.
    private static let featureNames = (Feature.all.map(\.name) + ["notions-\(NotionTable.embedded.checksum)"]).joined(separator: " ")
}

private struct ModelReader {
    let bytes: [UInt8]
    var position = 0

    static func checksum(at bytes: [UInt8]) -> UInt64? {
        var reader = ModelReader(bytes: bytes, position: bytes.count - 8)
        guard let low = reader.number(), let high = reader.number() else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }

    mutating func number() -> UInt32? {
        guard position >= 0, position + 4 <= bytes.count else { return nil }
        defer { position += 4 }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32(8 * $1) }
    }

    mutating func text() -> String? {
        guard let count = number().map(Int.init), count <= bytes.count - position else { return nil }
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    /// Not a number, infinity and more than any log-odds are no weights.
    mutating func float() -> Float? { number().map { Float(bitPattern: $0) }.flatMap { abs($0) <= Self.most ? $0 : nil } }
    private static let most: Float = 1_000

    mutating func floats(_ count: Int) -> [Float]? {
        var floats: [Float] = []
        for _ in 0..<count {
            guard let float = float() else { return nil }
            floats.append(float)
        }
        return floats
    }

    mutating func signedBytes(_ count: Int) -> [Int8]? {
        guard position + count <= bytes.count else { return nil }
        defer { position += count }
        return bytes[position..<position + count].withUnsafeBytes { Array($0.bindMemory(to: Int8.self)) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(number: UInt32) { for shift in [0, 8, 16, 24] as [UInt32] { append(UInt8(truncatingIfNeeded: number >> shift)) } }

    fileprivate mutating func append(text: String) {
        append(number: UInt32(text.utf8.count))
        self += Array(text.utf8)
    }
}
