import Foundation
import Glibc
import Synchronization

/// Mails at a set rate, each by whatever connection is free when it is due.
final class Run: @unchecked Sendable {
    private let host: String
    private let port: UInt16
    private let mails: [MilterMail]
    private let count: Int
    private let rate: Double
    private let connections: Int
    private let next = Atomic(0)
    private let results = Mutex<(latencies: [Double], modified: Int)>(([], 0))

    init(host: String, port: UInt16, mails: [MilterMail], count: Int, rate: Double, connections: Int) {
        (self.host, self.port, self.mails, self.count, self.rate, self.connections) = (host, port, mails, count, rate, connections)
    }

    var latencies: [Double] { results.withLock { $0.latencies } }
    var modified: Int { results.withLock { $0.modified } }

    /// Seconds from the first mail's due time to the last answer.
    @discardableResult
    func start() -> Double {
        let begin = Self.now + 0.05
        let group = DispatchGroup()
        for _ in 0..<connections {
            group.enter()
            Thread { [self] in
                work(from: begin)
                group.leave()
            }.start()
        }
        group.wait()
        return Self.now - begin
    }

    private func work(from begin: Double) {
        var connection: MilterConnection?
        var latencies: [Double] = []
        var modified = 0
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < count else { break }
            let due = rate > 0 ? begin + Double(index) / rate : Self.now
            let wait = due - Self.now
            if wait > 0 { usleep(useconds_t(wait * 1e6)) }
            do {
                let open = try connection ?? MilterConnection(host: host, port: port)
                connection = open
                try open.send(mails[index % mails.count])
                latencies.append(Self.now - due)
            } catch {
                modified += connection?.modified ?? 0
                connection = nil
            }
        }
        modified += connection?.modified ?? 0
        results.withLock {
            $0.latencies += latencies
            $0.modified += modified
        }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
