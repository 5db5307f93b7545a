/// Finds every place where one of several secrets stands. What it costs grows with the text, not with the number of secrets.
struct SecretSearch: Sendable {
    private var secrets: Set<ArraySlice<UInt8>> = []
    /// The lengths of the secrets that begin with each byte.
    private var lengths = [[Int]](repeating: [], count: 256)
    private var longest = 0

    init(for found: some Sequence<ArraySlice<UInt8>>) {
        for secret in found where !secret.isEmpty && secrets.insert(secret).inserted {
            let first = Int(secret[secret.startIndex])
            if !lengths[first].contains(secret.count) { lengths[first].append(secret.count) }
            longest = max(longest, secret.count)
        }
    }

    /// The places that touch `range` of `text`, in the order in which they begin; they may overlap, and reach beyond it.
    func places(in text: [UInt8], touching range: Range<Int>) -> [Range<Int>] {
        guard !secrets.isEmpty, !range.isEmpty else { return [] }
        var places: [Range<Int>] = []
        for start in max(0, range.lowerBound - longest + 1)..<range.upperBound {
            for length in lengths[Int(text[start])]
            where start + length > range.lowerBound && start + length <= text.count && secrets.contains(text[start..<start + length]) {
                places.append(start..<start + length)
            }
        }
        return places
    }
}
