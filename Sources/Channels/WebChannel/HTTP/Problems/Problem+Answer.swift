internal import Hummingbird
internal import NIOCore

extension Problem {
    /// As the one who asked can read it: `application/problem+json` below /v1, words elsewhere.
    func answer(to path: String, requestID: String) -> Response {
        let isForPrograms = path == "/v1" || path.hasPrefix("/v1/")
        var fields = fields
        fields[.contentType] = isForPrograms ? "application/problem+json" : "text/plain; charset=utf-8"
        return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(string: isForPrograms ? json(requestID) : text)))
    }

    /// RFC 9457 § 3. `about:blank`: the status says what kind it is.
    private func json(_ requestID: String) -> String {
        """
        {"type":"about:blank","title":"\(Self.escaped(title))","status":\(status.code),"detail":"\(Self.escaped(detail))","instance":"\(Self.escaped(requestID))"}

        """
    }

    private var text: String { "\(title)\n\n\(detail)\n" }

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
