internal import Glibc

/// What this process has computed, in seconds: what other programs do beside it does not count.
enum CPUClock {
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
