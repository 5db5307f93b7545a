internal import ChannelKit
internal import Examination
internal import Hummingbird
internal import NIOCore
internal import ServerConfiguration
internal import VictimAdvice

/// The HTTP interface: `/v1/…`, described by its openapi.json and docs/http.md.
struct CheckInterface {
    let site: Site

    func addRoutes(to router: Router<VisitContext>) {
        let interface = router.group("v1").add(middleware: KeyGuard(site: site))
        interface.post("check") { request, _ in try await check(request) }
        let (languages, countries) = (LanguageList.json, CountryList.json)
        interface.get("languages") { _, _ in Self.answer(languages) }
        interface.get("countries") { _, _ in Self.answer(countries) }
        interface.get("openapi.json") { _, _ in Self.answer(InterfaceDescription.json(basePath: site.settings.basePath)) }
    }

    private func check(_ request: Request) async throws -> Response {
        let limit = site.desk.messageLimit
        let contentType = request.headers[.contentType]
        let body = try await request.bytes(atMost: Submission.mostBytes(of: contentType, messageLimit: limit))
        let submission = try await site.desk.work(on: body.count) { Result { () throws(Problem) in try Submission(body, contentType: contentType) } }.get()
        guard submission.count <= limit else { throw Problem.tooLarge(limit: limit) }
        let asked = request.uri.queryParameters["language"].map(String.init)
        let texts = AnswerLanguage.choose([asked, submission.language], accepted: request.headers[.acceptLanguage])
        var response = Self.answer(try await examine(submission.content, texts))
        response.headers[.contentLanguage] = texts.language
        return response
    }

    private func examine(_ content: Submission.Content, _ texts: AdviceTexts) async throws -> [UInt8] {
        switch content {
        case .message(let bytes, let form, let charset):
            try await site.desk.examine(bytes, form, charset: charset) { CaseRecord($0, name: "-", index: 0, texts: texts).json }
        case .mailbox(let bytes):
            try await MailboxAnswer(bytes, limit: site.desk.messageLimit, texts: texts, desk: site.desk).json
        }
    }

    /// A line, as `unbluff check --json` has it. RFC 8259 § 11 has no charset: JSON is UTF-8.
    private static func answer(_ json: [UInt8]) -> Response {
        Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: json + [0x0A])))
    }
}
