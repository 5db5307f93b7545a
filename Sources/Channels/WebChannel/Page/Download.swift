internal import Crypto
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

    private static var anyKey: [UInt8] { SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) } }

    func bytes(of file: CaseFile, _ texts: AdviceTexts) -> [UInt8]? {
        switch self {
        case .report:
            // Whoever sends it on tells a provider nothing of themselves, nor of what they were threatened with: the words below it are all in the report.
            AbuseReport(of: file, subject: "Abuse report", words: texts["page.report.letter"], carrying: .redacted(key: Self.anyKey))?.bytes
        case .message: MailCopy(of: file).bytes
        case .summary: Array(Summary(AnswerPage(file, in: texts)).text.utf8)
        case .record: CaseRecord(file, name: "-", index: 0, texts: texts).json
        }
    }
}
