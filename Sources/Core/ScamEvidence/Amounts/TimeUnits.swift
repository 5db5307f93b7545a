/// Words for hours, days and weeks.
enum TimeUnits {
    /// Hours of each.
    static let words: WordTable<Int> = {
        let units: [((QuantityWords) -> String, Int)] = [({ $0.weeks }, 168), ({ $0.days }, 24), ({ $0.hours }, 1)]
        return WordTable(units.flatMap { words, hours in QuantityWords.entries(words).map { ($0.word, hours) } })
    }()

    /// Of scripts that put no blanks between words: the longer before what it begins with.
    static let unspaced: [(name: [UInt8], hours: Int)] = [
        ("時間", 1), ("小时", 1), ("小時", 1), ("个小时", 1), ("個小時", 1), ("시간", 1), ("天", 24), ("日間", 24), ("日以内", 24), ("日内", 24), ("일", 24), ("週間", 168),
        ("星期", 168), ("周", 168), ("週", 168), ("주", 168), ("ชั่วโมง", 1), ("วัน", 24),
    ].map { (Array($0.0.utf8), $0.1) }
}
