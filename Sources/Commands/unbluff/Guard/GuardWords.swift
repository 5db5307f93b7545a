#if server
    internal import Glibc
    internal import GuardDatabase
    internal import SenderGuard

    extension GuardDatabaseProblem {
        /// One line: what it is, and what to do about it.
        var words: String {
            switch self {
            case .system(EACCES, _): "this needs root: \(self)"
            case .missing: "\(self). 'unbluff serve' makes it when the sender guard is on"
            case .unfinished: "\(self). Start it once"
            case .damaged: "\(self). 'unbluff serve' puts it aside when it starts, and begins anew"
            case .database(SQLiteCode.busy, _): "\(self). Another process holds it; try again"
            case .system, .notPlain, .foreign, .readableByOthers, .newer, .database: description
            }
        }

        private enum SQLiteCode { static let busy: Int32 = 5 }
    }

    extension Incident.Excess {
        /// `412 messages in an hour, above 400`; nothing where the incident itself was lost.
        var words: String { count == 0 ? "what it was is not known any more" : "\(measure.words(count, grouped)) \(window.words), above \(grouped(bound))" }
    }

    extension Stop {
        /// `blocked until 2026-11-26 21:40, 53 minutes more`
        func words(at now: Int) -> String { "\(kind == .hold ? "held" : "blocked") until \(LocalTime.minute(until)), \(GuardWords.time(until - now)) more" }
    }

    enum GuardWords {
        /// `40 seconds`, `53 minutes`, `2 hours 5 minutes`
        static func time(_ seconds: Int) -> String {
            func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
            // A minute too many is better than one too few.
            let minutes = (max(0, seconds) + 59) / 60
            switch minutes {
            case ...1: return counted(max(0, seconds), "second")
            case ..<60: return counted(minutes, "minute")
            default: return counted(minutes / 60, "hour") + (minutes % 60 == 0 ? "" : " " + counted(minutes % 60, "minute"))
            }
        }

        static let off =
            "As this configuration reads, the sender guard is off: neither guard.submission nor guard.local-networks is set, so nobody is counted or stopped."
        /// An answer to a scam is held for itself, and makes no incident.
        static let repliesAreElsewhere = "A mail that was held because it answers a scam is in the server's log alone: decision=reply."
        static let monitors = "guard.mode is monitor: holds and blocks are only noted, and all mail goes on."
    }
#endif
