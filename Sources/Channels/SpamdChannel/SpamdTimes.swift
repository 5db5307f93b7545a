public import NIOCore

/// How long a client may take. Beyond these the listener ends connections that are silent.
public struct SpamdTimes: Sendable {
    /// For the command and the fields: spamd's `--timeout-tcp`.
    public var head = TimeAmount.seconds(30)
    /// For the whole request: spamd's `--timeout-child`. A client that sends a byte now and then is not silent.
    public var request = TimeAmount.seconds(300)
    /// For taking the answer.
    public var answer = TimeAmount.seconds(300)
    /// For closing its side when it has the answer. Were we to close at once, what it still sends would make the system drop our answer.
    public var linger = TimeAmount.seconds(2)

    public init() {}
}
