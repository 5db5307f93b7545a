// The committed form: "UBPH", a format number, then each field in the order of its declaration. Numbers are little-endian;
// an array is its count (32 bits) and its elements; a string is its UTF-8 length (8 bits) and its bytes.

extension PhraseTable {
    private static let mark = Array("UBPH".utf8)
    private static let format: UInt16 = 2

    package var serialized: [UInt8] {
        var bytes = Self.mark
        bytes.append(Self.format)
        bytes.appendAll(byteClasses.map(UInt16.init))
        bytes.append(UInt16(classCount))
        bytes.appendAll(nextStates)
        bytes.append(UInt16(firstAccepting))
        for list in [acceptStarts, acceptedTerms] { bytes.appendAll(list) }
        bytes.appendAll(terms.flatMap(\.fields))
        for list in [stepStarts, termSteps] { bytes.appendAll(list) }
        bytes.appendAll(steps.flatMap { [$0.phrase, UInt16($0.position) << 8 | UInt16($0.gap)] })
        bytes.appendAll(phrases.flatMap { [$0.firstStep, UInt16($0.stepCount), UInt16($0.meaning) << 8 | UInt16($0.language)] })
        for names in [meanings, languages] {
            bytes.append(UInt16(names.count))
            for name in names { bytes += [UInt8(name.utf8.count)] + Array(name.utf8) }
        }
        return bytes
    }

    /// Nil where the bytes are of another format or cut short.
    init?(reading bytes: [UInt8]) {
        guard bytes.starts(with: Self.mark) else { return nil }
        var reader = TableReader(bytes: bytes, position: Self.mark.count)
        guard reader.number() == Self.format, let classes = reader.list(), let classCount = reader.number(), let next = reader.list(),
            let firstAccepting = reader.number(), let acceptStarts = reader.list(), let accepted = reader.list(), let terms = reader.list(),
            let stepStarts = reader.list(), let termSteps = reader.list(), let steps = reader.list(), let phrases = reader.list(),
            let meanings = reader.names(), let languages = reader.names()
        else { return nil }
        byteClasses = classes.map { UInt8(truncatingIfNeeded: $0) }
        self.classCount = Int(classCount)
        nextStates = next
        self.firstAccepting = Int(firstAccepting)
        self.acceptStarts = acceptStarts
        acceptedTerms = accepted
        self.terms = stride(from: 0, to: terms.count - 3, by: 4).map { Term(fields: terms[$0..<$0 + 4]) }
        self.stepStarts = stepStarts
        self.termSteps = termSteps
        self.steps = stride(from: 0, to: steps.count - 1, by: 2).map {
            Step(phrase: steps[$0], position: UInt8(steps[$0 + 1] >> 8), gap: UInt8(truncatingIfNeeded: steps[$0 + 1]))
        }
        self.phrases = stride(from: 0, to: phrases.count - 2, by: 3).map {
            Phrase(
                firstStep: phrases[$0], stepCount: UInt8(truncatingIfNeeded: phrases[$0 + 1]), meaning: UInt8(phrases[$0 + 2] >> 8),
                language: UInt8(truncatingIfNeeded: phrases[$0 + 2]))
        }
        self.meanings = meanings
        self.languages = languages
    }
}

extension PhraseTable.Term {
    fileprivate var fields: [UInt16] {
        [length, UInt16(innerSeparators) << 1 | (isStem ? 1 : 0), UInt16(truncatingIfNeeded: languages), UInt16(languages >> 16)]
    }

    fileprivate init(fields: ArraySlice<UInt16>) {
        let start = fields.startIndex
        length = fields[start]
        innerSeparators = UInt8(truncatingIfNeeded: fields[start + 1] >> 1)
        isStem = fields[start + 1] & 1 == 1
        languages = UInt32(fields[start + 2]) | UInt32(fields[start + 3]) << 16
    }
}

private struct TableReader {
    let bytes: [UInt8]
    var position: Int

    mutating func number() -> UInt16? {
        guard position + 2 <= bytes.count else { return nil }
        defer { position += 2 }
        return UInt16(bytes[position]) | UInt16(bytes[position + 1]) << 8
    }

    mutating func list() -> [UInt16]? {
        guard let low = number(), let high = number() else { return nil }
        let count = Int(low) | Int(high) << 16
        guard position + 2 * count <= bytes.count else { return nil }
        defer { position += 2 * count }
        let start = position
        return bytes.withUnsafeBytes { raw in
            (0..<count).map { UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: start + 2 * $0, as: UInt16.self)) }
        }
    }

    mutating func names() -> [String]? {
        guard let count = number() else { return nil }
        var names: [String] = []
        for _ in 0..<count {
            guard position < bytes.count, position + 1 + Int(bytes[position]) <= bytes.count else { return nil }
            let end = position + 1 + Int(bytes[position])
            names.append(String(decoding: bytes[position + 1..<end], as: UTF8.self))
            position = end
        }
        return names
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ number: UInt16) { self += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)] }

    fileprivate mutating func appendAll(_ numbers: [UInt16]) {
        append(UInt16(truncatingIfNeeded: numbers.count))
        append(UInt16(numbers.count >> 16))
        for number in numbers { append(number) }
    }
}
