import ChannelKit
import Examination
import Hummingbird
import Logging
import MailMessage
import NIOCore
import NIOHTTP1
import SenderIdentity
import ServerConfiguration
import Testing
import VictimAdvice

@testable import WebChannel

private let scam =
    "I hacked your device and recorded you on video while you watched adult sites. Send 900 dollars in bitcoin within 48 hours to "
    + "1111111111111111111114oLvT2 or I will send it to all your contacts."
private let real = "We met on the video call last night and I saved the pictures you sent me. Pay 500 euro or I send them to your sister Anna."

/// The page behind its door, without sockets.
private struct House {
    let door: FrontDoor
    let box = KeptReports()

    init(isBusy: Bool = false) {
        var settings = Configuration.Page()
        settings.ownerName = "Example House"
        settings.reportFolder = "/x"
        let box = box
        let site = Site(desk: Desk(isBusy: isBusy), settings: settings) { _ in box }
        let metrics = ServerMetrics(version: "0", model: "0")
        door = FrontDoor(
            site: site, metrics: metrics, router: PageServer.router(site, metrics) { true }, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    actor KeptReports: ReportBox {
        private(set) var reports: [[UInt8]] = []
        func keep(_ report: [UInt8]) { reports.append(report) }
    }

    private struct Desk: CaseDesk {
        let isBusy: Bool
        let messageLimit = 4 << 20

        func examine<Value: Sendable>(
            _ bytes: [UInt8], _ form: FileForm, charset: [UInt8], _ tell: @escaping @Sendable (CaseFile) -> Value
        ) async throws(Opinion.NotExamined) -> Value {
            if isBusy { throw Opinion.NotExamined(.overload) }
            let examiner = Examiner()
            return tell(examiner.examine(examiner.message(bytes, form, charset: charset)))
        }

        func work<Value: Sendable>(on size: Int, _ work: @escaping @Sendable () -> Value) async throws(Opinion.NotExamined) -> Value { work() }
    }

    func get(_ path: String) async -> Answer { await ask(.GET, path, [:], "") }

    func post(_ path: String, _ headers: HTTPHeaders = [:], _ fields: (name: String, value: String)...) async -> Answer {
        let parts = fields.map { "--B\r\nContent-Disposition: form-data; name=\"\($0.name)\"\($0.name == "file" ? "; filename=a" : "")\r\n\r\n\($0.value)\r\n" }
        var headers = headers
        headers.add(name: "Content-Type", value: "multipart/form-data; boundary=B")
        return await ask(.POST, path, headers, parts.joined() + "--B--\r\n")
    }

    private func ask(_ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders, _ body: String) async -> Answer {
        var headers = headers
        headers.add(name: "Host", value: "page.example.org")
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
        return await door.answer(head, body: ByteBuffer(string: body), from: door.client(of: head, peer: IPAddress("127.0.0.1")!), requestID: "id-1")
    }
}

extension Answer {
    fileprivate var html: String { String(buffer: body) }
}

private func carried(_ text: String) -> String { CarriedMessage.field(of: Array(text.utf8)) }

@Suite struct PageVisitTests {
    // MARK: The box

    private static let mailbox = "From a@example.com Mon Nov  2 10:00:00 2026\nFrom: a@example.com\nSubject: Hello\n\n\(scam)\n\n"

    /// A mail's source that was copied may begin as an mbox does, and may hold lines like that.
    @Test func copiedWordsAreOneMessage() async {
        let house = House()
        let two = Self.mailbox + Self.mailbox
        let pasted = await house.post("/en/check", [:], ("text", two), ("file", ""))
        #expect(pasted.status == .ok && pasted.html.contains("data-verdict=\"sextortion-scam\"") && !pasted.html.contains("name=\"saved\""))
        let again = await house.post("/nl/check", [:], ("message", carried(two)))
        #expect(again.html.contains("<main id=\"content\" tabindex=\"-1\" data-verdict=\"sextortion-scam\">"))
        let file = await house.post("/en/check", [:], ("text", ""), ("file", two))
        #expect(file.html.contains("Messages in this file: 2") && file.html.contains("name=\"saved\""))
    }

    @Test func wordsCountWhereTheFileCannotBeRead() async {
        let house = House()
        for file in ["GIF89a", "%PDF-1.7", "  \n"] {
            let answer = await house.post("/en/check", [:], ("text", scam), ("file", file))
            #expect(answer.status == .ok && answer.html.contains("data-verdict=\"sextortion-scam\""))
        }
        #expect(await house.post("/en/check", [:], ("text", " "), ("file", "GIF89a")).status == .unsupportedMediaType)
    }

    /// What somebody has typed is not lost.
    @Test func wordsStandInTheBoxAgain() async {
        let words = "\n<b>\"words\"</b>"
        let busy = await House(isBusy: true).post("/en/check", [:], ("text", words))
        #expect(busy.status == .serviceUnavailable && busy.html.contains(">\n\n&lt;b&gt;&quot;words&quot;&lt;/b&gt;</textarea>"))
        let long = await House(isBusy: true).post("/en/check", [:], ("text", String(repeating: "x", count: CarriedMessage.limit + 1)))
        #expect(long.html.utf8.count < 100_000)
        #expect(await House().get("/en/").html.contains(">\n</textarea>"))
    }

    // MARK: Links

    @Test(
        arguments: [
            ("/nl/answer/possibly-real", "/nl/real"), ("/nl/answer/nothing-found", "/nl/"), ("/nl/answer/mentions-scam", "/nl/"),
            ("/nl/answer/sextortion-scam", nil), ("/nl/answer/fake-summons", nil),
        ] as [(String, String?)])
    func onlyOfScamsIsThereAPageToShare(_ path: String, _ place: String?) async {
        let answer = await House().get(path)
        #expect(answer.status == (place == nil ? .ok : .seeOther) && answer.fields[.location] == place)
    }

    @Test func theLinkToShareIsForScams() async {
        let news = "From: a@example.com\nSubject: News\n\nPolice warn of sextortion scams: mails claim that a webcam filmed the reader, and ask for bitcoin.\n"
        for (text, verdict) in [(scam, "sextortion-scam"), (real, "possibly-real"), ("Hello", "nothing-found"), (news, "mentions-scam")] {
            let html = await House().post("/en/check", [:], ("text", text)).html
            #expect(html.contains("data-verdict=\"\(verdict)\""))
            #expect(html.contains("/en/answer/") == (text == scam), "\(verdict)")
        }
    }

    // MARK: Reports to the owner

    @Test(
        arguments: [
            ([:], true), (["Sec-Fetch-Site": "same-origin", "Origin": "null"], true), (["Origin": "null"], true),
            (["Origin": "https://page.example.org"], true), (["Sec-Fetch-Site": "cross-site", "Origin": "null"], false),
            (["Sec-Fetch-Site": "same-site"], false), (["Origin": "https://other.example.org"], false),
            (["Origin": "https://page.example.org.example.com"], false),
        ] as [([String: String], Bool)])
    func onlyOurOwnPagesReport(_ headers: [String: String], _ isTaken: Bool) async {
        let house = House()
        for (path, count) in [("/en/report", 0), ("/en/report/send", 1)] {
            let answer = await house.post(path, HTTPHeaders(headers.map { ($0.key, $0.value) }), ("message", carried(scam)))
            #expect(answer.status == (isTaken ? .ok : .forbidden))
            #expect(answer.html.contains("<h1>"))
            #expect(await house.box.reports.count == (isTaken ? count : 0))
        }
    }

    @Test func onlyWhatTravelsAlongIsReported() async {
        let house = House()
        for path in ["/en/report", "/en/report/send"] {
            #expect(await house.post(path, [:], ("text", scam)).status == .unprocessableContent)
            #expect(await house.post(path, [:], ("file", scam)).status == .unprocessableContent)
            #expect(await house.post(path, [:], ("example", "1")).status == .unprocessableContent)
            #expect(await house.post(path, [:], ("message", carried(scam)), ("example", "1")).status == .notFound)
            #expect(await house.post(path, [:], ("message", carried(real))).status == .badRequest)
        }
        #expect(await house.box.reports.isEmpty)
        #expect(await house.post("/en/report/send", [:], ("message", carried(scam)), ("text", "PLACEHOLDER-words")).status == .ok)
        #expect(await house.box.reports.count == 1)
        #expect(await house.box.reports.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("PLACEHOLDER-words") })
    }
}

@Suite struct MessageListTests {
    private func mailbox(_ count: Int) -> [UInt8] {
        Array((0..<count).map { "From a@example.com Mon Nov  2 10:00:00 2026\nFrom: a@example.com\nSubject: number \($0)\n\nHello\n\n" }.joined().utf8)
    }

    /// Programs add below: what frightened somebody came last.
    @Test func theLastMessagesAreKept() {
        let (messages, isCut) = MessageList.messages(of: mailbox(MessageList.most + 3))
        let subjects = messages.map { String(decoding: $0, as: UTF8.self).split(separator: "\n")[1] }
        #expect(isCut && messages.count == MessageList.most)
        #expect(subjects.first == "Subject: number \(MessageList.most + 2)" && subjects.last == "Subject: number 3")
        #expect(!MessageList.messages(of: mailbox(MessageList.most)).isCut)
    }

    @Test func itSaysWhatTheAnswerWillSay() {
        let entries = [scam, real, "Hello"].map { MessageList.entry(Examiner().examine(text: Array($0.utf8)), Array($0.utf8)) }
        let items = MessageList.view(entries, isCut: false, english)["items"] as? [[String: Any]] ?? []
        #expect(items.map { $0["name"] as? String } == ["May be real", "Scam", "Nothing found"])
    }
}
