internal import ChannelKit

/// Why a request is not carried out, and how the client is told. The words are spamd's where it has any: clients log them.
enum Refusal: Error, Equatable {
    case closedBeforeCommand
    case unknownCommand
    case version
    case lineTooLong
    case endInFields
    case fieldWithoutColon
    case tooManyFields
    case contentLength
    /// `got` is nil where more came than was said.
    case lengthMismatch(expected: Int, got: Int?)
    case messageClass
    case setAndRemove(String)
    case compressionType
    case compressionWithoutLength
    case zlib
    /// A mail that we cannot give back whole; or one that unpacks to more than is taken.
    case tooLarge(limit: Int)
    case timeout

    /// `SPAMD/version code text`: codes of sysexits.h, and of spamc beyond them. No field follows, by which spamc knows that the mail stays as it was.
    var line: String {
        switch self {
        case .compressionWithoutLength: "SPAMD/1.0 69 Service Unavailable: Compress requires Content-length header\r\n"
        case .zlib: "SPAMD/1.0 69 Service Unavailable: zlib: failed to find end of zlib stream\r\n"
        case .tooLarge(let limit): "SPAMD/1.0 98 Message too big: (more than \(limit) bytes)\r\n"
        case .timeout: "SPAMD/1.0 79 Timeout: (the request did not come to its end)\r\n"
        default: "SPAMD/1.0 76 Bad header line: \(problem)\r\n"
        }
    }

    private var problem: String {
        switch self {
        case .closedBeforeCommand: "(closed before headers)"
        // Not echoed, as spamd does: whatever it is, it has no business in somebody's log.
        case .unknownCommand: "(unknown command)"
        case .version: "(unknown protocol version)"
        case .lineTooLong: "(line too long)"
        case .endInFields: "(EOF during headers)"
        case .fieldWithoutColon: "(header not in 'Name: value' format)"
        case .tooManyFields: "(too many headers)"
        case .contentLength: "(Content-Length contains non-numeric bytes)"
        case .lengthMismatch(let expected, let got): "(Content-Length mismatch: Expected \(expected) bytes, got \(got.map { "\($0) bytes" } ?? "more"))"
        case .messageClass: "(Message-class header contains invalid class)"
        case .setAndRemove(let database): "Unable to set \(database) and remove \(database) in the same operation."
        case .compressionType: "(compression type not supported)"
        case .compressionWithoutLength, .zlib, .tooLarge, .timeout: ""
        }
    }

    /// What is counted; nil for who only looks whether the port is open.
    var fault: ServerMetrics.Fault? {
        switch self {
        case .closedBeforeCommand: nil
        case .unknownCommand: .unknownCommand
        case .version: .version
        case .contentLength, .lengthMismatch(_, got: nil): .length
        case .endInFields, .lengthMismatch: .aborted
        case .lineTooLong, .fieldWithoutColon, .tooManyFields, .messageClass, .setAndRemove, .compressionType, .compressionWithoutLength, .zlib: .malformed
        case .tooLarge: .tooLong
        case .timeout: .timeout
        }
    }
}
