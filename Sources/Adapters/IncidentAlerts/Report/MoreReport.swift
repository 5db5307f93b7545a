/// What is told where there are too many incidents to tell of each: how many, and who.
public struct MoreReport: Sendable, Equatable {
    /// The first of them, at most `mostNamed`.
    public private(set) var named: [IncidentReport] = []
    public private(set) var count = 0

    /// A page of a mail program; the rest is in the list.
    static let mostNamed = 50

    public mutating func add(_ report: IncidentReport) {
        count += 1
        if named.count < Self.mostNamed { named.append(report) }
    }

    public var summary: String { "\(count) senders more are noticed or stopped" }

    public var text: String {
        var text = "\(count) incidents more have begun since the last mail. There are so many that they are told together.\n"
        text += "So many at once are either one campaign with many stolen accounts, or a bound under\n'guard' that is too low for this site.\n\n"
        text += "See all, those who are stopped first:\n    unbluff guard list\n\nWho it is\n"
        for report in named { text += "  \(report.summary) (\(report.why))\n" }
        if count > named.count { text += "  and \(count - named.count) more\n" }
        return text
    }

    public init() {}
}
