import ChannelKit
import NIOCore
import Synchronization

/// A desk that says what it is told to, at once or when it is asked to.
final class StandInDesk: Desk {
    private struct State {
        var mails: [ArrivedMail] = []
        var feedback: [Feedback] = []
        var waiting: [EventLoopPromise<Opinion>] = []
    }

    private let state = Mutex(State())
    private let opinion: Opinion?
    let messageLimit: Int

    /// - Parameter opinion: nil where answers wait for `say`.
    init(_ opinion: Opinion?, messageLimit: Int = 1_000) {
        self.opinion = opinion
        self.messageLimit = messageLimit
    }

    func examine(_ mail: ArrivedMail, on loop: any EventLoop) -> EventLoopFuture<Opinion> {
        let promise = loop.makePromise(of: Opinion.self)
        state.withLock { state in
            state.mails.append(mail)
            if opinion == nil { state.waiting.append(promise) }
        }
        if let opinion { promise.succeed(opinion) }
        return promise.futureResult
    }

    func learn(_ feedback: Feedback) { state.withLock { $0.feedback.append(feedback) } }

    func say(_ opinion: Opinion) {
        for promise in state.withLock({ state in
            defer { state.waiting = [] }
            return state.waiting
        }) { promise.succeed(opinion) }
    }

    var mails: [ArrivedMail] { state.withLock { $0.mails } }
    var feedback: [Feedback] { state.withLock { $0.feedback } }
}
