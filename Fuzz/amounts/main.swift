import Fuzzing
import ScamEvidence

// Amounts and deadlines: in order, apart, inside; values are numbers, hours are within the bounds.
fuzz { bytes in
    let quantities = Quantities(in: bytes)
    let amounts = quantities.amounts
    requireApart(amounts.map(\.range), within: 0..<bytes.count, "amounts")
    for amount in amounts.map(\.amount) {
        require(amount.value.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2E } && Double(amount.value) ?? 0 > 0, "\(amount) is a number")
        require(!amount.currency.isEmpty, "\(amount) has a currency")
    }
    var start = 0
    for deadline in quantities.deadlines {
        require(deadline.range.lowerBound >= start && !deadline.range.isEmpty && deadline.range.upperBound <= bytes.count, "\(deadline) behind \(start)")
        require((1...1440).contains(deadline.hours), "\(deadline.hours) hours")
        start = deadline.range.lowerBound
    }
}
