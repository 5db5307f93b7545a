internal import Examination
internal import Logging
internal import ScamVerdict
internal import SenderIdentity

extension ExaminationDesk {
    /// Reasons in a line of the log: enough to see why, and the line stays in one piece.
    private static let mostReasons = 8

    func report(_ opinion: Opinion, of mail: ArrivedMail, from channel: ChannelName, nanoseconds: Int) {
        metrics.took(channel, nanoseconds: nanoseconds)
        if mail.isCut { metrics.fault(channel, .tooLong) }
        let deed = opinion.deed
        metrics.did(channel, deed)
        var fields: Logger.Metadata = [
            "channel": "\(channel.rawValue)", "action": "\(deed.rawValue)", "bytes": "\(mail.bytes.count)", "ms": "\(nanoseconds / 1_000_000)",
        ]
        if !mail.queueID.isEmpty { fields["queue_id"] = "\(mail.queueID)" }
        if let client = mail.envelope.client { fields["client"] = "\(client)" }
        switch opinion.finding {
        case .success(let finding):
            metrics.examined(channel, finding.outcome)
            fields["verdict"] = "\(finding.outcome.rawValue)"
            // Most mail is nothing, and its line short.
            if finding.outcome != .nothingFound {
                fields["probability"] = "\((finding.probability * 1_000).rounded() / 1_000)"
                fields["reasons"] = "\(finding.reasons.prefix(Self.mostReasons).joined(separator: ","))"
            }
            log.info("examined", metadata: fields)
        case .failure(let problem):
            metrics.omitted(channel, problem.omission)
            fields["reason"] = "\(problem.omission.rawValue)"
            log.warning("not examined", metadata: fields)
        }
    }
}

extension Opinion {
    /// The strongest of what is done, as metrics have it: the result's field alone is no mark.
    fileprivate var deed: ServerMetrics.Deed {
        switch action.disposition {
        case .reject: return .reject
        case .quarantine: return .quarantine
        case .accept:
            let isScam = (try? finding.get().outcome.isScam) ?? false
            return isScam && !action.addedFields.isEmpty ? .tag : .accept
        }
    }
}
