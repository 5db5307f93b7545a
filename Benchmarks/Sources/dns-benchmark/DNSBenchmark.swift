import DNSClient
import Foundation
import SenderIdentity

/// What DNSClient costs: `Tests/Integration/dns/run .build/bench/release/dns-benchmark [full-A | full-TXT]`.
@main struct DNSBenchmark {
    static func main() async throws {
        guard let text = ProcessInfo.processInfo.environment["UNBLUFF_DNS_UNBOUND"], let server = DNSServer(text) else {
            print("call it by Tests/Integration/dns/run, which starts the server")
            exit(2)
        }
        // Memory that one measurement has freed the next one would use again: each in a process of its own.
        switch CommandLine.arguments.dropFirst().first {
        case "full-A": try await full(server, "wild", .a)
        case "full-TXT": try await full(server, "keys", .txt)
        default:
            try await cached(server)
            for tasks in [1, 10, 100, 1000] { try await uncached(server, tasks: tasks) }
        }
    }

    private static func question(_ text: String, _ type: DNSQuestion.RecordType = .a) -> DNSQuestion { DNSQuestion(DNSName(text)!, type) }

    /// Calls of four questions, all of them known.
    private static func cached(_ server: DNSServer) async throws {
        let client = try DNSClient(servers: [server])
        let questions = [question("host.example"), question("txt.example", .txt), question("example", .mx), question("nobody.example")]
        _ = await client.answers(to: questions, within: .seconds(6))
        let calls = 250_000
        for tasks in [1, 2] {
            let cost = await Cost.of {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<tasks {
                        group.addTask { for _ in 0..<calls { _ = await client.answers(to: questions, within: .seconds(6)) } }
                    }
                }
            }
            cost.show("cached, \(tasks) task(s)", questions: 4 * calls * tasks)
        }
    }

    /// Each question is new to the client; the server knows all answers.
    private static func uncached(_ server: DNSServer, tasks: Int) async throws {
        let client = try DNSClient(servers: [server])
        let each = 40_000 / tasks / (tasks == 1 ? 4 : 1)
        let cost = await Cost.of {
            let failures = await withTaskGroup(of: Int.self) { group in
                for task in 0..<tasks {
                    group.addTask {
                        var failures = 0
                        for number in 0..<each {
                            let question = question("t\(task)n\(number).wild.example")
                            if await client.answers(to: [question], within: .seconds(6))[question]?.records?.count != 1 { failures += 1 }
                        }
                        return failures
                    }
                }
                return await group.reduce(0, +)
            }
            if failures > 0 { print("\(failures) failures") }
        }
        cost.show("over loopback, \(tasks) task(s)", questions: tasks * each)
    }

    /// Memory when the cache has given up something for the first time.
    private static func full(_ server: DNSServer, _ zone: String, _ type: DNSQuestion.RecordType) async throws {
        let client = try DNSClient(servers: [server])
        let before = Cost.residentBytes
        var (most, mostResident, asked) = ((count: 0, bytes: 0), 0, 0)
        while client.cached.count >= most.count {
            most = client.cached
            mostResident = max(mostResident, Cost.residentBytes)
            let questions = (0..<200).map { question("a-name-of-usual-length-\(asked + $0).\(zone).example", type) }
            asked += 200
            _ = await client.answers(to: questions, within: .seconds(6))
        }
        print("cache full, \(type.rawValue): \(most.count) answers, \(most.bytes) bytes as counted, \(mostResident - before) bytes more resident")
    }
}

/// Time by the clock and by the processor.
struct Cost {
    let wall: Double
    let processor: Double

    static func of(_ work: () async -> Void) async -> Cost {
        let (start, processor) = (ContinuousClock.now, processorSeconds)
        await work()
        return Cost(wall: (ContinuousClock.now - start) / .seconds(1), processor: processorSeconds - processor)
    }

    func show(_ what: String, questions: Int) {
        print(
            "\(what): \(Int(Double(questions) / wall)) questions a second, \(String(format: "%.2f", processor / Double(questions) * 1e6)) µs CPU each (\(questions) questions)"
        )
    }

    private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    static var residentBytes: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return fields.count > 1 ? Int(fields[1])! * 4096 : 0
    }
}
