internal import ChannelKit
internal import Examination
internal import Hummingbird
internal import Logging
internal import MailMessage
internal import ScamVerdict
internal import ServerConfiguration
internal import VictimAdvice

/// The page for people.
struct PageRoutes {
    let site: Site

    func addRoutes(to router: Router<VisitContext>) {
        router.get("/") { request, _ in
            let language = AnswerLanguage.choose([], accepted: request.headers[.acceptLanguage]).language
            return Response(status: .seeOther, headers: [.location: "\(site.settings.basePath)/\(language)/", .vary: "Accept-Language"])
        }
        for texts in Self.allTexts {
            let language = RouterPath(texts.language)
            router.get(language) { _, _ in Self.html(start(texts)) }
            router.get("\(texts.language)/real") { request, _ in Self.html(real(texts, Self.country(request, texts))) }
            router.get("\(texts.language)/answer/:name") { request, context in
                try await page(texts) {
                    let asked = context.parameters.get("name") ?? ""
                    guard let name = AnswerPage.Name(asked) else {
                        // Links that were shared before: help itself, or the beginning.
                        guard let outcome = Verdict.Outcome(rawValue: asked) else { throw PageProblem.notFound }
                        return seeOther("\(texts.language)/\(outcome == .possiblyReal ? "real" : "")")
                    }
                    return Self.html(advice(name, texts, Self.country(request, texts)))
                }
            }
            // Whoever comes back to the address of an answer, which has gone, starts anew.
            for gone in ["check", "report", "report/send"] {
                router.get("\(texts.language)/\(gone)") { _, _ in seeOther("\(texts.language)/") }
            }
            router.post("\(texts.language)/check") { request, _ in await check(request, texts) }
            router.post("\(texts.language)/file/:name") { request, context in
                try await page(texts) { try await download(context.parameters.get("name") ?? "", request, texts) }
            }
            router.post("\(texts.language)/report") { request, _ in try await page(texts) { try await confirm(request, texts) } }
            router.post("\(texts.language)/report/send") { request, context in try await page(texts) { try await send(request, texts, context.logger) } }
        }
        for file in Assets.files {
            router.get(RouterPath(file.path)) { _, _ in
                Response(
                    status: .ok, headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
                    body: .init(byteBuffer: .init(bytes: Assets.bytes(file.name))))
            }
        }
    }

    private func seeOther(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: "\(site.settings.basePath)/\(path)"]) }

    private static let allTexts = AdviceTexts.languages.compactMap { AnswerLanguage.texts[$0] }

    /// Calmly, whatever goes wrong.
    private func page(_ texts: AdviceTexts, _ make: () async throws -> Response) async throws -> Response {
        do { return try await make() } catch { return problem(PageProblem(error), texts) }
    }
}

extension PageRoutes {
    private func frame(_ texts: AdviceTexts, path: String = "") -> PageFrame { PageFrame(texts: texts, settings: site.settings, path: path) }

    private func start(_ texts: AdviceTexts) -> String {
        var frame = frame(texts)
        frame.isIndexed = true
        return frame.render("start", ["hasBox": true])
    }

    private func real(_ texts: AdviceTexts, _ country: Country?) -> String {
        var frame = frame(texts, path: "real")
        frame.isIndexed = true
        frame.isRealPage = true
        return frame.render("real", RealPage.view(country, texts))
    }

    private func advice(_ name: AnswerPage.Name, _ texts: AdviceTexts, _ country: Country?) -> String {
        let answer = AnswerPage(name, in: texts)
        var view = answer.view
        view["contacts"] = ContactsView(country, isReal: answer.isPossiblyReal, texts: texts).view
        return frame(texts, path: "answer/\(answer.shareName)").render("answer", view)
    }

    func problem(_ problem: PageProblem, _ texts: AdviceTexts, typed: String = "") -> Response {
        Self.html(Self.problem(problem, texts, site.settings, typed: typed), status: problem.status)
    }

    /// - Parameter typed: what stood in the box, and stands there again.
    static func problem(_ problem: PageProblem, _ texts: AdviceTexts, _ settings: Configuration.Page, typed: String = "") -> String {
        PageFrame(texts: texts, settings: settings, isPosted: !typed.isEmpty).render(
            "problem", ["words": texts[problem.textName], "hasBox": true, "typed": typed])
    }

    private func check(_ request: Request, _ texts: AdviceTexts) async -> Response {
        var typed = ""
        do {
            let language = texts.language
            let read = try await read(request) { data in (typed: BoxContent.typed(in: data), content: Result { try BoxContent(data, language: language) }) }
            typed = read.typed
            return try await check(try read.content.get(), request, texts)
        } catch {
            return problem(PageProblem(error), texts, typed: typed)
        }
    }

    private func check(_ submission: BoxContent, _ request: Request, _ texts: AdviceTexts) async throws -> Response {
        if submission.form == .mbox {
            let (messages, isCut) = try await site.desk.work(on: submission.bytes.count) { MessageList.messages(of: submission.bytes) }
            if messages.count > 1 { return try await list(messages, isCut, texts) }
            guard !messages.isEmpty else { throw PageProblem.empty }
        }
        let country = Self.country(named: submission.country, request, texts)
        let frame = frame(of: submission, texts)
        let html = try await site.desk.examine(submission.bytes, submission.form) { file in Self.answer(file, frame, country) }
        return Self.html(html)
    }

