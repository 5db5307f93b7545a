import Fuzzing
import MailMessage
import SenderIdentity

// A field's value: within its limits, in lower case where it says so, the same with CRLF, and again when it is written in the plainest form.
fuzz { bytes in
    let read = AuthenticationResults(parsing: bytes)
    require(read.results.count <= 100 && read.results.allSatisfy { $0.properties.count <= 30 }, "limits")
    for result in read.results {
        require(!result.method.isEmpty && !result.result.isEmpty, "a result has a method and an outcome")
        require(!result.method.utf8.contains { $0 >= 0x41 && $0 <= 0x5A }, "keywords in lower case: \(result.method)")
    }
    // What is between the marks of this form may stand there as it is.
    func isPlain(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?=.".utf8.contains($0) } }
    let plain = read.results.filter { isPlain($0.method) && isPlain($0.result) }
    let written = "a" + plain.map { "; \($0.method)=\($0.result)" }.joined()
    let again = AuthenticationResults(parsing: written.utf8)
    require(again.results.map(\.method) == plain.map(\.method) && again.results.map(\.result) == plain.map(\.result), "\(written) is read again")

    // In a message, what counts is a part of what is there.
    let message = Message(parsing: Array("Authentication-Results: ".utf8) + bytes)
    let found = RelevantAuthenticationResults(of: message, trusted: [], trace: ReceivedTrace(of: message))
    require(found.trust != .none || found.results.isEmpty, "nobody says nothing")
    require(found.ignoredCount >= 0, "no more fields than there are")
}
