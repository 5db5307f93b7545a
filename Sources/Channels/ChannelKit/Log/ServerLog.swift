internal import Glibc
public import Logging
public import ServerConfiguration
internal import Synchronization

/// Writes log lines to standard error, as `key=value` or JSON; the journal adds the time.
///
/// A line is never waited for: where nobody reads, it is lost and counted, and mail goes on.
public struct ServerLog: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level {
        get { settings.current.level.ofSwiftLog }
        set {}  // set by the configuration alone
    }
    private let settings: LogSettings
    private let lost: Counter

    public init(settings: LogSettings, lost: Counter) {
        self.settings = settings
        self.lost = lost
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line = LogLine(level: event.level.rawValue, message: event.message.description, fields: fields)
        var bytes = settings.current.form == .json ? line.json(time: Self.now) : line.text
        // More is not written in one piece to a pipe: POSIX.1-2017, write().
        if bytes.count > LogLine.maximumBytes { bytes = Array(bytes[..<(LogLine.maximumBytes - 1)]) + [0x0A] }
        if !Self.write(bytes) { lost.add() }
    }

    private static var now: String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var parts = tm()
        gmtime_r(&time.tv_sec, &parts)
        func padded(_ number: Int, _ digits: Int) -> String { String(repeating: "0", count: max(0, digits - "\(number)".count)) + "\(number)" }
        let date = "\(parts.tm_year + 1_900)-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
        let clock = "\(padded(Int(parts.tm_hour), 2)):\(padded(Int(parts.tm_min), 2)):\(padded(Int(parts.tm_sec), 2))"
        return "\(date)T\(clock).\(padded(time.tv_nsec / 1_000_000, 3))Z"
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
        // A full pipe would hold an event loop, and all the mail on it.
        var descriptor = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&descriptor, 1, 0) == 1, descriptor.revents & Int16(POLLOUT) != 0 else { return false }
        return Glibc.write(STDERR_FILENO, bytes, bytes.count) == bytes.count
    }
}

/// The form and level of the log, which a reload changes.
public final class LogSettings: Sendable {
    private let settings: Mutex<Configuration.Log>

    public init(_ settings: Configuration.Log) { self.settings = Mutex(settings) }

    public var current: Configuration.Log {
        get { settings.withLock { $0 } }
        set { settings.withLock { $0 = newValue } }
    }
}

extension Configuration.Log.Level {
    fileprivate var ofSwiftLog: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