    private func frame(of submission: BoxContent, _ texts: AdviceTexts) -> PageFrame {
        var frame = frame(texts)
        frame.hasMessage = true
        frame.isPosted = true
        frame.isExample = submission.isExample
        frame.isFile = submission.isFile
        frame.carried = submission.bytes.count <= CarriedMessage.limit ? CarriedMessage.field(of: submission.bytes) : nil
        return frame
    }

    static func answer(_ file: CaseFile, _ frame: PageFrame, _ country: Country?) -> String {
        let answer = AnswerPage(file, isFromFile: frame.isFile, in: frame.texts)
        var view = answer.view
        view["contacts"] = ContactsView(country, isReal: answer.isPossiblyReal, texts: frame.texts).view
        // Where a message is too large to travel along, its country is chosen beside the advice alone.
        if let country { view["realPath"] = "real?country=\(country.code)" }
        view["countryPath"] = answer.isPossiblyReal ? "real" : "answer/\(answer.shareName)"
        return frame.render("answer", view)
    }

    private func list(_ messages: [[UInt8]], _ isCut: Bool, _ texts: AdviceTexts) async throws -> Response {
        var entries: [MessageList.Entry] = []
        let end = ContinuousClock.now + MessageList.mostTime
        for message in messages where entries.isEmpty || ContinuousClock.now < end {
            entries.append(try await site.desk.examine(message, .mail, charset: [], isOfMany: true) { MessageList.entry($0, message) })
        }
        var frame = frame(texts)
        frame.isPosted = true
        return Self.html(frame.render("list", MessageList.view(entries, isCut: isCut || entries.count < messages.count, texts)))
    }

    private func download(_ name: String, _ request: Request, _ texts: AdviceTexts) async throws -> Response {
        guard let file = Download(rawValue: name) else { throw PageProblem.notFound }
        let submission = try await submission(request, texts)
        let country = Self.country(named: submission.country, request, texts)
        let bytes = try await site.desk.examine(submission.bytes, submission.form) { file.bytes(of: $0, country, texts) }
        guard let bytes else { throw PageProblem.failed }
        return Response(
            status: .ok, headers: [.contentType: file.type, .contentDisposition: "attachment; filename=\"\(file.rawValue)\""],
            body: .init(byteBuffer: .init(bytes: bytes)))
    }

    /// Shows what would go to the owner.
    private func confirm(_ request: Request, _ texts: AdviceTexts) async throws -> Response {
        let (submission, owner, _) = try await reporting(request, texts)
        let frame = frame(of: submission, texts)
        let html = try await site.desk.examine(submission.bytes, submission.form) { file -> String? in
            guard let report = OwnerReport(of: file, texts) else { return nil }
            return frame.render(
                "confirm",
                [
                    "confirm": texts["page.owner.confirm", "owner", owner], "what": texts["page.owner.what", "owner", owner], "parts": report.parts,
                ])
        }
        guard let html else { throw PageProblem.failed }
        return Self.html(html)
    }

    private func send(_ request: Request, _ texts: AdviceTexts, _ log: Logger) async throws -> Response {
        let (submission, owner, box) = try await reporting(request, texts)
        let report = try await site.desk.examine(submission.bytes, submission.form) { OwnerReport(of: $0, texts)?.bytes }
        guard let report else { throw PageProblem.failed }
        guard site.takesReport() else { throw PageProblem.tooOften }
        let frame = frame(of: submission, texts)
        do {
            try await box.keep(report)
            return Self.html(frame.render("sent", ["words": texts["page.owner.done", "owner", owner]]))
        } catch {
            // Of a disk: its path and what is wrong with it. Nothing of the message.
            log.error("a report to the owner was not kept", metadata: ["reason": "\(error)"])
            return Self.html(frame.render("sent", ["words": texts["page.owner.failed"]]), status: .serviceUnavailable)
        }
    }

    /// Only what the page itself carries along: what somebody has seen the answer to.
    private func reporting(_ request: Request, _ texts: AdviceTexts) async throws -> (BoxContent, owner: String, any ReportBox) {
        guard !SameSite.isForeign(request) else { throw PageProblem.foreign }
        guard let owner = site.settings.ownerName, let box = site.reportBox else { throw PageProblem.notFound }
        let submission = try await read(request) { try BoxContent(carriedIn: $0) }
        // The example is nobody's message.
        guard !submission.isExample else { throw PageProblem.notFound }
        return (submission, owner, box)
    }

    private func submission(_ request: Request, _ texts: AdviceTexts) async throws -> BoxContent {
        let language = texts.language
        return try await read(request) { try BoxContent($0, language: language) }
    }

    private func read<Content: Sendable>(_ request: Request, _ content: @escaping @Sendable (FormData) throws -> Content) async throws -> Content {
        let (body, type) = try await request.form(atMost: site.desk.messageLimit)
        return try await site.desk.work(on: body.readableBytes) {
            Result { try content(try body.withUnsafeReadableBytes { try FormData($0, contentType: type) }) }
        }
        .get()
    }

    private static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: .init(string: text)))
    }

    private static func country(_ request: Request, _ texts: AdviceTexts) -> Country? {
        country(named: request.uri.queryParameters.get("country"), request, texts)
    }

    /// The one that was chosen, also none; else the one that the browser speaks of.
    private static func country(named code: String?, _ request: Request, _ texts: AdviceTexts) -> Country? {
        if let code { return Country(code: code) }
        return Country.likely(ranges: AcceptedLanguages(request.headers[.acceptLanguage] ?? "").ranges, language: texts.language)
    }
}
