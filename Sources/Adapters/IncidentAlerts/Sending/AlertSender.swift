internal import Glibc

/// One try to tell somebody.
public struct AlertSender: Sendable {
    private let curl: Curl
    public let host: String
    private let version: String

    /// - Parameters:
    ///   - host: this machine's name.
    ///   - version: of unbluff.
    public init(curl: Curl, host: String = hostName, version: String) {
        self.curl = curl
        self.host = host
        self.version = version
    }

    /// Ends soon where its task is cancelled.
    public func send(_ message: AlertQueue.Message, by way: AlertWay, _ settings: AlertSettings) async throws(AlertProblem) {
        switch way {
        case .webhook:
            guard let address = settings.webhook else { throw .notSet }
            let webhook = WebhookAlert(address, secret: settings.webhookSecret, curl: curl, version: version)
            guard case .one(let report) = message else { return }
            try await webhook.send(report)
        case .mail:
            guard let recipient = settings.mailTo else { throw .notSet }
            let mail = MailAlert(to: recipient, server: settings.mailServer, host: host, curl: curl)
            switch message {
            case .one(let report): try await mail.send(report)
            case .more(let more): try await mail.send(more)
            }
        }
    }

    /// As the machine calls itself: with or without a domain.
    public static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
        return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
