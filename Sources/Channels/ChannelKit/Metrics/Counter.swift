internal import Synchronization

/// A number that any thread may raise.
public final class Counter: Sendable {
    private let value: Atomic<Int>

    public init() { value = Atomic(0) }

    public func add(_ amount: Int = 1) { value.wrappingAdd(amount, ordering: .relaxed) }
    public func set(_ amount: Int) { value.store(amount, ordering: .relaxed) }
    public var count: Int { value.load(ordering: .relaxed) }
}

/// Counters of one name that differ in the values of at most two labels, all known beforehand: nothing from a mail becomes a label.
public final class CounterFamily: Sendable {
    public enum Kind: String, Sendable { case counter, gauge }

    let name: String
    let help: String
    let kind: Kind
    let labels: [String]
    private let counters: [[String]: Counter]

    init(_ name: String, _ help: String, kind: Kind = .counter, labels: [String], values: [[String]]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
        counters = Dictionary(uniqueKeysWithValues: values.map { ($0, Counter()) })
    }

    /// A counter that nobody shows where the values are not among those named at the start: a slip must not stop mail.
    public subscript(values: String...) -> Counter { counters[values] ?? Counter() }

    var all: [(values: [String], counter: Counter)] { counters.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) } }
}
