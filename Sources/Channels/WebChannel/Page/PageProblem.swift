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

    var textName: String { "page.error.\(rawValue)" }

    var status: HTTPResponse.Status {
        switch self {
        case .empty, .again: .unprocessableContent
        case .tooLarge: .contentTooLarge
        case .picture, .pdf, .otherFile: .unsupportedMediaType
        case .busy: .serviceUnavailable
        case .tooOften: .tooManyRequests
        case .notFound: .notFound
        case .failed: .badRequest
        }
    }

    init(_ error: any Error) {
        switch error {
        case let problem as PageProblem: self = problem
        case let error as HTTPError:
            switch error.status {
            case .contentTooLarge: self = .tooLarge
            case .serviceUnavailable: self = .busy
            case .tooManyRequests: self = .tooOften
            case .notFound: self = .notFound
            default: self = .failed
            }
        default: self = .busy
        }
    }
}
