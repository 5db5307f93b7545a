import Hummingbird
import NIOCore
import ServerConfiguration
import Testing
import VictimAdvice

@testable import WebChannel

struct CompressionTests {
    @Test(arguments: [
        ("gzip", true), ("GZIP", true), ("deflate, gzip;q=0.5, br", true), ("x-gzip", true), ("*", true), ("gzip;q=0", false), ("gzip; q=0.000", false),
        ("gzip;q=0.001", true), ("*;q=0", false), ("gzip;q=0, *", false), ("identity", false), ("", false), ("gzipped", false),
    ])
    func accepts(_ field: String, _ expected: Bool) { #expect(Compression.takesGzip(field) == expected) }

    private func answer(_ count: Int, _ type: String = "text/html; charset=utf-8", _ cache: String? = nil) -> Answer {
        var fields: HTTPFields = [.contentType: type]
        if let cache { fields[.cacheControl] = cache }
        return Answer(status: .ok, fields: fields, body: ByteBuffer(repeating: 0x61, count: count))
    }

    @Test func what() {
        let compression = Compression()
        for (one, isPacked) in [
            (answer(2_000), true), (answer(1_023), false), (answer(2_000, "image/png"), false), (answer(2_000, "application/problem+json"), true),
            (answer(2_000, "text/css", "public, max-age=31536000, immutable"), true),
        ] {
            var packed = one
            compression.apply(to: &packed, path: "/a", accepted: "gzip")
            #expect((packed.fields[.contentEncoding] == "gzip") == isPacked)
            #expect((packed.fields[.vary] == "Accept-Encoding") == isPacked)
            #expect((packed.body.readableBytes < one.body.readableBytes) == isPacked)
            var plain = one
            compression.apply(to: &plain, path: "/a", accepted: nil)
            #expect(plain.body == one.body && plain.fields[.contentEncoding] == nil)
        }
    }

    @Test(arguments: [0, 1, 5_000, 300_000])
    func comesBack(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        for level in [Int32(1), 9] { #expect(try gunzip(Array(#require(Compression.gzip(ByteBuffer(bytes: bytes), level: level)).readableBytesView)) == bytes) }
    }
}

struct AnswerTests {
    private func text(_ answer: Answer, closing: Bool = false, keepsAlive10: Bool = false) -> String {
        answer.bytes(closing: closing, keepsAlive10: keepsAlive10).reduce(into: "") { $0 += String(buffer: $1) }
    }

    @Test func form() {
        let answer = Answer(status: .ok, fields: [.contentType: "text/plain", .contentLength: "99", .connection: "x"], body: ByteBuffer(string: "Hello"))
        let lines = text(answer).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.first == "HTTP/1.1 200 OK" && lines.last == "Hello")
        #expect(lines.contains("content-length: 5") && !text(answer).contains("99") && !text(answer).contains("onnection: "))
        #expect(lines.contains { $0.hasPrefix("date: ") && $0.hasSuffix(" GMT") && $0.count == 35 })
        #expect(
            text(answer, closing: true).contains("\r\nconnection: close\r\n") && text(answer, keepsAlive10: true).contains("\r\nconnection: keep-alive\r\n"))
    }

    @Test func withoutBody() {
        var head = Answer(status: .ok, fields: [:], body: ByteBuffer(string: "Hello"))
        head.isHead = true
        #expect(text(head).hasSuffix("\r\n\r\n") && text(head).contains("content-length: 5"))
        for status in [HTTPResponse.Status.noContent, .notModified] {
            #expect(!text(Answer(status: status, fields: [:], body: ByteBuffer(string: "Hello"))).contains("content-length"))
        }
        #expect(text(Answer(status: .seeOther, fields: [.location: "/en/"], body: ByteBuffer())).contains("content-length: 0"))
    }

    @Test func largeBodiesAreNotCopied() {
        #expect(Answer(status: .ok, fields: [:], body: ByteBuffer(repeating: 1, count: 20_000)).bytes(closing: false, keepsAlive10: false).count == 2)
    }

    /// What a header field must not have is no way to write another.
    @Test func noFieldIsSplit() {
        let answer = Answer(status: .ok, fields: [.location: "/a\r\nSet-Cookie: x"], body: ByteBuffer())
        #expect(!text(answer).contains("\r\nSet-Cookie"))
    }
}

struct ProblemTests {
    static let all: [Problem] = [
        .malformed("x"), .unauthorized, .notFound, .methodNotAllowed([.post]), .timeout, .tooLarge(limit: 50 << 20), .unsupportedType("x"),
        .unsupportedEncoding,
        .expectation, .unprocessable("x"), .headerTooLarge, .tooMany(retryAfter: 3), .failure, .overloaded(retryAfter: 3), .notInTime,
    ]

    @Test(arguments: all)
    func forms(_ problem: Problem) {
        func answer(_ path: String) -> Answer { Answer(problem, path: path, requestID: "abc", pages: ProblemPages(), settings: Configuration.Page()) }
        let json = answer("/v1/check")
        #expect(json.fields[.contentType] == "application/problem+json" && json.status == problem.status)
        #expect(String(buffer: json.body).contains(#""status":\#(problem.status.code),"#) && String(buffer: json.body).contains(#""instance":"abc"}"#))
        let text = answer("/metrics")
        #expect(text.fields[.contentType] == "text/plain; charset=utf-8" && String(buffer: text.body).contains(problem.detail))
        #expect((400..<600).contains(problem.status.code) && !problem.title.isEmpty)
        for each in [json, text, answer("/")] {
            #expect(each.status == problem.status && (each.fields[.retryAfter] != nil) == [429, 503].contains(problem.status.code))
        }
    }

    /// Calm words in the language of the address, the box to go on with, and nothing of what was asked.
    @Test(arguments: all)
    func page(_ problem: Problem) throws {
        for (path, language) in [("/v10", "en"), ("/de/secret<b>", "de"), ("/secret/\"&amp;", "en"), ("", "en")] {
            let answer = Answer(problem, path: path, requestID: "secret", pages: ProblemPages(), settings: Configuration.Page())
            let html = String(buffer: answer.body)
            let texts = try #require(AdviceTexts(language: language))
            #expect(answer.fields[.contentType] == "text/html; charset=utf-8" && answer.status == problem.status)
            #expect(html.contains("<html lang=\"\(language)\"") && html.contains("<form class=\"box\" method=\"post\" action=\"/\(language)/check\""))
            #expect(html.contains("<h1>\(HTMLEscaping.escaped(texts[PageProblem(problem).textName]))</h1>"))
            #expect(!html.contains("secret"))
        }
    }

    /// Thousands may be turned away in one moment: the page is made once, and anew where the owner is another.
    @Test func pagesAreKept() throws {
        let (pages, texts) = (ProblemPages(), try #require(AdviceTexts(language: "nl")))
        var settings = Configuration.Page()
        let first = pages.page(.busy, in: texts, settings)
        settings.basePath = "/elsewhere"
        let second = pages.page(.busy, in: texts, settings)
        #expect(second != first && String(buffer: second).contains("/elsewhere/nl/check"))
        #expect(pages.page(.busy, in: texts, Configuration.Page()) == first && pages.page(.failed, in: texts, settings) != second)
        let start = ContinuousClock.now
        for _ in 0..<10_000 { _ = pages.page(.busy, in: texts, settings) }
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func ofForms() {
        for form in FormProblem.allCases { #expect(Problem(form).status == (form == .notAForm ? .unsupportedMediaType : .badRequest)) }
    }
}
