import Foundation
import Testing

@testable import Examination

/// Writes a report of every fixture into a folder, for `Tests/Integration/abuse-report/run`, which reads them by other means.
private let folder = ProcessInfo.processInfo.environment["UNBLUFF_ABUSE_REPORTS"].map { URL(filePath: $0) }

@Suite(.enabled(if: folder != nil, "UNBLUFF_ABUSE_REPORTS names no folder to write to")) struct AbuseReportFiles {
    @Test func write() throws {
        let folder = try #require(folder)
        for fixture in Fixture.all {
            for (form, bytes) in [("lf", fixture.bytes), ("crlf", fixture.withCRLF.bytes)] {
                let file = Examiner().examine(mail: bytes)
                for (name, carried) in [("mail", AbuseReport.Carried.mail), ("header", .header), ("redacted", .redacted(key: Array("key".utf8)))] {
                    let report = try #require(AbuseReport(of: file, subject: "Grüße: " + fixture.name, words: "Wörter\nfür jemanden\n", carrying: carried))
                    try Data(report.bytes).write(to: folder.appending(path: "\(fixture.name).\(form).\(name).eml"))
                }
                try Data(bytes).write(to: folder.appending(path: "\(fixture.name).\(form).original"))
            }
        }
        let pasted = Examiner().examine(text: Array("Ich weiß alles über dich = you\n".utf8))
        try Data(MailCopy(of: pasted).bytes).write(to: folder.appending(path: "pasted.copy"))
    }
}
