import ChannelKit
import Examination
import Testing

@testable import SpamdChannel

/// The frames that Debian's spamd 4.0.1 sends for the same requests, taken down from it; only what stands in them is ours.
@Suite struct AnswerTests {
    private static func answer(_ command: String, _ version: String, _ opinion: Opinion, mail: String = "Subject: hi\n\nbody\n") throws -> String {
        let request = SpamdRequest(head: try RequestHead(line: Array("\(command) SPAMC/\(version)".utf8)[...]), mail: Array(mail.utf8), isCut: false)
        return String(decoding: SpamdAnswer.examined(request, opinion), as: UTF8.self)
    }

    private static let names = "UNBLUFF_SEXTORTION_SCAM,UNBLUFF_RECORDED_YOU,UNBLUFF_DEMANDS_PAYMENT,UNBLUFF_WORDING"
    private static let report = PlainReport.text(of: .scam)

    @Test(arguments: ["1.0", "1.1", "1.2"]) func older(_ version: String) throws {
        #expect(try Self.answer("CHECK", version, .scam) == "SPAMD/1.1 0 EX_OK\r\nSpam: True ; 12.3 / 5.0\r\n\r\n")
        #expect(try Self.answer("CHECK", version, .innocent) == "SPAMD/1.1 0 EX_OK\r\nSpam: False ; 0.0 / 5.0\r\n\r\n")
        #expect(try Self.answer("SYMBOLS", version, .scam) == "SPAMD/1.1 0 EX_OK\r\nSpam: True ; 12.3 / 5.0\r\n\r\n\(Self.names)\r\n")
        #expect(try Self.answer("REPORT", version, .scam) == "SPAMD/1.1 0 EX_OK\r\nSpam: True ; 12.3 / 5.0\r\n\r\n\(Self.report)")
        #expect(try Self.answer("REPORT_IFSPAM", version, .scam) == "SPAMD/1.1 0 EX_OK\r\nSpam: Yes ; 12.3 / 5.0\r\n\r\n\(Self.report)")
        #expect(try Self.answer("REPORT_IFSPAM", version, .innocent) == "SPAMD/1.1 0 EX_OK\r\nSpam: No ; 0.0 / 5.0\r\n\r\n")
    }

    @Test(arguments: ["1.3", "1.4", "1.5"]) func newer(_ version: String) throws {
        #expect(try Self.answer("CHECK", version, .scam) == "SPAMD/1.1 0 EX_OK\r\nSpam: True ; 12.3 / 5.0\r\n\r\n")
        #expect(
            try Self.answer("SYMBOLS", version, .scam)
                == "SPAMD/1.1 0 EX_OK\r\nContent-length: \(Self.names.utf8.count)\r\nSpam: True ; 12.3 / 5.0\r\n\r\n\(Self.names)")
        #expect(
            try Self.answer("REPORT", version, .scam)
                == "SPAMD/1.1 0 EX_OK\r\nContent-length: \(Self.report.utf8.count)\r\nSpam: True ; 12.3 / 5.0\r\n\r\n\(Self.report)")
        #expect(try Self.answer("REPORT_IFSPAM", version, .innocent) == "SPAMD/1.1 0 EX_OK\r\nContent-length: 0\r\nSpam: No ; 0.0 / 5.0\r\n\r\n")
        #expect(
            try Self.answer("PROCESS", version, .innocent) == "SPAMD/1.1 0 EX_OK\r\nContent-length: 18\r\nSpam: False ; 0.0 / 5.0\r\n\r\nSubject: hi\n\nbody\n")
        #expect(try Self.answer("HEADERS", version, .innocent) == "SPAMD/1.1 0 EX_OK\r\nContent-length: 13\r\nSpam: False ; 0.0 / 5.0\r\n\r\nSubject: hi\n\n")
    }

    @Test func mailOfOlder() throws {
        #expect(try Self.answer("PROCESS", "1.2", .scam) == "SPAMD/1.1 0 EX_OK\r\nContent-length: 18\r\n\r\nSubject: hi\n\nbody\n")
        #expect(try Self.answer("PROCESS", "1.1", .scam) == "SPAMD/1.0 0 EX_OK\r\nSubject: hi\n\nbody\n")
        #expect(try Self.answer("HEADERS", "1.2", .scam) == "SPAMD/1.1 0 EX_OK\r\nContent-length: 13\r\n\r\nSubject: hi\n\n")
    }

    @Test func others() {
        #expect(SpamdAnswer.pong == Array("SPAMD/1.5 0 PONG\r\n".utf8))
        #expect(SpamdAnswer.told(didSet: true) == Array("SPAMD/1.1 0 EX_OK\r\nDidSet: local\r\n\r\n\r\n".utf8))
        #expect(SpamdAnswer.told(didSet: false) == Array("SPAMD/1.1 0 EX_OK\r\n\r\n\r\n".utf8))
    }

    @Test(arguments: [
        (Refusal.closedBeforeCommand, "SPAMD/1.0 76 Bad header line: (closed before headers)\r\n"),
        (.endInFields, "SPAMD/1.0 76 Bad header line: (EOF during headers)\r\n"),
        (.fieldWithoutColon, "SPAMD/1.0 76 Bad header line: (header not in 'Name: value' format)\r\n"),
        (.contentLength, "SPAMD/1.0 76 Bad header line: (Content-Length contains non-numeric bytes)\r\n"),
        (.lengthMismatch(expected: 1_000, got: 134), "SPAMD/1.0 76 Bad header line: (Content-Length mismatch: Expected 1000 bytes, got 134 bytes)\r\n"),
        (.setAndRemove("local"), "SPAMD/1.0 76 Bad header line: Unable to set local and remove local in the same operation.\r\n"),
        (.compressionWithoutLength, "SPAMD/1.0 69 Service Unavailable: Compress requires Content-length header\r\n"),
        (.zlib, "SPAMD/1.0 69 Service Unavailable: zlib: failed to find end of zlib stream\r\n"),
        (.tooLarge(limit: 5), "SPAMD/1.0 98 Message too big: (more than 5 bytes)\r\n"),
        (.timeout, "SPAMD/1.0 79 Timeout: (the request did not come to its end)\r\n"),
    ]) func refusals(_ refusal: Refusal, _ line: String) { #expect(String(decoding: SpamdAnswer.refusal(refusal), as: UTF8.self) == line) }
}
