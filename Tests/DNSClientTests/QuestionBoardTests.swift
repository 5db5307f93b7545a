import SenderIdentity
import Testing

@testable import DNSClient

@Suite struct QuestionBoardTests {
    private let now = ContinuousClock.now
    private let one = DNSQuestion(DNSName("one.example")!, .a)
    private let two = DNSQuestion(DNSName("two.example")!, .a)
    private var board = QuestionBoard<Int>(limits: DNSLimits())

    private mutating func ask(_ questions: [DNSQuestion], call: UInt64, budget: Duration = .seconds(6)) -> [DNSQuestion: DNSAnswer]? {
        board.ask(questions, call: call, waiter: Int(call), at: now, until: now + budget)?.answers
    }

    @Test mutating func sameQuestionsAreSentOnce() {
        #expect(ask([one, one, two], call: 1) == nil)
        #expect(ask([two], call: 2) == nil)
        #expect(Set(board.takeUnsent()) == [one, two])
        #expect(board.takeUnsent().isEmpty)
        #expect(board.settle(one, .noSuchName, seconds: 9, at: now).0.isEmpty)
        let over = board.settle(two, .records([]), seconds: 9, at: now).0
        #expect(over.map(\.waiter).sorted() == [1, 2])
        #expect(over.first { $0.waiter == 1 }?.answers == [one: .noSuchName, two: .records([])])
        #expect(board.isIdle)
        #expect(board.known([one, two], at: now) == [one: .noSuchName, two: .records([])])
        #expect(ask([one, two], call: 3) == [one: .noSuchName, two: .records([])])
        #expect(board.takeUnsent().isEmpty)
    }

    @Test mutating func aQuestionHasItsTime() {
        #expect(ask([one], call: 1) == nil)
        #expect(board.expire(at: now + .milliseconds(1999)).isEmpty)
        #expect(board.expire(at: now + .seconds(2)).map(\.answers) == [[one: .temporaryError]])
        #expect(board.isIdle)
        // For a while nobody asks again, unless the answer comes after all.
        #expect(board.known([one], at: now + .seconds(3)) == [one: .temporaryError])
        #expect(board.settle(one, .noSuchName, seconds: 60, at: now + .seconds(3)).0.isEmpty)
        #expect(board.known([one], at: now + .seconds(9)) == [one: .noSuchName])
    }

    @Test mutating func aCallHasItsBudget() {
        #expect(ask([one, two], call: 1, budget: .milliseconds(100)) == nil)
        #expect(ask([two], call: 2) == nil)
        _ = board.settle(one, .noSuchName, seconds: 60, at: now)
        #expect(board.expire(at: now + .milliseconds(100)).map(\.answers) == [[one: .noSuchName, two: .temporaryError]])
        // The other one goes on waiting, and what is late is not taken for a failure.
        #expect(board.known([two], at: now) == nil)
        #expect(board.settle(two, .records([]), seconds: 60, at: now).0.map(\.waiter) == [2])
    }

    @Test mutating func anEndedCallIsOver() {
        #expect(ask([one], call: 1) == nil)
        #expect(board.end(call: 1).map(\.answers) == [[one: .temporaryError]])
        #expect(board.end(call: 1).isEmpty)
        #expect(board.settle(one, .noSuchName, seconds: 60, at: now).0.isEmpty)
        #expect(board.isIdle)
    }

    @Test func tooManyAreNotAsked() {
        var limits = DNSLimits()
        limits.questionsInFlight = 1
        var board = QuestionBoard<Int>(limits: limits)
        #expect(board.ask([one], call: 1, waiter: 1, at: now, until: now + .seconds(1)) == nil)
        #expect(board.ask([two], call: 2, waiter: 2, at: now, until: now + .seconds(1))?.answers == [two: .temporaryError])
        #expect(board.takeUnsent() == [one])
    }

    @Test mutating func nothingIsAnsweredAtOnce() { #expect(ask([], call: 1) == [:]) }
}
