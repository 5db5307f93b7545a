/// What may be wrong with what a client says: labels of the metric `unbluff_protocol_errors_total`.
public enum SpamdFault: String, Sendable, CaseIterable {
    case length
    case unknownCommand = "unknown-command"
    case malformed
    case version
    /// The client left in the middle of a request.
    case aborted
    case timeout
    case tooLong = "too-long"
    case network
}
