import SenderIdentity
import Testing

@testable import DNSClient

@Suite struct AnswerCacheTests {
    private let now = ContinuousClock.now

    private func question(_ number: Int) -> DNSQuestion { DNSQuestion(DNSName("n\(number).example.com")!, .txt) }
    private func answer(_ bytes: Int = 100) -> DNSAnswer { .records([.text([UInt8](repeating: 0x61, count: bytes))]) }

    @Test func holdsUntilItsEnd() {
        var cache = AnswerCache(limit: 1 << 20)
        _ = cache.keep(.noSuchName, to: question(1), until: now + .seconds(1))
        #expect(cache.answer(to: question(1), at: now) == .noSuchName)
        #expect(cache.answer(to: question(1), at: now + .seconds(1)) == nil)
        #expect(cache.answer(to: question(2), at: now) == nil)
    }

    @Test func theLastWordHolds() {
        var cache = AnswerCache(limit: 1 << 20)
        _ = cache.keep(.temporaryError, to: question(1), until: now + .seconds(5))
        _ = cache.keep(answer(), to: question(1), until: now + .seconds(1))
        #expect(cache.answer(to: question(1), at: now) == answer())
        #expect(cache.count == 1)
        #expect(cache.bytes == AnswerCache.cost(answer(), question(1)))
    }

    @Test func keepsToItsLimitAndToWhatIsAskedFor() {
        let limit = 1 << 17
        var cache = AnswerCache(limit: limit)
        for number in 0..<10000 {
            _ = cache.keep(answer(), to: question(number), until: now + .seconds(10))
            #expect(cache.bytes <= limit)
            #expect(cache.answer(to: question(0), at: now) == answer())
        }
        #expect(cache.answer(to: question(9999), at: now) != nil)
        #expect(cache.answer(to: question(1), at: now) == nil)
        #expect(cache.count > limit / 2 / AnswerCache.cost(answer(), question(9999)))
    }

    @Test func aLargeAnswerDrivesOutNothing() {
        var cache = AnswerCache(limit: 1 << 20)
        _ = cache.keep(answer(5000), to: question(1), until: now + .seconds(1))
        #expect(cache.count == 0)
        #expect(cache.bytes == 0)
    }

    @Test func timesToLiveHaveBounds() {
        let limits = DNSLimits()
        #expect(limits.lifetime(of: answer(), seconds: 300) == .seconds(300))
        #expect(limits.lifetime(of: answer(), seconds: 0) == .seconds(5))
        #expect(limits.lifetime(of: answer(), seconds: .max) == .seconds(86400))
        #expect(limits.lifetime(of: .noSuchName, seconds: 86400) == .seconds(10800))
        #expect(limits.lifetime(of: .records([]), seconds: 60) == .seconds(60))
        #expect(limits.lifetime(of: .records([]), seconds: nil) == .seconds(5))
        #expect(limits.lifetime(of: .temporaryError, seconds: 60) == .seconds(5))
    }
}
