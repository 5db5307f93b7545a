internal import NIOCore

/// How long clients of the page may take.
struct PageTimes {
    /// A connection without a request: browsers open some in advance, and keep them for the next click.
    var waiting = TimeAmount.seconds(30)
    /// The header of a request, from its first byte: it has some hundred bytes.
    var header = TimeAmount.seconds(10)
    /// A body, or an answer on its way: so much for any, and on top its bytes at the least speed.
    var grace = TimeAmount.seconds(30)
    /// A second: a telephone with poor reception has more. 50 MB would take 104 minutes, but for the bound below.
    var bytesPerSecond = 8 << 10
    /// Any body.
    var body = TimeAmount.minutes(15)
    /// An answer that is not taken is in memory: a page of 1.4 MB, the largest that a browser gets, is taken at this speed within `answer`.
    var answerBytesPerSecond = 16 << 10
    /// Any answer.
    var answer = TimeAmount.minutes(2)
    /// After a refusal, for the client to read it: what it sends meanwhile is dropped. Without this the kernel would take back our answer (RFC 9112 § 9.6).
    var linger = TimeAmount.seconds(2)
    /// And no more bytes than these, beyond which it is not read.
    var lingerBytes = 1 << 20
    /// How often all this is looked at: a connection's alarm is never moved, which would cost more than it brings.
    var check = TimeAmount.seconds(2)

    func limit(ofBody bytes: Int) -> TimeAmount { min(grace + .seconds(Int64(bytes / bytesPerSecond)), body) }
    func limit(ofAnswer bytes: Int) -> TimeAmount { min(grace + .seconds(Int64(bytes / answerBytesPerSecond)), answer) }
}
