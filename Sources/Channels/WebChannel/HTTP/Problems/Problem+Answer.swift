internal import Hummingbird
internal import NIOCore
internal import ServerConfiguration

extension Answer {
    /// As the one who asked can read it: `application/problem+json` below /v1, words for monitors, a page for people.
    init(_ problem: Problem, path: String, requestID: String, pages: ProblemPages, settings: Configuration.Page) {
        var fields = problem.fields
        let body: ByteBuffer
        if path == "/v1" || path.hasPrefix("/v1/") {
            fields[.contentType] = "application/problem+json"
            body = ByteBuffer(string: problem.json(requestID))
        } else if Monitoring.paths.contains(path) {
            fields[.contentType] = "text/plain; charset=utf-8"
            body = ByteBuffer(string: problem.text)
        } else {
            fields[.contentType] = "text/html; charset=utf-8"
            body = pages.page(PageProblem(problem), in: AnswerLanguage.texts(ofPath: path), settings)
        }
        self.init(status: problem.status, fields: fields, body: body)
    }
}

extension Problem {

    /// RFC 9457 § 3. `about:blank`: the status says what kind it is.
    fileprivate func json(_ requestID: String) -> String {
        """
        {"type":"about:blank","title":"\(Self.escaped(title))","status":\(status.code),"detail":"\(Self.escaped(detail))","instance":"\(Self.escaped(requestID))"}

        """
    }

    fileprivate var text: String { "\(title)\n\n\(detail)\n" }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
