public import ChannelKit
internal import MailMessage
public import ServerConfiguration
internal import Synchronization

/// What the page and the interface stand on. One for all connections.
public final class Site: Sendable {
    let desk: any CaseDesk
    private let state: Mutex<Configuration.Page>
    /// Reports in an hour, from all together: an owner reads no more, and somebody who floods him fills no disk.
    static let mostReportsAnHour = 60

    private let reports = Mutex((since: ContinuousClock.now, count: 0))
    private let openReportBox: (@Sendable (_ folder: String) -> any ReportBox)?

    /// - Parameter openReportBox: of `page.report-folder`; asked for each report.
    public init(desk: any CaseDesk, settings: Configuration.Page, openReportBox: (@Sendable (_ folder: String) -> any ReportBox)? = nil) {
        self.desk = desk
        self.openReportBox = openReportBox
        state = Mutex(settings)
    }

    /// As of the last reload: read once a request.
    var settings: Configuration.Page { state.withLock { $0 } }

    /// Nil where the owner takes no reports.
    var reportBox: (any ReportBox)? { settings.reportFolder.flatMap { folder in openReportBox?(folder) } }

    /// Whether one report more is taken in this hour; it counts then.
    func takesReport(now: ContinuousClock.Instant = .now) -> Bool {
        reports.withLock { reports in
            if now - reports.since >= .seconds(3_600) { reports = (now, 0) }
            guard reports.count < Self.mostReportsAnHour else { return false }
            reports.count += 1
            return true
        }
    }

    public func change(to settings: Configuration.Page) { state.withLock { $0 = settings } }
}
