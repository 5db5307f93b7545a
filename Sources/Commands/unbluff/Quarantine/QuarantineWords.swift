#if server
    internal import Examination
    internal import Glibc
    internal import Quarantine
    internal import ScamVerdict

    extension QuarantineProblem {
        /// One line; what programs and paths say is made safe.
        var words: String {
            switch self {
            case .noID: "this is no id of a held mail"
            case .gone: "there is no such held mail (any more)"
            case .programMissing(let program): "Postfix is not on this machine: there is no '\(program)'. For a Maildir give --maildir"
            case .program(let program, let complaint, let needsRoot):
                (needsRoot ? "this needs root: " : "") + (complaint.hasPrefix(program) ? "" : "\(program): ") + SafeText.quote(complaint)
            case .programTime(let program): "'\(program)' did not end in time"
            case .system(let number, let path): "\(SafeText.name(path)): \(String(cString: strerror(number)))"
            case .link(let path): "\(SafeText.name(path)): a symbolic link, which is not followed"
            case .notMaildir(let path): "\(SafeText.name(path)): no Maildir, as it has no 'new' and 'cur'. Where the inbox is elsewhere, give --inbox"
            case .alreadyThere: "the inbox has a mail of this name already; nothing was changed"
            }
        }
    }

    extension FeedbackProblem {
        var words: String {
            switch self {
            case .system(let number, let path): "\(SafeText.name(path)): \(String(cString: strerror(number)))"
            case .notPlain(let path): "\(SafeText.name(path)): no plain file"
            case .readableByOthers(let path): "\(SafeText.name(path)): others than its owner may read it"
            case .damagedKey(let path): "\(SafeText.name(path)): no key"
            case .busy: "another process holds the journal"
            }
        }
    }

    extension HeldMail {
        /// Name and address on one line, safe for a terminal.
        var author: String {
            let address = SafeText.quote(authorAddress)
            let name = SafeText.quote(authorName)
            if name.isEmpty { return address.isEmpty ? "(nobody)" : address }
            return address.isEmpty ? name : "\(name) <\(address)>"
        }

        /// To the minute, in this machine's zone.
        var arrival: String { LocalTime.minute(arrived) }
    }

    extension ResultField {
        /// The names of docs/json.md, with spaces: `demands payment, deadline`.
        func reasonWords(atMost limit: Int) -> String { reasons.prefix(limit).map { $0.replacing("-", with: " ") }.joined(separator: ", ") }

        var summary: String { outcome.rawValue.replacing("-", with: " ") + ", \(Page.decimals(probability, 2))" }
    }
#endif
