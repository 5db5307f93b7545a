import Examination
import Foundation
import MailMessage
import ModelTraining
import ScamVerdict

/// `evasions FILE…`: how many of the scams that are recognised are still recognised when they are disguised, one line a way of disguise.
///
/// FILES are scams: `.eml`, mailboxes, texts. Each is read as a person reads it, put into a plain mail, disguised in memory with a fixed seed, and examined.
/// Nothing is written anywhere. Ends with 1 where a way of disguise saves more than two in a hundred (of word substitution at 30 %: ten).
@main
struct EvasionsCommand {
    static func main() throws {
        let files = CommandLine.arguments.dropFirst().sorted()
        guard !files.isEmpty else {
            print("usage: evasions FILE …")
            exit(2)
        }
        let examiner = Examiner()
        let scams = try files.flatMap { try letters(in: $0) }
        let caught = scams.filter { examiner.examine(mail: $0.plainMail).verdict.outcome.isScam }
        print("\(scams.count) scams, \(caught.count) recognised as plain mail; of these still recognised when disguised:")
        var isFine = true
        for evasion in Evasion.all {
            let disguised = caught.enumerated().compactMap { number, letter -> (name: String, verdict: Verdict)? in
                var random = SplitMix(state: UInt64(number) &* 1_000_003 &+ evasion.seed)
                return evasion.disguise(letter, &random).map { (letter.name, examiner.examine(mail: $0).verdict) }
            }
            let kept = disguised.count { $0.verdict.outcome.isScam }
            let share = disguised.isEmpty ? 1 : Double(kept) / Double(disguised.count)
            let isEnough = share >= evasion.least
            isFine = isFine && isEnough
            let name = evasion.name.padding(toLength: 46, withPad: " ", startingAt: 0)
            print("\(name)\(kept)/\(disguised.count)  \(String(format: "%.1f", share * 100)) %\(isEnough ? "" : "  <<<")")
            guard CommandLine.arguments.contains("--list") else { continue }
            for miss in disguised where !miss.verdict.outcome.isScam {
                let heaviest = miss.verdict.reasons.prefix(8).map { "\($0.name) \(String(format: "%.1f", $0.weight))" }.joined(separator: ", ")
                print("    \(miss.name): \(miss.verdict.outcome.rawValue) \(String(format: "%.2f", miss.verdict.probability)), \(heaviest)")
            }
        }
        exit(isFine ? 0 : 1)
    }

    /// The scams of a file, as their readers see them.
    private static func letters(in path: String) throws -> [Letter] {
        guard path != "--list" else { return [] }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let mails: [[UInt8]]
        if path.hasSuffix(".mbox") {
            var splitter = MboxSplitter()
            splitter.append(bytes)
            splitter.finish()
            mails = Array(sequence(state: splitter) { $0.next() }.map(\.bytes))
        } else {
            mails = [bytes]
        }
        return mails.enumerated().compactMap { number, mail in
            let message = path.hasSuffix(".txt") ? Message(text: mail) : Message(parsing: mail)
            return Letter(message, name: mails.count > 1 ? "\(path)#\(number)" : path)
        }
    }
}

extension SplitMix {
    mutating func happens(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &self) < chance }
}
