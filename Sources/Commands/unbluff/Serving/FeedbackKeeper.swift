#if server
    internal import ChannelKit
    internal import Logging
    internal import NIOPosix
    internal import Quarantine

    /// Writes what clients say of mails into the journal, beside the event loops: a disk may be slow.
    struct FeedbackKeeper: Sendable {
        let journal: FeedbackJournal
        let pool: NIOThreadPool
        let log: Logger

        func keep(_ feedback: Feedback) {
            let entry = FeedbackEntry(label: feedback.label == .scam ? .scam : .innocent, source: .tell, messageID: Array(feedback.messageID.utf8))
            pool.submit { [journal, log] state in
                guard case .active = state else { return }
                do throws(FeedbackProblem) {
                    try journal.append(entry)
                } catch {
                    log.error("feedback was not kept", metadata: ["reason": "\(error.words)"])
                }
            }
        }
    }
#endif
