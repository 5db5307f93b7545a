/// A point in time as Outlook keeps it (PtypTime: MS-OXCDATA § 2.11.1), as header fields have it.
enum OutlookTime {
    private static let ticksPerSecond: UInt64 = 10_000_000
    private static let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    /// 1601-01-01, from which days are counted, was a Monday.
    private static let weekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    /// What RFC 5322 § 3.3 has digits for ends with 9999-12-31. Zero means none.
    private static let dayCount: UInt64 = 3_067_671
    /// From 0000-03-01, with which a cycle of leap years begins, to 1601-01-01.
    private static let daysBefore = 584_694

    /// `ticks` is 100 nanoseconds, counted from 1601 on; nil for none, and for what is beyond the year 9999.
    static func dateTime(_ ticks: UInt64) -> String? {
        let seconds = ticks / ticksPerSecond
        guard ticks > 0, seconds / 86_400 < dayCount else { return nil }
        let (days, second) = (Int(seconds / 86_400), Int(seconds % 86_400))
        let (year, month, day) = date(days)
        let time = [second / 3_600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        return "\(weekdays[days % 7]), \(twoDigits(day)) \(months[month - 1]) \(year) \(time) +0000"
    }

    /// Years begin with March here, so that a leap day is their last.
    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (cycle, dayOfCycle) = (days + daysBefore).quotientAndRemainder(dividingBy: 146_097)
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
