internal import ChannelKit

/// Answers, byte for byte in the frames that spamd 4.0 sends, with the differences between the protocol's versions: Exim and spamc parse them with sscanf.
enum SpamdAnswer {
    /// QUIRK: the version is 1.5 and no empty line follows, whatever the client's version.
    static let pong = Array("SPAMD/1.5 0 PONG\r\n".utf8)

    static func refusal(_ refusal: Refusal) -> [UInt8] { Array(refusal.line.utf8) }

    /// - Parameter didSet: whether the label was taken.
    ///
    /// QUIRK: two empty lines.
    static func told(didSet: Bool) -> [UInt8] { Array("SPAMD/1.1 0 EX_OK\r\n\(didSet ? "DidSet: local\r\n" : "")\r\n\r\n".utf8) }

    static func examined(_ request: SpamdRequest, _ opinion: Opinion) -> [UInt8] {
        let version = request.head.version
        switch request.head.command {
        case .check: return Array("SPAMD/1.1 0 EX_OK\r\n\(spamField(of: opinion))\r\n\r\n".utf8)
        case .symbols:
            let names = Symbols.names(of: opinion).joined(separator: ",")
            return framed(Array((version.takesFields ? names : names + "\r\n").utf8), version, spamField(of: opinion))
        case .report: return framed(Array(PlainReport.text(of: opinion).utf8), version, spamField(of: opinion))
        case .reportIfSpam:
            let text = SpamdScore(opinion).isSpam ? PlainReport.text(of: opinion) : ""
            return framed(Array(text.utf8), version, spamField(of: opinion, yes: "Yes", no: "No"))
        case .process: return mail(ReturnedMail.whole(request.mail, opinion.action), version, opinion)
        case .headers:
            // The beginning of a mail may be without the end of its header.
            guard let header = ReturnedMail.header(request.mail, opinion.action, isCut: request.isCut) else {
                return refusal(.tooLarge(limit: request.mail.count))
            }
            return mail(header, version, opinion)
        case .ping: return pong
        case .tell, .skip: return []
        }
    }

    /// A text: who is older than 1.3 gets no length, which Exim relies on.
    private static func framed(_ body: [UInt8], _ version: ProtocolVersion, _ spam: String) -> [UInt8] {
        Array("SPAMD/1.1 0 EX_OK\r\n\(version.takesFields ? "Content-length: \(body.count)\r\n" : "")\(spam)\r\n\r\n".utf8) + body
    }

    /// A mail: 1.2 gets its length and no result, and who is older still the mail alone behind the first line.
    private static func mail(_ mail: [UInt8], _ version: ProtocolVersion, _ opinion: Opinion) -> [UInt8] {
        if version.takesFields { return framed(mail, version, spamField(of: opinion)) }
        return Array((version.takesLength ? "SPAMD/1.1 0 EX_OK\r\nContent-length: \(mail.count)\r\n\r\n" : "SPAMD/1.0 0 EX_OK\r\n").utf8) + mail
    }

    private static func spamField(of opinion: Opinion, yes: String = "True", no: String = "False") -> String {
        let score = SpamdScore(opinion)
        return "Spam: \(score.isSpam ? yes : no) ; \(score.text) / \(SpamdScore.threshold.text)"
    }
}
