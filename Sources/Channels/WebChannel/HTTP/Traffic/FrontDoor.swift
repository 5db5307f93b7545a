internal import ChannelKit
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import SenderIdentity
internal import ServerConfiguration
internal import Synchronization

/// What all connections of the page share: who is let in, and by whom requests are answered.
final class FrontDoor: Sendable {
    /// Messages that are looked at, or wait for it, at a time: at 0.4 ms each the last has waited 100 ms on two processors.
    static let mostUnderWay = 512

    let site: Site
    let metrics: ServerMetrics
    let log: Logger
    let budget: BodyBudget
    let times: PageTimes
    private let responder: RouterResponder<VisitContext>
    private let shares: BodyShares
    private let routes: RouteTable
    private let limiter = RateLimiter()
    private let compression = Compression()
    private let underWay = Atomic(0)
    private let mostUnderWay: Int
    private let problemPages = ProblemPages()
    private let hasWarned = Atomic(false)

    init(
        site: Site, metrics: ServerMetrics, router: Router<VisitContext>, log: Logger, times: PageTimes = PageTimes(), budget: BodyBudget = BodyBudget(),
        mostUnderWay: Int = mostUnderWay
    ) {
        self.site = site
        self.metrics = metrics
        self.log = log
        self.times = times
        self.budget = budget
        self.mostUnderWay = mostUnderWay
        shares = BodyShares(most: budget.share)
        routes = RouteTable(router.routes)
        responder = router.buildResponder()
    }

    /// Bytes of a body: a message, and what its form needs beside it. None where nobody would look at it.
    func bodyLimit(of head: HTTPRequestHead) -> Int {
        guard head.method == .POST, routes.takesMessages(at: Self.path(of: head)) else { return 0 }
        return Submission.mostBytes(of: head.headers.first(name: "Content-Type"), messageLimit: site.desk.messageLimit)
    }

