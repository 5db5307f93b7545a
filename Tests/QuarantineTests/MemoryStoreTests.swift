import Examination
import Testing

@testable import Quarantine

@Suite struct MemoryStoreTests {
    @Test func behavesAsTheOthers() async throws {
        let result = try #require(ResultField(parsing: "sextortion-scam; probability=0.98; version=0.1.0"))
        let mails = (1...3).map { HeldMail(id: "\($0)", arrived: $0, authorAddress: "a@example.com", messageID: [], result: result) }
        let store = MemoryStore(mails.map { HeldLetter(mail: $0, bytes: [], isCut: false) })
        let listing = try await store.list(limit: 2)
        #expect(listing.mails.map(\.id) == ["3", "2"] && listing.leftOut == 1)
        #expect(try await store.read("2").mail == mails[1])
        #expect(try await store.release("2").mail == mails[1])
        #expect(await problem { () async throws(QuarantineProblem) in try await store.release("2") } == .gone)
        #expect(await problem { () async throws(QuarantineProblem) in try await store.read("2") } == .gone)
    }
}
