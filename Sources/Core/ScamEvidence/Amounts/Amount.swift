/// A sum of money in one currency.
public struct Amount: Sendable, Equatable {
    /// The ISO 4217 code, or the usual ticker of a cryptocurrency: `USD`, `EUR`, `BTC`.
    public let currency: String
    /// Decimal digits without grouping, with `.` before a fraction: `1400`, `0.484890`. Never empty, never only zeros.
    public let value: String

    public init(currency: String, value: String) {
        self.currency = currency
        self.value = value
    }
}

/// An amount and the visible bytes of its number and its currency.
package struct FoundAmount: Sendable, Equatable {
    package let amount: Amount
    package let range: Range<Int>
}

/// A length of time that a text sets, and its visible bytes.
package struct FoundDeadline: Sendable, Equatable {
    /// From one hour to sixty days.
    package let hours: Int
    package let range: Range<Int>
}
