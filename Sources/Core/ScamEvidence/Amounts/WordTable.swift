/// A fixed table by word: open addressing over the key's own bits, so that a word that is none of them costs one look.
struct WordTable<Value: Sendable>: Sendable {
    /// Nil for an empty slot.
    private var keys: [WordKey?]
    private var values: [Value?]
    private let mask: Int

    /// Of a word that comes twice the last value counts.
    init(_ rows: [(word: String, value: Value)]) {
        var size = 16
        while size < rows.count * 4 { size *= 2 }
        keys = Array(repeating: nil, count: size)
        values = Array(repeating: nil, count: size)
        mask = size - 1
        for (word, value) in rows {
            let key = WordKey(word)
            let index = slot(of: key)
            (keys[index], values[index]) = (key, value)
        }
    }

    @inline(__always)
    subscript(key: WordKey) -> Value? {
        let index = slot(of: key)
        return keys[index] == nil ? nil : values[index]
    }

    @inline(__always)
    func contains(_ key: WordKey) -> Bool { keys[slot(of: key)] != nil }

    /// Where the key stands or would stand.
    @inline(__always)
    private func slot(of key: WordKey) -> Int {
        var index = Int(truncatingIfNeeded: key.hash &>> 32) & mask
        while let other = keys[index], other != key { index = (index &+ 1) & mask }
        return index
    }
}

extension WordTable where Value == Void {
    /// The words that stand in a row with blanks between.
    init(list words: String) { self.init(words.split(separator: " ").map { (String($0), ()) }) }
}
