internal import Glibc

/// A line on standard error that tells how far the work is: on a terminal only, and only where it takes longer than a second.
struct Progress {
    private let isWanted = isatty(STDERR_FILENO) == 1 && Terminal.canRewriteLines
    private let start = ContinuousClock.now
    private var examined = 0
    private var lastShown: ContinuousClock.Instant?
    private var isVisible = false

    private static let patience = Duration.seconds(1)
    private static let interval = Duration.milliseconds(100)
    /// Back to the line's start, and clear to its end.
    private static let erasing: StaticString = "\r\u{1B}[K"

    mutating func count() {
        examined += 1
        guard isWanted else { return }
        let now = ContinuousClock.now
        if let lastShown, lastShown.duration(to: now) < Self.interval { return }
        if start.duration(to: now) > Self.patience { show(at: now) }
    }

    mutating func erase() {
        guard isVisible else { return }
        StandardError.write("\(Self.erasing)")
        isVisible = false
    }

    private mutating func show(at now: ContinuousClock.Instant) {
        if lastShown == nil { Self.eraseWhenInterrupted() }
        StandardError.write("\(Self.erasing)examined \(grouped(examined)) messages …")
        lastShown = now
        isVisible = true
    }

    /// Only what POSIX allows in a signal handler: write, and then what would have happened without it.
    private static func eraseWhenInterrupted() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                _ = Glibc.write(STDERR_FILENO, Progress.erasing.utf8Start, Progress.erasing.utf8CodeUnitCount)
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}
