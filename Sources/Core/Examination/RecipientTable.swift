/// Lists of patterns, parsed once: which list is the first to name a recipient takes as long with two patterns as with thousands.
struct RecipientTable: Sendable, Equatable {
    private var first: [RecipientPattern: Int] = [:]

    /// Patterns that are none name nobody.
    init(_ lists: [[String]]) {
        for (index, list) in lists.enumerated() {
            for pattern in list.lazy.compactMap({ RecipientPattern($0) }) where first[pattern] == nil { first[pattern] = index }
        }
    }

    var isEmpty: Bool { first.isEmpty }

    /// The index of the first list that names the recipient.
    func firstList(naming recipient: RecipientAddress) -> Int? {
        isEmpty ? nil : RecipientPattern.naming(recipient).lazy.compactMap { first[$0] }.min()
    }
}
