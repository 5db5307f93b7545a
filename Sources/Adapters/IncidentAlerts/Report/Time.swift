internal import Glibc

/// Points of time, for people and for programs: always UTC.
enum Time {
    /// ISO 8601: `2026-11-26T20:01:48Z`.
    static func text(_ seconds: Int) -> String {
        let parts = parts(seconds)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(Int(parts.tm_year) + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// RFC 5322 § 3.3: `Thu, 26 Nov 2026 20:01:48 +0000`.
    static func mailDate(_ seconds: Int) -> String {
        let parts = parts(seconds)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return
            "\(days[Int(parts.tm_wday)]), \(parts.tm_mday) \(months[Int(parts.tm_mon)]) \(Int(parts.tm_year) + 1_900) \(text(seconds).dropLast().suffix(8)) +0000"
    }

    private static func parts(_ seconds: Int) -> tm {
        // Years of four digits: what a store holds may be anything.
        var seconds = min(max(seconds, 0), 253_402_300_799)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return parts
    }
}
