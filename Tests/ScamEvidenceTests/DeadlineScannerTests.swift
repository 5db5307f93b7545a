import Testing

@testable import ScamEvidence

@Suite struct DeadlineScannerTests {
    private func scan(_ text: String) -> [Int] { Quantities(in: Array(text.utf8)).deadlines.map(\.hours) }

    @Test(arguments: [
        ("48 hours", 48), ("48h", 48), ("72 hrs", 72), ("2 days", 48), ("two days", 48), ("one week", 168), ("24-hour", 24), ("within a day", 24),
        ("within an hour", 1),
        ("48 (forty-eight) hours", 48), ("two (2) days", 48), ("forty-eight hours", 48), ("1 hour", 1), ("60 days", 1440), ("24-48 hours", 48),
        ("48\u{A0}hours", 48),
        ("48 Stunden", 48), ("48 heures", 48), ("2 días", 48), ("48 ore", 48), ("48 часов", 48), ("двух дней", 48), ("48時間", 48), ("48小时", 48),
        ("50 hóurs", 50),
        ("within one week", 168), ("50 Hours", 50), ("24 HOURS", 24),
    ])
    func deadlines(_ text: String, _ hours: Int) {
        #expect(scan(text) == [hours])
        #expect(scan("You have \(text).") == [hours])
    }

    /// Figures and words of nineteen languages.
    @Test(arguments: [
        ("48 hours", 48), ("48 uur", 48), ("48 heures", 48), ("48 Stunden", 48), ("48 STUNDEN", 48), ("48 horas", 48), ("48 ore", 48), ("48 godzin", 48),
        ("48 hodin", 48), ("48 timmar", 48), ("48 timer", 48), ("48 часов", 48), ("48 ЧАСОВ", 48), ("48 годин", 48), ("48 saat", 48), ("48時間", 48),
        ("４８時間", 48),
        ("48小时", 48), ("48個小時", 48), ("48시간", 48), ("48 ساعة", 48), ("٤٨ ساعة", 48), ("48 óra", 48), ("2 dagen", 48), ("2 jours", 48), ("2 Tage", 48),
        ("2 días", 48), ("2 giorni", 48), ("2 dias", 48), ("2 dni", 48), ("2 dny", 48), ("2 dagar", 48), ("2 dage", 48), ("2 дня", 48), ("2 дні", 48),
        ("2 gün", 48),
        ("2日以内", 48), ("2天", 48), ("2일", 48), ("2 أيام", 48), ("2 nap", 48), ("deux jours", 48), ("zwei Tage", 48), ("zwei Tagen", 48), ("twee dagen", 48),
        ("dos días", 48), ("due giorni", 48), ("dois dias", 48), ("dwa dni", 48), ("dva dny", 48), ("två dagar", 48), ("to dage", 48), ("два дня", 48),
        ("двух дней", 48), ("iki gün", 48), ("İki gün", 48), ("két nap", 48), ("achtundvierzig Stunden", 48), ("quarante-huit heures", 48),
        ("quarante huit heures", 48),
        ("soixante-douze heures", 72), ("cuarenta y ocho horas", 48), ("quarenta e oito horas", 48), ("quarantotto ore", 48), ("achtenveertig uur", 48),
        ("сорок восемь часов", 48), ("czterdzieści osiem godzin", 48), ("fyrtioåtta timmar", 48), ("otteogfyrre timer", 48), ("kırk sekiz saat", 48),
        ("negyvennyolc óra", 48), ("48 (сорок восемь) часов", 48), ("1 неделя", 168), ("1週間", 168),
    ])
    func languages(_ text: String, _ hours: Int) {
        #expect(scan(text) == [hours])
        #expect(scan("(\(text))") == [hours])
    }

    @Test(arguments: ["3天前", "3시간 전", "2 дня назад", "twee dagen geleden", "hace 2 días", "2 dny sedan"])
    func overInOtherLanguages(_ text: String) { #expect(scan(text).isEmpty) }

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
