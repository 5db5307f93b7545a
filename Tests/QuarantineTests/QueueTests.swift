import Testing

@testable import Quarantine

@Suite struct QueueTests {
    @Test(arguments: ["B5BFFF8265C", "4bFzT20y4Vz1q"])
    func idIsOne(_ id: String) { #expect(QueueID.isValid(id)) }

    @Test(arguments: [
        "", "ALL", "-", "-H", "--help", "B5BFF F8265C", "B5BFFF8265C\n", "../../etc", "B5BFFF;true", "Ä5BFFF8265C", String(repeating: "A", count: 41),
    ])
    func idIsNone(_ id: String) { #expect(!QueueID.isValid(id)) }

    @Test(arguments: [
        (
            #"{"queue_name": "hold", "queue_id": "B5BFFF8265C", "arrival_time": 12, "sender": "a@example.com", "recipients": [{"address": "b@example.com"}]}"#,
            "hold", 12
        ),
        (#"{"queue_id":"B5BFFF8265C","x":{"queue_name":"hold","y":[1,"]"]},"arrival_time":7,"forced_expire":false,"queue_name":"active"}"#, "active", 7),
        // A sender cannot write members of his own.
        (#"{"sender": "\", \"queue_name\": \"hold\", \"x\": \"@example.com", "queue_name": "active", "queue_id": "B5BFFF8265C"}"#, "active", 0),
        (#"{"queue_name": "hold", "queue_id": "B5BFFF8265C", "arrival_time": 99999999999999999999999}"#, "hold", 0),
    ])
    func lineIsRead(_ line: String, _ queue: String, _ arrived: Int) throws {
        let entry = try #require(QueueEntry(line: line.utf8))
        #expect(entry.queue == queue && entry.id == "B5BFFF8265C" && entry.arrived == arrived)
    }

    @Test(arguments: [
        "", "{", "{}", "[]", "hold", #"{"queue_name": "hold"}"#, #"{"queue_name": "hold", "queue_id": "-H"}"#,
        #"{"queue_name": "hold", "queue_id": "B5BFFF8265C"#,
        #"{"queue_name": "hold", "queue_id": B5BFFF8265C}"#, #"{"a": "\"#,
    ])
    func lineIsNone(_ line: String) { #expect(QueueEntry(line: line.utf8) == nil) }

    @Test func deepNestingEnds() {
        let line = #"{"x": "# + String(repeating: "[", count: 1_000_000) + #", "queue_name": "hold", "queue_id": "B5BFFF8265C"}"#
        #expect(QueueEntry(line: line.utf8) == nil)
    }
}
