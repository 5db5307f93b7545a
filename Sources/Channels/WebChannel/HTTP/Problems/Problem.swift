internal import ChannelKit
internal import Hummingbird

/// Why a request is not answered with what was asked for: RFC 9457 for programs, a calm page for people.
///
/// The words are for whoever reads the answer; nothing of the request stands in them.
enum Problem: Error, Equatable {
    /// What is wrong, in a sentence.
    case malformed(String)
    /// A key is missing or wrong.
    case unauthorized
    case notFound
    /// The methods that there are.
    case methodNotAllowed([HTTPRequest.Method])
    /// The client was too slow.
    case timeout
    /// Bytes that are taken.
    case tooLarge(limit: Int)
    /// What to do instead, in a sentence.
    case unsupportedType(String)
    /// Content-Encoding.
    case unsupportedEncoding
    /// Expect.
    case expectation
    /// It can be read, and there is nothing to examine.
    case unprocessable(String)
    case headerTooLarge
    /// Seconds until the next one.
    case tooMany(retryAfter: Int)
    case failure
    /// There is no room.
    case overloaded(retryAfter: Int)
    /// The message was not looked at within `limits.time`.
    case notInTime

    /// For what has no time of its own.
    static let retrySeconds = 5

    var status: HTTPResponse.Status {
        switch self {
        case .malformed: .badRequest
        case .unauthorized: .unauthorized
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .timeout: .requestTimeout
        case .tooLarge: .contentTooLarge
        case .unsupportedType, .unsupportedEncoding: .unsupportedMediaType
        case .expectation: .expectationFailed
        case .unprocessable: .unprocessableContent
        case .headerTooLarge: .requestHeaderFieldsTooLarge
        case .tooMany: .tooManyRequests
        case .failure: .internalServerError
        case .overloaded, .notInTime: .serviceUnavailable
        }
    }

    var title: String { status.reasonPhrase }

    var detail: String {
        switch self {
        case .malformed(let detail), .unsupportedType(let detail), .unprocessable(let detail): detail
        case .unauthorized: "A key is needed here: Authorization: Bearer KEY."
        case .notFound: "There is nothing at this address."
        case .methodNotAllowed(let methods): "This address takes \(methods.map(\.rawValue).joined(separator: ", "))."
        case .timeout: "The request took too long to arrive."
        case .tooLarge(limit: 0): "The message is too large."
        case .tooLarge(let limit): "The message is too large: \(limit < 1 << 20 ? "\(limit >> 10) KiB" : "\(limit >> 20) MiB") are taken."
        case .unsupportedEncoding: "The body has to be sent without Content-Encoding."
        case .expectation: "The only expectation that is met is 100-continue."
        case .headerTooLarge: "The header of the request is too large."
        case .tooMany(let seconds): "There were too many messages from this address. The next can be looked at in \(seconds) s."
        case .failure: "Something went wrong here. The message was not looked at."
        case .overloaded(let seconds): "There is too much to do at the moment. Please try again in \(seconds) s."
        case .notInTime: "The message could not be looked at in time. Please try again."
        }
    }

    /// What is said in the header beside the status.
    var fields: HTTPFields {
        switch self {
        case .unauthorized: [.wwwAuthenticate: "Bearer"]
        case .methodNotAllowed(let methods): [.allow: methods.map(\.rawValue).joined(separator: ", ")]
        case .unsupportedEncoding: [.acceptEncoding: "identity"]
        case .tooMany(let seconds), .overloaded(let seconds): [.retryAfter: "\(seconds)"]
        case .notInTime: [.retryAfter: "\(Self.retrySeconds)"]
        default: [:]
        }
    }

    /// What an error of any kind is to whoever asked.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case FormProblem.notAForm: self = .unsupportedType("A form is sent as multipart/form-data or application/x-www-form-urlencoded.")
        case let problem as FormProblem: self = .malformed(problem.sentence)
        case let notExamined as Opinion.NotExamined:
            self = notExamined.omission == .time ? .notInTime : .overloaded(retryAfter: Self.retrySeconds)
        case let error as HTTPError: self = Problem(status: error.status)
        default: self = .failure
        }
    }

    /// For what the router says.
    init(status: HTTPResponse.Status) {
        switch status {
        case .badRequest: self = .malformed("The request cannot be read.")
        case .unauthorized: self = .unauthorized
        case .notFound: self = .notFound
        case .contentTooLarge: self = .tooLarge(limit: 0)
        case .unsupportedMediaType: self = .unsupportedType("This kind of content is not taken.")
        case .unprocessableContent: self = .unprocessable("There is nothing to examine.")
        case .serviceUnavailable: self = .overloaded(retryAfter: Self.retrySeconds)
        default: self = .failure
        }
    }
}

extension FormProblem {
    var sentence: String {
        switch self {
        case .notAForm: "This is no form."
        case .boundary: "The form's content type has no boundary, or one that cannot be."
        case .header: "The header of a part of the form cannot be read, or has no name."
        case .headerTooLong: "The header of a part of the form is too long."
        case .encoding: "A part of the form has a Content-Transfer-Encoding, which forms do not have."
        case .tooManyFields: "The form has too many fields."
        case .unfinished: "The form's end is missing."
        }
    }
}
