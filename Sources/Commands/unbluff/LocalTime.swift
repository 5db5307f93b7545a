#if server
    internal import Glibc

    /// Times in this machine's zone.
    enum LocalTime {
        /// `2026-11-26 13:14`
        static func minute(_ seconds: Int) -> String {
            var time = time_t(seconds)
            var parts = tm()
            localtime_r(&time, &parts)
            var buffer = [CChar](repeating: 0, count: 64)
            let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M", &parts)
            return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }

        /// The zone as it is at that time: `UTC`, `UTC+0200`
        static func zone(at seconds: Int) -> String {
            var time = time_t(seconds)
            var parts = tm()
            localtime_r(&time, &parts)
            let minutes = abs(parts.tm_gmtoff) / 60
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return minutes == 0 ? "UTC" : "UTC\(parts.tm_gmtoff < 0 ? "-" : "+")\(two(minutes / 60))\(two(minutes % 60))"
        }
    }
#endif