    /// As the router will read it.
    private static func path(of head: HTTPRequestHead) -> String {
        Request(head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: head.uri), body: RequestBody(buffer: ByteBuffer())).uri.path
    }

    /// What is said to a body that is over `bodyLimit`.
    func tooLarge(_ head: HTTPRequestHead, bodyLimit: Int) -> Problem {
        if bodyLimit > 0 {
            metrics.turnedAway(.size)
            return .tooLarge(limit: site.desk.messageLimit)
        }
        let others = routes.methods(at: Self.path(of: head))
        if others.isEmpty { return .notFound }
        if let method = HTTPRequest.Method(head.method.rawValue), others.contains(method) {
            metrics.turnedAway(.size)
            return .tooLarge(limit: 0)
        }
        return .methodNotAllowed(others)
    }

    /// Whether there is room for `count` bytes more of a body that has `before`; who takes gives back.
    func take(_ count: Int, before: Int, from client: ClientAddress) -> Bool {
        guard client.isShared || shares.take(count, before: before, for: client.countedAs) else { return false }
        if budget.take(count, before: before) { return true }
        if !client.isShared { shares.giveBack(count, of: client.countedAs) }
        return false
    }

    func giveBack(_ count: Int, from client: ClientAddress) {
        budget.giveBack(count)
        if !client.isShared { shares.giveBack(count, of: client.countedAs) }
    }

    func client(of head: HTTPRequestHead, peer: IPAddress) -> ClientAddress {
        let client = ClientAddress(peer: peer, version: head.version, headers: head.headers, trusted: site.settings.trustedProxies)
        if client.isBehindStranger, !hasWarned.exchange(true, ordering: .relaxed) {
            log.warning("a proxy asks that page.trusted-proxies does not name: its clients are counted as one", metadata: ["proxy": "\(client.address)"])
        }
        return client
    }

    /// Nil: the body may come.
    func admit(_ head: HTTPRequestHead, bodyLimit: Int, from client: ClientAddress, now: NIODeadline) -> Problem? {
        if let problem = Admission.problem(of: head, bodyLimit: bodyLimit) {
            switch problem {
            case .tooLarge: return tooLarge(head, bodyLimit: bodyLimit)
            case .unsupportedEncoding: metrics.turnedAway(.encoding)
            default: metrics.fault(.page, .malformed)
            }
            return problem
        }
        if KeyGuard.refuses(head, from: client, keys: site.settings.apiKeys) { return .unauthorized }
        // Each POST brings a message.
        if head.method == .POST, !client.isLocal, let seconds = limiter.take(client.countedAs, perMinute: site.settings.perMinute, now: now) {
            metrics.turnedAway(.rate)
            return .tooMany(retryAfter: seconds)
        }
        return nil
    }

    /// Whether there is room for one message more; who enters leaves.
    func enter() -> Bool {
        if underWay.wrappingAdd(1, ordering: .relaxed).newValue <= mostUnderWay { return true }
        leave()
        metrics.turnedAway(.busy)
        return false
    }

    func leave() { underWay.wrappingSubtract(1, ordering: .relaxed) }

    /// Never fails: what goes wrong is an answer too.
    func answer(_ head: HTTPRequestHead, body: ByteBuffer, from client: ClientAddress, requestID: String) async -> Answer {
        let isHead = head.method == .HEAD
        let request = Request(head: HTTPRequest(head, as: isHead ? .get : nil), body: RequestBody(buffer: body))
        let path = request.uri.path
        var answer: Answer
        if let preflight = CrossOrigin.preflight(head, origins: site.settings.corsOrigins) {
            answer = preflight
            finish(&answer, path: path, requestID: requestID, head)
            return answer
        }
        do {
            let context = VisitContext(source: .init(client: client, requestID: requestID, logger: log))
            answer = try await Answer(responder.respond(to: request, context: context))
            // What the router itself has to say has no words.
            if answer.status.code >= 400, answer.body.readableBytes == 0 { throw Problem(status: answer.status) }
        } catch {
            var problem = Problem(error)
            let others = problem == .notFound ? routes.methods(at: path) : []
            if !others.isEmpty, !others.contains(request.method) { problem = .methodNotAllowed(others) }
            if problem == .failure { log.error("a request was not answered", metadata: ["error": "\(type(of: error))", "request": "\(requestID)"]) }
            answer = Answer(problem, path: path, requestID: requestID, pages: problemPages, settings: site.settings)
        }
        compression.apply(to: &answer, path: path, accepted: request.headers[.acceptEncoding])
        finish(&answer, path: path, requestID: requestID, head)
        answer.isHead = isHead
        return answer
    }

    /// To a request that is not looked at; without a head it could not be read.
    func answer(_ problem: Problem, path: String, requestID: String, to head: HTTPRequestHead? = nil) -> Answer {
        var answer = Answer(problem, path: path, requestID: requestID, pages: problemPages, settings: site.settings)
        finish(&answer, path: path, requestID: requestID, head)
        return answer
    }

    private func finish(_ answer: inout Answer, path: String, requestID: String, _ head: HTTPRequestHead?) {
        if let head { CrossOrigin.add(to: &answer.fields, head, origins: site.settings.corsOrigins) }
        SecurityFields.add(to: &answer.fields, requestID: requestID)
        let route: ServerMetrics.Route = path.hasPrefix("/v1/") ? .check : Monitoring.paths.contains(path) || answer.status == .notFound ? .other : .page
        metrics.answered(route, status: answer.status.code)
    }
}

extension HTTPRequest {
    /// As the router has it.
    init(_ head: HTTPRequestHead, as method: HTTPRequest.Method?) {
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        for (name, value) in head.headers {
            if let name = HTTPFields.Element.Name(name) { fields.append(HTTPFields.Element(name: name, value: value)) }
        }
        self.init(
            method: method ?? HTTPRequest.Method(head.method.rawValue) ?? .get, scheme: "http", authority: head.headers.first(name: "Host"), path: head.uri,
            headerFields: fields)
    }
}
