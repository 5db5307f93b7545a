internal import Dispatch
internal import Examination
internal import Glibc
internal import MailMessage
internal import SenderIdentity
internal import Synchronization

/// Examines messages with what DNS says of their senders, if anybody is to be asked.
struct SenderLookup {
    let envelope: Envelope
    let resolver: (any Resolver)?

    /// For all questions about one message: a person waits for it.
    private static let budget = Duration.seconds(6)

    func examine(_ message: Message, _ examiner: Examiner) -> CaseFile {
        guard let resolver else { return examiner.examine(message, envelope: envelope) }
        let (envelope, now) = (envelope, time(nil))
        return Self.waiting { await examiner.examine(message, envelope: envelope, asking: resolver, within: Self.budget, now: now) }
    }

    /// A command has one thread that reads files in turn; it is none of those that run tasks, so that it may wait for one.
    private static func waiting<Value: Sendable>(for work: @escaping @Sendable () async -> Value) -> Value {
        let box = Box<Value>()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let value = await work()
            box.value.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        return box.value.withLock { $0! }
    }

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }
}
