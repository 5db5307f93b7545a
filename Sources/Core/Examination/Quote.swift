public import ScamEvidence
internal import VisibleText

extension CaseFile {
    /// What stands in place of a secret, in every output.
    public static let mask = "•••"

    /// The words of the message that a piece of evidence rests on, in their original spelling; secrets are masked. Empty for hidden text.
    public func quote(of evidence: Evidence) -> String {
        let text = reading.sections[evidence.section].text
        var quote = ""
        var position = evidence.textRange.lowerBound
        for secret in secretRanges(in: evidence.section) where secret.overlaps(evidence.textRange) {
            quote += String(decoding: text[position..<max(position, secret.lowerBound)], as: UTF8.self) + Self.mask
            position = min(max(position, secret.upperBound), evidence.textRange.upperBound)
        }
        return quote + String(decoding: text[position..<evidence.textRange.upperBound], as: UTF8.self)
    }

    /// Every place where a quoted secret stands in a section, also where it is repeated without being called one: in order, apart from each other.
    public func secretRanges(in section: Int) -> [Range<Int>] {
        let text = reading.sections[section].text
        var ranges: [Range<Int>] = []
        for secret in secrets { ranges += Self.places(of: secret, in: text) }
        return Section.merged(ranges)
    }

    /// The secrets' own bytes. They leave this module only as places.
    private var secrets: Set<[UInt8]> {
        Set(evidence.filter { $0.fact == .quotedSecret }.map { Array(reading.sections[$0.section].text[$0.textRange]) })
    }

    private static func places(of secret: [UInt8], in text: [UInt8]) -> [Range<Int>] {
        guard let first = secret.first, secret.count <= text.count else { return [] }
        var found: [Range<Int>] = []
        var position = 0
        while position <= text.count - secret.count {
            if text[position] == first, text[position..<position + secret.count].elementsEqual(secret) {
                found.append(position..<position + secret.count)
                position += secret.count
            } else {
                position += 1
            }
        }
        return found
    }
}
