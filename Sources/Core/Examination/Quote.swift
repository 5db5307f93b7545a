internal import MailMessage
public import ScamEvidence
internal import VisibleText

extension CaseFile {
    /// What stands in place of a secret, in every output.
    public static let mask = "•••"

    /// The words of the message that a piece of evidence rests on, in their original spelling; secrets are masked. Empty for hidden text.
    public func quote(of evidence: Evidence) -> String { masked(evidence.textRange, section: evidence.section) }

    /// The beginning of a section of the reading, at most so many bytes of it; secrets are masked.
    public func beginning(ofSection section: Int, atMost limit: Int) -> String {
        let text = reading.sections[section].text
        var end = min(limit, text.count)
        // Not within a character.
        while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
        return masked(0..<end, section: section)
    }

    private func masked(_ range: Range<Int>, section: Int) -> String {
        let text = reading.sections[section].text
        var quote = ""
        var position = range.lowerBound
        for secret in secretRanges[section] where secret.overlaps(range) {
            quote += String(decoding: text[position..<max(position, secret.lowerBound)], as: UTF8.self) + Self.mask
            position = min(max(position, secret.upperBound), range.upperBound)
        }
        return quote + String(decoding: text[position..<range.upperBound], as: UTF8.self)
    }
}

/// The places of the quoted secrets and personal details. Their bytes live here only while the places are looked for.
enum SecretPlaces {
    /// For each section every place where a secret stands, also where it is repeated without being called one, or in another
    /// spelling that folds to the same: in order, apart from each other.
    static func find(_ evidence: [Evidence], doubtful: [[Range<Int>]], in reading: Reading) -> [[Range<Int>]] {
        let secrets = evidence.filter(\.isSecret)
        guard !secrets.isEmpty else { return doubtful.map(Section.merged) }
        let spellings = Set(secrets.map { Array(reading.sections[$0.section].text[$0.textRange]) })
        let exact = Needles(spellings)
        let folded = Needles(Set(spellings.map(Self.folded)).filter { $0.count >= shortestFolded })
        return zip(reading.sections, doubtful).map { section, doubtful in
            let visible = exact.places(in: section.text)
            let others = folded.places(in: section.folded.bytes).flatMap { section.folded.map.sources(of: $0) }
            return Section.merged(visible + others + doubtful)
        }
    }

    /// A secret of signs alone may fold to nothing.
    private static let shortestFolded = 4

    private static func folded(_ secret: [UInt8]) -> [UInt8] {
        let bytes = FoldedText(folding: secret, decodingReferences: true).bytes
        return Array(bytes.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
    }

    /// Byte strings that are looked for together, in one pass.
    struct Needles {
        private struct Needle {
            let bytes: [UInt8]
            let count: Int
            let last: UInt8
        }

        private var byFirst: [UInt8: [Needle]]

        init(_ all: Set<[UInt8]>) {
            let needles = all.filter { !$0.isEmpty }.map { Needle(bytes: $0, count: $0.count, last: $0[$0.count - 1]) }
            byFirst = Dictionary(grouping: needles) { $0.bytes[0] }
        }

        func places(in text: [UInt8]) -> [Range<Int>] {
            var isFirst = [Bool](repeating: false, count: 256)
            for byte in byFirst.keys { isFirst[Int(byte)] = true }
            var found: [Range<Int>] = []
            for position in text.indices where isFirst[Int(text[position])] {
                // The last byte first: two hundred telephone numbers may begin alike.
                for needle in byFirst[text[position]] ?? [] where position + needle.count <= text.count && text[position + needle.count - 1] == needle.last {
                    if text[position...].starts(with: needle.bytes) { found.append(position..<position + needle.count) }
                }
            }
            return found
        }
    }
}
