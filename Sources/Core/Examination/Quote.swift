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

    /// The names of attached files, on one line each, with the secrets of the message masked in them; empty where a part has none.
    func fileNames(of parts: [Part]) -> [String] {
        let secrets = evidence.filter(\.isSecret)
        let spellings = secrets.isEmpty ? nil : SecretPlaces.Spellings(of: secrets, in: reading)
        return parts.map { part in
            let name = message.fileNameText(of: part)
            guard let spellings, !name.isEmpty else { return InertText.line(String(decoding: name, as: UTF8.self)) }
            let places = Section.merged(spellings.places(in: name, FoldedText(folding: name)))
            return InertText.line(Self.masked(name, 0..<name.count, places))
        }
    }

    private func masked(_ range: Range<Int>, section: Int) -> String { Self.masked(reading.sections[section].text, range, secretRanges[section]) }

    private static func masked(_ text: [UInt8], _ range: Range<Int>, _ secrets: [Range<Int>]) -> String {
        var quote = ""
        var position = range.lowerBound
        for secret in secrets where secret.overlaps(range) {
            quote += String(decoding: text[position..<max(position, secret.lowerBound)], as: UTF8.self) + mask
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
        let spellings = Spellings(of: secrets, in: reading)
        return zip(reading.sections, doubtful).map { section, doubtful in
            Section.merged(spellings.places(in: section.text, section.folded) + doubtful)
        }
    }

    /// Secrets as they are written, and as they fold.
    struct Spellings {
        private let exact: Needles
        private let folded: Needles

        init(of secrets: [Evidence], in reading: Reading) {
            let spellings = Set(secrets.map { Array(reading.sections[$0.section].text[$0.textRange]) })
            exact = Needles(spellings)
            folded = Needles(Set(spellings.map(Self.folded)).filter { $0.count >= Self.shortestFolded })
        }

        /// In no order.
        func places(in text: [UInt8], _ foldedText: FoldedText) -> [Range<Int>] {
            exact.places(in: text) + folded.places(in: foldedText.bytes).flatMap { foldedText.map.sources(of: $0) }
        }

        /// A secret of signs alone may fold to nothing.
        private static let shortestFolded = 4

        private static func folded(_ secret: [UInt8]) -> [UInt8] {
            let bytes = FoldedText(folding: secret).bytes
            return Array(bytes.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
        }
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
