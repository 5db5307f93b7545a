#if server
    internal import NIOPosix
    internal import ReportFolder
    internal import WebChannel

    /// Reports to the owner go into a Maildir; a disk is not waited for on an event loop.
    struct OwnersFolder: ReportBox {
        let folder: ReportFolder
        let pool: NIOThreadPool

        func keep(_ report: [UInt8]) async throws {
            try await pool.runIfActive { [folder] in try folder.keep(report) }
        }
    }
#endif
