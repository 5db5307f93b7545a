/// A date and time of a header field: RFC 5322 § 3.3, and the obsolete forms of § 4.3.
enum MailDate {
    /// Longer than any date with its comments; what is behind it is not looked at.
    private static let mostBytes = 200

    /// Seconds since 1970. Nil where it cannot be read, has no zone, or names a day or an hour that there is not. The name of the day is passed over.
    static func seconds(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var words = words(bytes[range.prefix(mostBytes)])[...]
        if let first = words.first, first.first.map({ !($0 >= 0x30 && $0 <= 0x39) }) ?? true { words.removeFirst() }
        guard words.count >= 5 else { return nil }
        let word = Array(words.prefix(5))
        guard let day = number(word[0], digits: 1...2), let month = month(word[1]), let year = year(word[2]), let time = time(word[3]),
            let zone = zone(word[4]),
            day >= 1 && day <= daysOf(month, year)
        else { return nil }
        return days(year, month, day) * 86_400 + time - zone
    }

    /// Without comments, white space and the comma behind the day's name.
    private static func words(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var start: Int?
        var depth = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 0x28 { depth += 1 }
            if depth > 0 || byte <= 0x20 || byte == 0x2C {
                if let begun = start { words.append(bytes[begun..<index]) }
                start = nil
                if byte == 0x29, depth > 0 { depth -= 1 }
            } else if start == nil {
                start = index
            }
        }
        if let start { words.append(bytes[start...]) }
        return words
    }

    private static func number(_ word: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(word.count), word.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return word.reduce(0) { $0 * 10 + Int($1 & 15) }
    }

    private static let monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func month(_ word: ArraySlice<UInt8>) -> Int? { monthNames.firstIndex(of: lowercased(word)).map { $0 + 1 } }

    /// § 4.3: two digits are of 1950 to 2049, three count from 1900.
    private static func year(_ word: ArraySlice<UInt8>) -> Int? {
        guard let number = number(word, digits: 2...4) else { return nil }
        return word.count == 4 ? (number >= 1900 ? number : nil) : number + (word.count == 2 && number < 50 ? 2000 : 1900)
    }

    /// Seconds since midnight. A leap second is the next minute's first.
    private static func time(_ word: ArraySlice<UInt8>) -> Int? {
        let parts = word.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hour = number(parts[0], digits: 1...2), let minute = number(parts[1], digits: 2...2) else { return nil }
        let second = parts.count == 3 ? number(parts[2], digits: 2...2) : 0
        guard let second, hour < 24, minute < 60, second <= 60 else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// Seconds east of Greenwich. § 4.3: the names of North America are what they were, other letters say nothing and count as 0.
    private static func zone(_ word: ArraySlice<UInt8>) -> Int? {
        if let sign = word.first, sign == 0x2B || sign == 0x2D {
            guard let number = number(word.dropFirst(), digits: 4...4), number % 100 < 60 else { return nil }
            let seconds = number / 100 * 3_600 + number % 100 * 60
            return sign == 0x2D ? -seconds : seconds
        }
        guard !word.isEmpty, word.count <= 5, word.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }) else { return nil }
        let hours = ["edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8]
        return (hours[lowercased(word)] ?? 0) * 3_600
    }

    private static func lowercased(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self).lowercased() }

    private static func daysOf(_ month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1970-01-01. Years begin in March here, so that the leap day is their last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let month = (month + 9) % 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468
    }

    private static let dayNames = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    /// The same time as RFC 5322 § 3.3 writes it, in UTC.
    static func text(_ seconds: Int) -> String {
        func floor(_ number: Int, _ divisor: Int) -> (quotient: Int, rest: Int) {
            let rest = (number % divisor + divisor) % divisor
            return ((number - rest) / divisor, rest)
        }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let (days, second) = floor(seconds, 86_400)
        // 400 years have 146,097 days and begin with a March.
        let (era, dayOfEra) = floor(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = era * 400 + yearOfEra + (month > 9 ? 1 : 0)
        let name = monthNames[(month + 2) % 12]
        let clock = "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
        return "\(dayNames[floor(days, 7).rest]), \(two(day)) \(name.prefix(1).uppercased())\(name.dropFirst()) \(year) \(clock) +0000"
    }
}
