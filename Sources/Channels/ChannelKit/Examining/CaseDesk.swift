public import Examination
public import MailMessage

/// Where a channel brings a message of which a person wants to know all: page and HTTP interface.
public protocol CaseDesk: Sendable {
    /// Examines one message, and lets `tell` make of it what is to be answered: beside the event loops, so that it may take its time.
    ///
    /// What has not begun within `limits.time` is not examined; what has is told, however late.
    ///
    /// - Parameters:
    ///   - bytes: one message, not an mbox.
    ///   - charset: of a text without a header, where somebody says; else empty.
    func examine<Answer: Sendable>(
        _ bytes: [UInt8], _ form: FileForm, charset: [UInt8], _ tell: @escaping @Sendable (CaseFile) -> Answer
    ) async throws(Opinion.NotExamined) -> Answer
    /// Does what takes long where there are many bytes, as unpacking them does, in the same place and with the same patience.
    ///
    /// - Parameter size: in bytes, of what is worked on.
    func work<Value: Sendable>(on size: Int, _ work: @escaping @Sendable () -> Value) async throws(Opinion.NotExamined) -> Value
    /// Bytes of a message that are taken.
    var messageLimit: Int { get }
}

extension CaseDesk {
    public func examine<Answer: Sendable>(
        _ bytes: [UInt8], _ form: FileForm, _ tell: @escaping @Sendable (CaseFile) -> Answer
    ) async throws(Opinion.NotExamined) -> Answer {
        try await examine(bytes, form, charset: [], tell)
    }
}
