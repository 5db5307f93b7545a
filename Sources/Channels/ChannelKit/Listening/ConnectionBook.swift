internal import NIOCore
internal import Synchronization

/// The connections of one listener: bounded, and all told when the server stops.
final class ConnectionBook: Sendable {
    /// Connections of one client. A browser opens six, and an office of forty people behind one address has room; to take all 10,000 of the page needs forty addresses.
    static let mostOfOne = 256

    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// How many each client has, of those that are counted.
        var clients: [UInt64: Int] = [:]
        var isClosing = false
        var whenEmpty: EventLoopPromise<Void>?
    }

    private let state = Mutex(State())
    private let limit: Int
    private let open: Counter

    init(limit: Int, open: Counter) {
        self.limit = limit
        self.open = open
    }

    /// False where there is no room, or we are closing.
    func enter(_ channel: any Channel) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isClosing, state.channels.count < limit else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            open.set(state.channels.count)
            return true
        }
        guard isTaken else { return false }
        channel.closeFuture.whenComplete { [self] _ in leave(channel) }
        return true
    }

    private func leave(_ channel: any Channel) {
        let promise = state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = nil
            open.set(state.channels.count)
            return state.channels.isEmpty ? state.whenEmpty.take() : nil
        }
        promise?.succeed()
    }

    /// Whether a client, or a proxy that nobody has named, may have one more. To be asked once for each connection, when its other end is known.
    func admit(_ channel: any Channel, of client: UInt64) -> Bool {
        let isAdmitted = state.withLock { state in
            guard state.clients[client, default: 0] < Self.mostOfOne else { return false }
            state.clients[client, default: 0] += 1
            return true
        }
        guard isAdmitted else { return false }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { state in
                let left = state.clients[client, default: 1] - 1
                state.clients[client] = left > 0 ? left : nil
            }
        }
        return true
    }

    /// Those between two mails close now, the others when they have answered; what is left after `time` is cut.
    func close(within time: TimeAmount, on loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        let channels = state.withLock { state in
            state.isClosing = true
            if state.channels.isEmpty { return [any Channel]() }
            state.whenEmpty = promise
            return Array(state.channels.values)
        }
        if channels.isEmpty {
            promise.succeed()
            return promise.futureResult
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ServerIsClosing()) }
        let cut = loop.scheduleTask(in: time) { [self] in
            for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
        }
        promise.futureResult.whenComplete { _ in cut.cancel() }
        return promise.futureResult
    }
}

/// The user event by which a connection learns that it should end when the mail that is under way has been answered.
public struct ServerIsClosing: Sendable {
    public init() {}
}
