#if server
    internal import Glibc

    enum ProcessLimits {
        /// As many descriptors as we may have: the usual 1,024 are for programs that use select(2).
        static func raiseDescriptors() {
            var limit = rlimit()
            let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
            guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
            limit.rlim_cur = limit.rlim_max
            setrlimit(kind, &limit)
        }
    }
#endif
