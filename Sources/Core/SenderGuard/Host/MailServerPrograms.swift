/// The programs that may talk to many mail servers, since that is their work.
public struct MailServerPrograms: Sendable {
    /// Files, or folders if they end with a slash. Debian's, Fedora's, OpenBSD's and Arch's places.
    private static let usual = [
        "/usr/lib/postfix/", "/usr/libexec/postfix/", "/usr/sbin/exim4", "/usr/sbin/exim", "/usr/bin/exim", "/usr/sbin/sendmail", "/usr/libexec/sendmail/",
        "/usr/lib/sm.bin/",
        "/usr/sbin/smtpd", "/usr/libexec/opensmtpd/", "/usr/lib/opensmtpd/", "/usr/lib/x86_64-linux-gnu/opensmtpd/", "/usr/lib/aarch64-linux-gnu/opensmtpd/",
        "/usr/lib/courier/",
    ]
    /// Users that mail servers run as, for whoever may not see the program. System users: nobody logs in as one.
    public static let users = ["postfix", "Debian-exim", "exim", "mail", "smmsp", "smmta", "opensmtpd", "_smtpd", "smtpd", "courier"]

    private let files: [String]

    /// - Parameter others: files, or folders that end with a slash.
    public init(others: [String] = []) { files = Self.usual + others }

    /// By the file, and only if it is root's: a name anybody can take.
    func contains(_ process: HostSight.Process) -> Bool {
        guard let file = process.file, process.isRootsFile else { return false }
        // As the kernel marks a file that an upgrade has replaced: proc(5).
        let path = file.hasSuffix(" (deleted)") ? String(file.dropLast(" (deleted)".count)) : file
        return files.contains { $0.hasSuffix("/") ? path.hasPrefix($0) : path == $0 }
    }
}
