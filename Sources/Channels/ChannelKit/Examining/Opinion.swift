public import Examination
public import ScamVerdict

/// What was found out about a mail, and what is to happen to it.
public struct Opinion: Sendable {
    /// Why a mail was not looked at. The raw values are labels of the metric `unbluff_not_examined_total`.
    public enum Omission: String, Sendable, CaseIterable {
        case time, overload
    }

    public struct Finding: Sendable {
        public let outcome: Verdict.Outcome
        public let kind: Verdict.Kind?
        /// 0…1.
        public let probability: Double
        /// Names from docs/json.md, the heaviest first.
        public let reasons: [String]
        public let model: String

        public init(outcome: Verdict.Outcome, kind: Verdict.Kind?, probability: Double, reasons: [String], model: String) {
            self.outcome = outcome
            self.kind = kind
            self.probability = probability
            self.reasons = reasons
            self.model = model
        }
    }

    /// Failure where nobody has looked: then the mail is accepted as it is, but for copies of our own fields.
    public let finding: Result<Finding, NotExamined>
    public let action: Action

    public struct NotExamined: Error {
        public let omission: Omission
        public init(_ omission: Omission) { self.omission = omission }
    }

    public init(finding: Result<Finding, NotExamined>, action: Action) {
        self.finding = finding
        self.action = action
    }
}
