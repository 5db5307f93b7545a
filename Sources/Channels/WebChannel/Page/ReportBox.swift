/// Where what somebody reports to the owner of the page goes.
public protocol ReportBox: Sendable {
    /// Keeps a report, a mail of RFC 5322, whole or not at all.
    func keep(_ report: [UInt8]) async throws
}
