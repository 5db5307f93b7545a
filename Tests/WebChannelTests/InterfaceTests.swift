import ChannelKit
import Examination
import Foundation
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

private let scam = "From: a@example.com\nSubject: Hello\n\nI recorded you. Pay 900 USD in bitcoin or I send the video to all your friends.\n"
private let lunch = "From: a@example.com\nSubject: Lunch\n\nSee you at noon.\n"

/// The door with the interface behind it, and no sockets.
private struct House {
    let door: FrontDoor

    init(
        keys: [APIKey] = [], origins: [String] = [], basePath: String = "", omission: Opinion.Omission? = nil, messageLimit: Int = 1 << 20
    ) {
        var settings = Configuration.Page()
        settings.apiKeys = keys.map(\.hash)
        settings.corsOrigins = origins
        settings.basePath = basePath
        let site = Site(desk: StandInDesk(omission: omission, messageLimit: messageLimit), settings: settings)
        let metrics = ServerMetrics(version: "0", model: "0")
        door = FrontDoor(
            site: site, metrics: metrics, router: PageServer.router(site, metrics) { true }, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func ask(
        _ method: HTTPMethod = .POST, _ path: String = "/v1/check", _ headers: HTTPHeaders = [:], _ body: some Collection<UInt8> = [],
        from peer: String = "127.0.0.1"
    ) async -> Answer {
        var headers = headers
        headers.add(name: "Host", value: "localhost")
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
        let client = door.client(of: head, peer: IPAddress(peer)!)
        if let problem = door.admit(head, bodyLimit: door.bodyLimit(of: head), from: client, now: .now()) {
            return door.answer(problem, path: path, requestID: "id-1", to: head)
        }
        return await door.answer(head, body: ByteBuffer(bytes: body), from: client, requestID: "id-1")
    }

    func ask(_ text: String, _ type: String, path: String = "/v1/check", _ headers: HTTPHeaders = [:]) async -> Answer {
        var headers = headers
        headers.add(name: "Content-Type", value: type)
        return await ask(.POST, path, headers, text.utf8)
    }
}

private struct StandInDesk: CaseDesk {
    let omission: Opinion.Omission?
    let messageLimit: Int

    func examine<Value: Sendable>(
        _ bytes: [UInt8], _ form: FileForm, charset: [UInt8], _ tell: @escaping @Sendable (CaseFile) -> Value
    ) async throws(Opinion.NotExamined) -> Value {
        if let omission { throw Opinion.NotExamined(omission) }
        let examiner = Examiner()
        return tell(examiner.examine(examiner.message(bytes, form, charset: charset)))
    }

    func work<Value: Sendable>(on size: Int, _ work: @escaping @Sendable () -> Value) async throws(Opinion.NotExamined) -> Value { work() }
}

extension Answer {
    fileprivate var text: String { String(buffer: body) }
    fileprivate var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) ?? [:] }

    fileprivate func isProblem(_ code: Int) -> Bool {
        status.code == code && fields[.contentType] == "application/problem+json" && object["status"] as? Int == code && object["instance"] as? String == "id-1"
            && (object["detail"] as? String)?.isEmpty == false && object["title"] as? String == status.reasonPhrase
            && object["type"] as? String == "about:blank"
    }
}

private func line(_ text: String, _ form: FileForm = .mail, _ language: String = "en") -> String {
    let examiner = Examiner()
    let file = examiner.examine(examiner.message(Array(text.utf8), form))
    return String(decoding: CaseRecord(file, name: "-", index: 0, texts: AdviceTexts(language: language)!).json, as: UTF8.self) + "\n"
}

