import Testing

@testable import ScamEvidence

@Suite struct DeadlineScannerTests {
    private func scan(_ text: String) -> [Int] { Quantities(in: Array(text.utf8)).deadlines.map(\.hours) }

    @Test(arguments: [
        ("48 hours", 48), ("48h", 48), ("72 hrs", 72), ("2 days", 48), ("two days", 48), ("one week", 168), ("24-hour", 24), ("within a day", 24),
        ("within an hour", 1),
        ("48 (forty-eight) hours", 48), ("two (2) days", 48), ("forty-eight hours", 48), ("1 hour", 1), ("60 days", 1440), ("24-48 hours", 48),
        ("48\u{A0}hours", 48),
        ("48 Stunden", 48), ("48 heures", 48), ("2 días", 48), ("48 ore", 48), ("48 часов", 48), ("двух дней 2 дня", 48), ("48時間", 48), ("48小时", 48),
        ("50 hóurs", 50),
        ("within one week", 168), ("50 Hours", 50), ("24 HOURS", 24),
    ])
    func deadlines(_ text: String, _ hours: Int) {
        #expect(scan(text) == [hours])
        #expect(scan("You have \(text).") == [hours])
    }

    @Test(arguments: [
        "", "61 days", "0 hours", "2 days ago", "24 hours a day", "24/7", "10h30", "3 years old", "last 3 days", "1.5 hours", "a day", "12:30 h", "48",
        "2024-05-01 days",
        "99999999999999999999 hours", "every 24 hours", "12 hounds", "A48 hours", "id 1OERkD-0001Hr", "=23h=", "a;2h@",
    ])
    func nothing(_ text: String) { #expect(scan(text).isEmpty) }

    @Test func ranges() {
        let text = Array("I give you forty-eight (48) hours, not 3 days, to pay within a week".utf8)
        let found = Quantities(in: text).deadlines.map { String(decoding: text[$0.range], as: UTF8.self) }
        #expect(found == ["forty-eight (48) hours", "3 days", "a week"])
    }
}
