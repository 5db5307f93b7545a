internal import Glibc
public import Logging
public import NIOCore
public import ServerConfiguration

/// All open listeners, from their opening to their end.
public struct ListenerGroup: Sendable {
    let listeners: [OpenListener]
    let group: any EventLoopGroup

    /// Opens all or none.
    public static func open(
        _ listeners: [Listener], on group: any EventLoopGroup, limits: Configuration.Limits, metrics: ServerMetrics, log: Logger
    ) async throws -> ListenerGroup {
        var open: [OpenListener] = []
        for listener in listeners {
            do {
                let one = try await listener.open(on: group, limits: limits, metrics: metrics)
                log.info("listening", metadata: ["channel": "\(one.name.rawValue)", "address": "\(one.shown)"])
                open.append(one)
            } catch {
                for one in open { try? await one.channel.close() }
                throw CannotListen(
                    name: listener.name, address: listener.address, reason: (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)")
            }
        }
        return ListenerGroup(listeners: open, group: group)
    }

    /// Takes no more connections, lets mail that is under way be answered, and cuts what is left after `time`.
    public func close(within time: Duration) async {
        for listener in listeners { try? await listener.channel.close() }
        await withTaskGroup { tasks in
            for listener in listeners {
                tasks.addTask { try? await listener.book.close(within: .nanoseconds(time.nanoseconds), on: group.next()).get() }
            }
        }
    }

    public struct CannotListen: Error, CustomStringConvertible {
        public let name: ChannelName
        public let address: ListenAddress
        public let reason: String

        public var description: String { "cannot listen at \(address) (listen.\(name.rawValue)): \(reason)" }
    }
}
