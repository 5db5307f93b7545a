import Foundation
import Glibc

/// What a run takes of the machine.
enum Resources {
    /// CPU seconds of this thread, which a busy machine lengthens less than a clock's: the least of up to five runs within two seconds.
    static func leastSeconds(_ body: () -> Void) -> Double {
        var least = Double.infinity
        var total = 0.0
        for _ in 0..<5 where total < 2 {
            let start = cpuSeconds
            body()
            let taken = cpuSeconds - start
            least = min(least, taken)
            total += taken
        }
        return least
    }

    static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Bytes resident now. From here on the peak is counted anew (proc(5), clear_refs).
    static func residentBytes() -> Int {
        try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
        return status("VmRSS")
    }

    /// The most that was resident since.
    static var peakBytes: Int { status("VmHWM") }

    static func status(_ name: String) -> Int {
        let lines = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("\(name):") }?.split(whereSeparator: \.isWhitespace) ?? []
        return line.count > 1 ? (Int(line[1]) ?? 0) * 1024 : 0
    }
}
