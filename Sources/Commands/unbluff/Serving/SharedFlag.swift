#if server
    internal import Synchronization

    /// A truth that threads share.
    final class SharedFlag: Sendable {
        private let value: Atomic<Bool>

        init(_ value: Bool) { self.value = Atomic(value) }

        var isSet: Bool { value.load(ordering: .relaxed) }
        func set(_ new: Bool) { value.store(new, ordering: .relaxed) }
    }
#endif
