internal import Examination
internal import VictimAdvice

/// What can be taken home.
enum Download: String, CaseIterable {
    case report = "report.eml"
    case message = "message.eml"
    case summary = "summary.txt"
    case record = "message.json"

    var type: String {
        switch self {
        // As something that no browser shows: the mail is a stranger's.
        case .report, .message: "application/octet-stream"
        case .summary: "text/plain; charset=utf-8"
        case .record: "application/json"
        }
    }

    func bytes(of file: CaseFile, _ texts: AdviceTexts) -> [UInt8]? {
        switch self {
        case .report: AbuseReport(of: file, subject: "Abuse report", words: ReportLetter(file, texts).text)?.bytes
        case .message: MailCopy(of: file).bytes
        case .summary: Array(Summary(AnswerPage(file, in: texts)).text.utf8)
        case .record: CaseRecord(file, name: "-", index: 0, texts: texts).json
        }
    }
}
