internal import ArgumentParser
internal import Examination
internal import FoundationEssentials
internal import ScamEvidence
internal import ScamVerdict

extension Examiner {
    /// With phrases and a model from files, where they are named.
    static func reading(phrases: String?, model: String? = nil) throws -> Examiner {
        var examiner = Examiner()
        if let phrases {
            guard let table = PhraseScanner(reading: try bytes(of: phrases)) else { throw ValidationError("'\(phrases)' is no phrase table of this version.") }
            examiner.phrases = table
        }
        if let model {
            let file = try bytes(of: model)
            do {
                examiner.model = try VerdictModel(reading: file)
            } catch {
                throw ValidationError("'\(model)' cannot be used: \(error).")
            }
        }
        return examiner
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw ValidationError("'\(path)' cannot be read.") }
        return [UInt8](data)
    }
}
