public import Examination
public import SenderIdentity
public import ServerConfiguration

/// By what mail is judged: made anew at each reload, and each mail is judged by one.
public struct Standing: Sendable {
    public var examiner: Examiner
    public var policy: ActionPolicy
    /// Nil: DNS is not asked.
    public var resolver: (any Resolver)?
    public var limits: Configuration.Limits
    public var dnsTime: Duration

    public init(
        examiner: Examiner, policy: ActionPolicy, resolver: (any Resolver)? = nil, limits: Configuration.Limits = Configuration.Limits(),
        dnsTime: Duration = Configuration.Sender().dnsTime
    ) {
        self.examiner = examiner
        self.policy = policy
        self.resolver = resolver
        self.limits = limits
        self.dnsTime = dnsTime
    }
}
