/// What DNS has said so far about one message.
///
/// Checks are plain functions that ask this for answers and are run again from their beginning when more is known: at most some dozens of
/// answers make that cheap, and no check has to keep its place.
public struct KnownAnswers: Sendable {
    private var answers: [DNSQuestion: DNSAnswer]

    public init(_ answers: [DNSQuestion: DNSAnswer] = [:]) { self.answers = answers }

    public mutating func add(_ more: [DNSQuestion: DNSAnswer]) { answers.merge(more) { _, new in new } }

    /// The answer, or the question itself as an error: whoever runs the check asks it of the outside.
    func answer(_ question: DNSQuestion) throws(Unanswered) -> DNSAnswer {
        guard let answer = answers[question] else { throw Unanswered(questions: [question]) }
        return answer
    }

    /// All of several answers; one error with all those that are not known yet, each once, so that they can be asked at once.
    func answers(_ questions: [DNSQuestion]) throws(Unanswered) -> [DNSAnswer] {
        var unknown: [DNSQuestion] = []
        for question in questions where answers[question] == nil && !unknown.contains(question) { unknown.append(question) }
        guard unknown.isEmpty else { throw Unanswered(questions: unknown) }
        return questions.map { answers[$0]! }
    }
}

/// Questions without which a check cannot go on. Never empty.
struct Unanswered: Error {
    let questions: [DNSQuestion]
}
