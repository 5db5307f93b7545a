internal import Hummingbird

/// Why there is no answer. A person is told calmly, and what to do.
enum PageProblem: String, Error, CaseIterable {
    case empty
    case tooLarge = "too-large"
    case picture
    case pdf
    case otherFile = "other-file"
    case again
    case busy
    case tooOften = "too-often"
    case notFound = "not-found"
    case failed
    /// A page of somebody else sent the form. Who only came the wrong way is helped as by any failure.
    case foreign

    var textName: String { "page.error.\((self == .foreign ? .failed : self).rawValue)" }

    var status: HTTPResponse.Status {
        switch self {
        case .empty, .again: .unprocessableContent
        case .tooLarge: .contentTooLarge
        case .picture, .pdf, .otherFile: .unsupportedMediaType
        case .busy: .serviceUnavailable
        case .tooOften: .tooManyRequests
        case .notFound: .notFound
        case .failed: .badRequest
        case .foreign: .forbidden
        }
    }

    init(_ error: any Error) {
        if let problem = error as? PageProblem {
            self = problem
            return
        }
        switch Problem(error) {
        case .tooLarge: self = .tooLarge
        case .tooMany: self = .tooOften
        case .overloaded, .notInTime, .timeout: self = .busy
        case .notFound, .methodNotAllowed: self = .notFound
        default: self = .failed
        }
    }
}
