/// How a kind of value is written: what is expected, how it is read, and how it is written down again.
struct ValueForm<Value: Sendable>: Sendable {
    let shape: Setting.Shape
    /// `a duration from 100ms to 1m`
    let expected: String
    /// The name is that of the key, for messages.
    let read: @Sendable (WrittenValue, String, inout ProblemList) throws(Reported) -> Value
    /// Nil: there is nothing to write.
    let write: @Sendable (Value) -> YAMLText?
    /// The word that was meant by something else, where that is known; for a list of one that was written without brackets.
    var meant: @Sendable (WrittenValue) -> String? = { _ in nil }
}

/// Why a word is no value.
enum Misreading: Error {
    /// It looks otherwise; perhaps this was meant.
    case other(meant: String? = nil)
    /// It looks right, and is not: the rest of the sentence "X …".
    case wrong(String)
}

extension ValueForm {
    /// A value of one word.
    static func word(
        _ expected: String, read: @escaping @Sendable (String, WrittenValue.Style) throws(Misreading) -> Value, write: @escaping @Sendable (Value) -> YAMLText?
    ) -> Self {
        Self(shape: .word, expected: expected) { written, name, problems throws(Reported) in
            guard case .word(let text, let style) = written.content else { throw problems.report(written, name, expected) }
            do throws(Misreading) {
                return try read(text, style)
            } catch {
                switch error {
                case .other(let meant): throw problems.report(written, name, expected, meant: meant)
                case .wrong(let why): throw problems.report(written.place, "\(name): \(Quoted.text(text)) \(why)")
                }
            }
        } write: { value in
            write(value)
        }
    }

    /// Nothing, `~` or `null` stand for nil.
    var orNothing: ValueForm<Value?> {
        ValueForm<Value?>(shape: shape, expected: expected) { written, name, problems throws(Reported) in
            if case .nothing = written.content { return nil }
            return try read(written, name, &problems)
        } write: { value in
            value.flatMap { write($0) }
        }
    }

    /// A list of such values, in which each is read, so that all problems are told.
    func list(_ expected: String) -> ValueForm<[Value]> {
        ValueForm<[Value]>(shape: shape == .word ? .words : .mappings, expected: expected) { written, name, problems throws(Reported) in
            guard case .list(let items) = written.content else {
                var meant: String?
                if let word = self.meant(written) ?? written.word, shape == .word { meant = YAMLText.list([.word(word)]).lines[0] }
                if case .nothing = written.content { meant = "[] for an empty list" }
                throw problems.report(written, name, expected, meant: meant)
            }
            var values: [Value] = []
            for item in items { if let value = try? read(item, name, &problems) { values.append(value) } }
            guard values.count == items.count else { throw Reported() }
            return values
        } write: { values in
            .list(values.compactMap { write($0) })
        }
    }
}

extension ProblemList {
    /// Adds a problem, to be thrown.
    mutating func report(_ place: ConfigurationPlace, _ message: String) -> Reported {
        add(place, message)
        return Reported()
    }

    mutating func report(_ written: WrittenValue, _ name: String, _ expected: String, meant: String? = nil) -> Reported {
        // Told where it was read.
        if case .unreadable = written.content { return Reported() }
        return report(written.place, "\(name): expected \(expected), found \(written.inWords)" + (meant.map { "; write \($0)" } ?? ""))
    }
}
