/// By which way a mail came: a label of metrics, and in the log.
public enum ChannelName: String, Sendable, CaseIterable {
    case milter, spamd, page, policy

    /// Those that bring whole messages.
    static let examining: [ChannelName] = [.milter, .spamd, .page]
}