@Suite struct InterfaceTests {
    @Test(
        arguments: [
            ("message/rfc822", scam), ("text/plain", scam), ("application/octet-stream", scam), ("application/x-www-form-urlencoded", "text=" + percent(scam)),
            ("application/json", #"{"message":"\#(scam.replacing("\n", with: "\\n"))"}"#),
            ("application/json", #"{"text":"\#(scam.replacing("\n", with: "\\n"))"}"#),
            ("application/json", #"{"message_base64":"\#(Data(scam.utf8).base64EncodedString())"}"#),
            ("multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=file; filename=a.eml\r\n\r\n\(scam)\r\n--B--"),
        ])
    func eachWayGivesTheSameLine(type: String, body: String) async {
        let answer = await House().ask(body, type)
        #expect(answer.status == .ok && answer.fields[.contentType] == "application/json" && answer.fields[.contentLanguage] == "en")
        #expect(answer.text == line(scam))
        #expect(answer.object["verdict"] as? String == "sextortion-scam")
    }

    @Test func charset() async {
        let words = "Ich habe dich gefilmt, zahle 900 € für mein Schweigen"
        let latin = words.unicodeScalars.map { $0 == "€" ? 0xA4 : UInt8($0.value) }
        let answer = await House().ask(.POST, "/v1/check", ["Content-Type": "text/plain; charset=iso-8859-15"], latin)
        let expected = CaseRecord(
            Examiner().examine(Message(text: latin, charset: Array("iso-8859-15".utf8))), name: "-", index: 0, texts: AdviceTexts(language: "en")!)
        #expect(answer.text == String(decoding: expected.json, as: UTF8.self) + "\n")
    }

    @Test(
        arguments: [
            ("/v1/check", "", "text/plain", scam, "en"), ("/v1/check?language=nl", "de", "text/plain", scam, "nl"),
            ("/v1/check", "de;q=0.2, fr", "text/plain", scam, "fr"),
            ("/v1/check?language=xx", "de", "text/plain", scam, "de"), ("/v1/check", "de", "application/json", #"{"text":"a","language":"ar"}"#, "ar"),
            ("/v1/check?language=nl", "de", "application/json", #"{"text":"a","language":"ar"}"#, "nl"),
            ("/v1/check", "de", "application/x-www-form-urlencoded", "text=a&language=ja", "ja"), ("/v1/check?language=%6El", "", "text/plain", "a", "nl"),
        ])
    func language(path: String, accepted: String, type: String, body: String, language: String) async {
        let answer = await House().ask(body, type, path: path, accepted.isEmpty ? [:] : ["Accept-Language": accepted])
        #expect((answer.object["advice"] as? [String: Any])?["language"] as? String == language)
        #expect(answer.fields[.contentLanguage] == language)
    }

    @Test func mailbox() async throws {
        let mails = [lunch, scam, lunch, "From: a@example.com\n\nThe video call we had: pay, or all your friends see what you sent me.\n"]
        let mbox = mails.map { "From a@example.com Mon Nov  2 10:00:00 2026\n\($0)\n" }.joined()
        for type in ["application/mbox", "application/octet-stream"] {
            let answer = await House().ask(mbox, type)
            let messages = try #require(answer.object["messages"] as? [[String: Any]])
            #expect(messages.map { $0["index"] as? Int } == [3, 1, 0, 2])
            #expect(messages.map { $0["verdict"] as? String } == ["possibly-real", "sextortion-scam", "nothing-found", "nothing-found"])
            #expect(answer.object["total"] as? Int == 4 && answer.object["examined"] as? Int == 4)
        }
    }

    @Test func largeMailbox() {
        let mbox = (0..<1_200).map { "From a@example.com Mon Nov  2 10:00:00 2026\nSubject: \($0)\n\n" }.joined()
        for most in [1, 7, 500, 1_199, 1_200, 1_201] {
            let (messages, total) = MailboxAnswer.messages(in: Array(mbox.utf8), limit: 1 << 20, most: most)
            #expect(total == 1_200 && messages.map(\.0) == Array(max(0, 1_200 - most)..<1_200))
            for (index, message) in messages { #expect(message.bytes.starts(with: "Subject: \(index)\n".utf8)) }
        }
    }

    @Test func whatCannotBeLookedAtNow() async {
        let busy = await House(omission: .overload).ask(scam, "text/plain")
        #expect(busy.isProblem(503) && busy.fields[.retryAfter] == "5")
        let slow = await House(omission: .time).ask(scam, "text/plain")
        #expect(slow.isProblem(503) && slow.fields[.retryAfter] == "5")
        let mbox = "From a@example.com Mon Nov  2 10:00:00 2026\n\(scam)"
        let list = await House(omission: .time).ask(mbox, "application/mbox")
        #expect((list.object["messages"] as? [[String: Any]])?.map { $0["error"] as? String } == ["the message could not be looked at in time"])
        #expect(await House(omission: .overload).ask(mbox, "application/mbox").isProblem(503))
    }

    @Test func problems() async {
        let house = House(messageLimit: 100 << 10)
        let large = String(repeating: "a", count: (100 << 10) + 1)
        #expect(await house.ask(large, "text/plain").isProblem(413))
        #expect(await house.ask(#"{"text":"\#(large)"}"#, "application/json").isProblem(413))
        #expect(await house.ask("text=\(large)", "application/x-www-form-urlencoded").isProblem(413))
        #expect(await house.ask(String(large.dropLast()), "text/plain").status == .ok)
        #expect(await house.ask("{", "application/json").isProblem(400))
        #expect(await house.ask("", "text/plain").isProblem(422))
        #expect(await house.ask("%PDF-1.7", "application/pdf").isProblem(415))
        #expect(await house.ask(.GET, "/v1/none").isProblem(404))
        #expect(await house.ask(.GET, "/v1/").isProblem(404))
        for (method, path, allow) in [
            (HTTPMethod.PUT, "check", "POST"), (.GET, "check", "POST"), (.OPTIONS, "check", "POST"), (.POST, "languages", "GET, HEAD"),
        ] {
            let answer = await house.ask(method, "/v1/" + path)
            #expect(answer.isProblem(405) && answer.fields[.allow] == allow, "\(method) \(path)")
        }
    }

    @Test func keys() async {
        let (known, other) = (APIKey(), APIKey())
        let house = House(keys: [APIKey(), known])
        for path in ["/v1/languages", "/v1/countries", "/v1/openapi.json", "//v1//languages", "/v1/languages/"] {
            let answer = await house.ask(.GET, path, from: "192.0.2.1")
            #expect(answer.status == .unauthorized && answer.fields[.wwwAuthenticate] == "Bearer", "\(path)")
        }
        #expect(await house.ask(.POST, "/v1/check", [:], scam.utf8, from: "192.0.2.1").isProblem(401))
        #expect(await house.ask(.POST, "/v1/check", ["Authorization": "Bearer \(other.text)"], scam.utf8, from: "192.0.2.1").isProblem(401))
        #expect(await house.ask(.POST, "/v1/check", ["Authorization": "Bearer \(known.hash)"], scam.utf8, from: "192.0.2.1").isProblem(401))
        #expect(await house.ask(.POST, "/v1/check", ["Authorization": "Bearer \(known.text)"], scam.utf8, from: "192.0.2.1").status == .ok)
        #expect(await house.ask(.POST, "/v1/check", ["X-API-Key": known.text], scam.utf8, from: "2001:db8::1").status == .ok)
        #expect(await house.ask(.POST, "/v1/check", [:], scam.utf8).status == .ok)
        // Behind a proxy that nobody has named, somebody on this machine is nobody in particular.
        #expect(await house.ask(.POST, "/v1/check", ["X-Forwarded-For": "127.0.0.1"], scam.utf8).isProblem(401))
        #expect(await House().ask(.GET, "/v1/languages", ["X-API-Key": known.text], from: "192.0.2.1").isProblem(401))
    }

    @Test func otherSites() async {
        let site = "https://www.example.org"
        let preflight: HTTPHeaders = ["Origin": site, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"]
        let house = House(keys: [APIKey()], origins: ["https://a.example.net", site])
        for path in ["/v1/check", "/v1/languages"] {
            let answer = await house.ask(.OPTIONS, path, preflight, from: "192.0.2.1")
            #expect(answer.status == .noContent && answer.fields[.accessControlAllowOrigin] == site && answer.fields[values: .vary].contains("Origin"))
            #expect(answer.fields[.accessControlAllowMethods] == "GET, HEAD, POST" && answer.fields[.accessControlAllowCredentials] == nil)
        }
        let answer = await house.ask(scam, "text/plain", ["Origin": site])
        #expect(answer.status == .ok && answer.fields[.accessControlAllowOrigin] == site)
        // A script has to see why it was refused.
        let refusal = await house.ask(.POST, "/v1/check", ["Origin": site], from: "192.0.2.1")
        #expect(refusal.isProblem(401) && refusal.fields[.accessControlAllowOrigin] == site)
        for origin in ["https://www.example.org.example.com", "http://www.example.org", "https://www.example.org:444", "null", "*", ""] {
            let answer = await house.ask(scam, "text/plain", ["Origin": origin])
            #expect(answer.status == .ok && answer.fields[.accessControlAllowOrigin] == nil && answer.fields[values: .vary].contains("Origin"))
            #expect(await house.ask(.OPTIONS, "/v1/check", ["Origin": origin, "Access-Control-Request-Method": "POST"]).status == .methodNotAllowed)
        }
        // By default there are none, and nothing is said of them.
        #expect(await House().ask(.OPTIONS, "/v1/check", preflight).isProblem(405))
        let usual = await House().ask(scam, "text/plain", ["Origin": site])
        #expect(usual.fields[.accessControlAllowOrigin] == nil && !usual.fields[values: .vary].contains("Origin"))
        // The page is for nobody's scripts.
        #expect(await house.ask(.GET, "/en", ["Origin": site]).fields[.accessControlAllowOrigin] == nil)
    }

    @Test func lists() async throws {
        let languages = await House().ask(.GET, "/v1/languages").object["languages"] as? [[String: String]]
        #expect(languages?.map { $0["tag"] } == AdviceTexts.languages)
        #expect(languages?.first { $0["tag"] == "ar" } == ["tag": "ar", "name": "العربية", "direction": "rtl"])
        let object = await House().ask(.GET, "/v1/countries").object
        let countries = try #require(object["countries"] as? [[String: Any]])
        #expect(countries.count == Country.all.count && (object["world"] as? [String: Any])?["code"] as? String == "world")
        let belgium = try #require(countries.first { $0["code"] as? String == "BE" }), points = try #require(belgium["points"] as? [[String: Any]])
        #expect(points.count == Country(code: "BE")?.points.count && belgium["name"] as? String == "Belgium")
        for point in points { #expect((point["contacts"] as? [[String: String]])?.isEmpty == false && (point["checked"] as? String)?.count == 10) }
    }

    @Test func description() async throws {
        let answer = await House(basePath: "/a/b").ask(.GET, "/v1/openapi.json")
        let object = answer.object
        #expect(object["openapi"] as? String == "3.1.0" && (object["info"] as? [String: Any])?["version"] as? String == Release.version)
        #expect((object["servers"] as? [[String: String]]) == [["url": "/a/b/v1"]])
        #expect(!answer.text.contains("{{"))
        // What the router has, the description has.
        let paths = try #require(object["paths"] as? [String: [String: Any]])
        let described = paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) /v1\(path)" } }
        let metrics = ServerMetrics(version: "0", model: "0")
        let router = PageServer.router(House().door.site, metrics) { true }
        let routes = router.routes.map { "\($0.method.rawValue) \($0.path)" }.filter { $0.contains("/v1/") }
        #expect(Set(described) == Set(routes) && !routes.isEmpty)
    }
}

private func percent(_ text: String) -> String { text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
