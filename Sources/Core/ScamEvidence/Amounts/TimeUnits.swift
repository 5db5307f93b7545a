/// Words for hours, days and weeks. A language is added by a line; words are in lower case, as written or as ASCII letters.
enum TimeUnits {
    private static let hour =
        "hour hours hr hrs h stunde stunden std heure heures hora horas ora ore uur uren godzina godzin godziny godz hodin hodiny "
        + "hodina час часа часов timmar timer timme tunti tuntia óra órán órát saat"
    private static let day =
        "day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen dni dzień dny dní день дня дней сутки суток "
        + "dagar dage dager päivää nap napon napod gün zile"
    private static let week = "week weeks woche wochen semaine semaines semana semanas settimana settimane weken tygodni tygodnie неделя недели недель"

    /// Hours of each.
    static let words = WordTable(
        [(hour, 1), (day, 24), (week, 168)].flatMap { (names, hours) in names.split(separator: " ").map { (String($0), hours) } })

    /// Of scripts that put no blanks between words.
    static let unspaced: [(name: [UInt8], hours: Int)] = [
        ("時間", 1), ("小时", 1), ("小時", 1), ("시간", 1), ("天", 24), ("日間", 24), ("日以内", 24), ("일", 24), ("ชั่วโมง", 1), ("วัน", 24),
    ].map { (Array($0.0.utf8), $0.1) }
}
