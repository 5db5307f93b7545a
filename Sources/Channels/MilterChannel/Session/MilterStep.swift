internal import ChannelKit

/// What a session wants done, in this order.
enum MilterStep {
    case answer(MilterAnswer)
    /// To the desk. The answer comes back with the ticket; one whose mail is gone is of no use to anybody.
    case examine(ArrivedMail, ticket: Int)
    case count(ServerMetrics.Fault)
    /// Nothing more is said or heard.
    case close
}
