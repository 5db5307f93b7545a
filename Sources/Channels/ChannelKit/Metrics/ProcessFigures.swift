internal import Glibc

/// What the kernel says of this process, under the names that Prometheus' clients use.
struct ProcessFigures {
    var exposition: String {
        var text = ""
        if let usage = cpuSeconds { text += gauge("process_cpu_seconds_total", "User and system time.", "counter", "\(usage)") }
        if let pages = residentPages {
            text += gauge("process_resident_memory_bytes", "Resident memory.", "gauge", "\(pages * Int(sysconf(Int32(_SC_PAGESIZE))))")
        }
        if let count = openDescriptors { text += gauge("process_open_fds", "Open file descriptors.", "gauge", "\(count)") }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            text += gauge("process_max_fds", "Most file descriptors.", "gauge", "\(limit.rlim_cur)")
        }
        return text + gauge("process_start_time_seconds", "Start, in seconds since 1970.", "gauge", "\(Self.start)")
    }

    /// Set when first asked for: by `ServerMetrics`, at the start.
    static let start = time(nil)

    private func gauge(_ name: String, _ help: String, _ kind: String, _ value: String) -> String {
        ServerMetrics.head(name, help, kind) + "\(name) \(value)\n"
    }

    private var cpuSeconds: Double? {
        var usage = rusage()
        guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return nil }
        let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(microseconds) / 1e6
    }

    private var residentPages: Int? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    private var openDescriptors: Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = -3  // ".", "..", and the folder's own
        while readdir(folder) != nil { count += 1 }
        return count
    }
}
