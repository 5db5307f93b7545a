import Fuzzing
import MailMessage
import SenderIdentity

// A message whose header begins with a Received field: every range inside its field, none empty, the hops in order.
fuzz { bytes in
    let message = Message(parsing: Array("Return-Path: <>\nReceived: ".utf8) + bytes)
    for isStored in [true, false] {
        let trace = ReceivedTrace(of: message, ownNames: ["example.com"], isStored: isStored)
        require(trace.hops.count <= 100 && trace.ownCount <= trace.hops.count, "\(trace.ownCount) of \(trace.hops.count) hops")
        require(isStored == (trace.border != nil) || trace.hops.isEmpty, "a stored mail has a border")
        requireApart(trace.hops.map(\.range).filter { !$0.isEmpty }, within: 0..<message.bytes.count, "hops")
        for hop in trace.hops {
            let ranges = [hop.helo, hop.clientName, hop.server, hop.with, hop.via, hop.id, hop.recipient, hop.date, hop.account].compactMap(\.self)
            for range in ranges { requireApart([range], within: hop.range, "hop") }
            require(hop.transmission != .authenticatedSMTP || hop.isAuthenticated, "who sends by ESMTPA has logged in")
        }
    }
    _ = ReturnPath(of: message)
    require(AuthorDomains(of: message).domains.count <= AuthorDomains.most, "authors")
}
