internal import Glibc
internal import SenderGuard

/// Tells a person, by a mail that is given to a mail server.
struct MailAlert: Sendable {
    private let curl: Curl
    private let recipient: String
    private let server: String
    private let host: String
    private let now: @Sendable () -> Int

    /// - Parameters:
    ///   - recipient: one address of ASCII.
    ///   - server: `127.0.0.1:25`
    ///   - host: this machine's name.
    ///   - now: seconds since 1970.
    init(to recipient: String, server: String, host: String, curl: Curl, now: @escaping @Sendable () -> Int = { time(nil) }) {
        // The settings' reader lets none of it through; a line more here would be a field of somebody's choice.
        self.recipient = recipient.filter { $0.isASCII && !$0.isWhitespace && $0 > " " && !"<>".contains($0) }
        self.server = server
        self.host = host
        self.curl = curl
        self.now = now
    }

    func send(_ report: IncidentReport) async throws(AlertProblem) {
        try await send(message(subject: report.summary, text: report.text, number: Self.number(report)))
    }

    func send(_ more: MoreReport) async throws(AlertProblem) {
        let first = more.named.first.map(Self.number) ?? "none"
        try await send(message(subject: more.summary, text: more.text, number: "\(first).more"))
    }

    /// The same for each try, as a mail may have been taken though the try failed. After a damaged database numbers begin anew: the time tells them apart.
    private static func number(_ report: IncidentReport) -> String { "\(report.incident.id).\(report.incident.opened)" }

    /// The reverse path is empty (RFC 5321 § 4.5.5), so that a mail that cannot be delivered comes back to nobody.
    private func send(_ message: String) async throws(AlertProblem) {
        let arguments = [
            "--url", "smtp://\(server)/\(domain)", "--mail-from", "", "--mail-rcpt", recipient, "--proto", "=smtp", "--upload-file", "-", "--globoff",
            "--write-out", "%{response_code}",
        ]
        let ending = try await curl.end(arguments, input: Array(message.utf8))
        // Of an answer to the mail itself curl says "Weird server reply" only.
        if ending.status == Self.weirdReply { throw .notTaken(ShownText.line(ending.output, most: 3)) }
        guard ending.status == 0 else { throw ending.problem }
    }

    /// `CURLE_WEIRD_SERVER_REPLY`: curl(1), EXIT CODES.
    private static let weirdReply: Int32 = 8

    /// Where mail comes from: this machine, or where its short name means nothing to others, the recipient's own domain.
    private var domain: String {
        let isName =
            !host.isEmpty && host.utf8.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x2E }
        if isName, host.contains(".") { return host }
        return recipient.split(separator: "@").last.map(String.init) ?? "localhost"
    }

    /// The machine's name up to the first full stop: tells those apart that share a domain.
    private var machine: String {
        host.prefix { $0 != "." }.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    /// RFC 5322, in ASCII, with CRLF.
    ///
    /// - Parameter number: tells this mail from all others of this machine.
    func message(subject: String, text: String, number: String) -> String {
        let fields = [
            ("Date", Time.mailDate(now())), ("From", "unbluff <unbluff@\(domain)>"), ("To", "<\(recipient)>"),
            ("Message-ID", "<guard.\(number).on-\(machine)@\(domain)>"),
            ("Subject", MailText.header("unbluff: \(subject)", of: "Subject")),
            // RFC 3834: whoever answers by itself does not answer this.
            ("Auto-Submitted", "auto-generated"), ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "quoted-printable"),
        ]
        return fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + MailText.quotedPrintable(text)
    }
}
