/// Whether somebody who has to do with the person threatens them and wants something.
enum RelationalExtortion {
    case none
    /// They name the person's relatives, once: scams in bulk do that too, as everybody has some.
    case byRelatives
    /// By what no scam in bulk says, whatever else the sender claims: an answer to the person's own mail, an earlier meeting, something that was sent, a child, a gift card.
    case sure
}
