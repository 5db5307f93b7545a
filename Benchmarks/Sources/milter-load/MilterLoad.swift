import Foundation
import Glibc
import Synchronization

/// `milter-load HOST:PORT PID RATE CONNECTIONS COUNT PATH…`: brings COUNT real mails to a milter at a set rate over connections that stay open, as Postfix does.
///
/// Open loop: a mail is due at its time, whether or not the one before has been answered, and its latency counts from then on, so that a server that
/// stands still is not measured kindly. RATE 0: as fast as it goes. One JSON line: what was answered, latencies from due time to the answer in ms, and
/// the server's CPU time a mail and resident memory, from /proc/PID.
@main
struct MilterLoad {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 7, let pid = Int(arguments[2]), let rate = Double(arguments[3]), let connections = Int(arguments[4]),
            let count = Int(arguments[5])
        else {
            FileHandle.standardError.write(Data("usage: milter-load HOST:PORT PID RATE CONNECTIONS COUNT PATH…\n".utf8))
            exit(2)
        }
        let mails = Self.mails(in: Array(arguments[6...]))
        precondition(!mails.isEmpty, "no .eml files")
        signal(SIGPIPE, SIG_IGN)
        let colon = arguments[1].lastIndex(of: ":")!
        let (host, port) = (String(arguments[1][..<colon]), UInt16(arguments[1][arguments[1].index(after: colon)...])!)

        // A first hundred warms the server up and is not counted.
        let warm = Run(host: host, port: port, mails: mails, count: min(100, count), rate: 0, connections: 1)
        warm.start()
        let server = ServerFigures(pid: pid)
        let before = server.cpuSeconds
        let run = Run(host: host, port: port, mails: mails, count: count, rate: rate, connections: connections)
        let seconds = run.start()
        let times = run.latencies.sorted()
        func quantile(_ share: Double) -> Double { times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))] * 1e3 }
        let row: [(String, Any)] = [
            ("mails", count), ("answered", times.count), ("failed", count - times.count), ("rate", rate), ("connections", connections),
            ("mails_per_second", round(Double(times.count) / seconds, 1)), ("p50_ms", round(quantile(0.5), 3)), ("p99_ms", round(quantile(0.99), 3)),
            ("p999_ms", round(quantile(0.999), 3)), ("max_ms", round((times.last ?? 0) * 1e3, 3)),
            ("cpu_ms_per_mail", round((server.cpuSeconds - before) / Double(max(1, times.count)) * 1e3, 4)),
            ("resident_mib", round(server.residentMebibytes, 1)),
            ("modified", run.modified),
        ]
        print("{" + row.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
    }

    private static func round(_ value: Double, _ digits: Int) -> Double {
        let power = pow(10, Double(digits))
        return (value * power).rounded() / power
    }

    private static func mails(in paths: [String]) -> [MilterMail] {
        paths.flatMap { path -> [String] in
            guard let walk = FileManager.default.enumerator(atPath: path) else { return [path] }
            return walk.compactMap { ($0 as? String).map { path + "/" + $0 } }.filter { $0.hasSuffix(".eml") }
        }.sorted().compactMap { FileManager.default.contents(atPath: $0).map { MilterMail([UInt8]($0)) } }
    }
}

/// What the kernel says of the server.
struct ServerFigures {
    let pid: Int

    var cpuSeconds: Double {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8), let end = stat.lastIndex(of: ")") else { return 0 }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    var residentMebibytes: Double {
        guard let statm = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8) else { return 0 }
        return (Double(statm.split(separator: " ")[1]) ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}
