/// What the numbers of a visible text say: sums of money and lengths of time.
///
/// One walk over the numbers serves both. Ranges are byte offsets; each list is in order, amounts apart from each other.
package struct Quantities: Sendable {
    package let amounts: [FoundAmount]
    package let deadlines: [FoundDeadline]

    /// Amounts reported for one text; a price list says nothing new after that.
    package static let mostAmounts = 10_000

    /// Of the amounts no more than `mostAmounts`, the first ones. Figures count in every language; number words in every one too, unless the
    /// text is known to be English.
    package init(in text: [UInt8], mostAmounts: Int = Quantities.mostAmounts, isEnglish: Bool = false) {
        (amounts, deadlines) = text.withUnsafeBufferPointer { text in
            var numbers = NumberWalk(text: text, readsEnglish: isEnglish)
            // Before the scanners and their tables: many a subject has no number.
            guard var place = numbers.next() else { return ([], []) }
            var amounts = AmountScanner(text: text, limit: mostAmounts)
            var deadlines = DeadlineScanner(text: text)
            while true {
                switch place {
                case .number(let number):
                    amounts.read(number)
                    deadlines.read(number)
                case .within(let end): deadlines.read(behindWithin: end)
                }
                guard let next = numbers.next() else { break }
                place = next
            }
            return (amounts.found, deadlines.found)
        }
    }
}
