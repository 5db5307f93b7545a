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
    }
#endif
