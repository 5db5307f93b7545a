internal import Hummingbird
internal import NIOCore

extension Answer {
    /// As the one who asked can read it: `application/problem+json` below /v1, words elsewhere.
    init(_ problem: Problem, path: String, requestID: String) {
        let isForPrograms = path == "/v1" || path.hasPrefix("/v1/")
        var fields = problem.fields
        fields[.contentType] = isForPrograms ? "application/problem+json" : "text/plain; charset=utf-8"
        self.init(status: problem.status, fields: fields, body: ByteBuffer(string: isForPrograms ? problem.json(requestID) : problem.text))
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
