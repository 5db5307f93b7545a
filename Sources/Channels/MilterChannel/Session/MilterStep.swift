internal import ChannelKit
internal import SenderIdentity

/// What a session wants done, in this order.
enum MilterStep {
    case answer(MilterAnswer)
    /// To the desk. The answer comes back with the ticket; one whose mail is gone is of no use to anybody.
    case examine(ArrivedMail, ticket: Int)
    /// To the desk: so many recipients were refused, and no mail has come of it.
    case rejected(Int, of: Envelope)
    case count(ServerMetrics.Fault)
    /// Nothing more is said or heard.
    case close
}
