/// Ethereum accounts and contracts: `0x` and forty hexadecimal digits, whose case may carry a checksum (ERC-55).
enum EthereumAddress {
    static let length = 42

    /// The address that the first symbols spell. Letters may follow it, but no more hexadecimal digits: those make a transaction's hash.
    ///
    /// Broken up without a checksum, it is one only where the words around say so: `AddressScanner.report`.
    static func match(_ trace: AddressTrace) -> AddressMatch? {
        guard trace.count >= length, trace.endsWord(length) || !isFollowedByDigit(trace), AddressFamily.ethereum.hasOpening(trace.symbols) == true else {
            return nil
        }
        let digits = Array(trace.symbols[2..<length])
        guard digits.allSatisfy(AddressBytes.isHexadecimal) else { return nil }
        let checksum = checksum(digits)
        guard !trace.isBroken(length) || checksum != .invalid else { return nil }
        return AddressMatch(count: length, currency: .ethereum, form: .account, checksum: checksum)
    }

    private static func isFollowedByDigit(_ trace: AddressTrace) -> Bool { trace.count == length || AddressBytes.isHexadecimal(trace.symbols[length]) }

    private static func checksum(_ digits: [UInt8]) -> PaymentAddress.Checksum {
        guard digits.contains(where: AddressBytes.isLower), digits.contains(where: AddressBytes.isUpper) else { return .none }
        let hash = Keccak256.hash(digits.map(AddressBytes.lowercased))
        let isRight = digits.enumerated().allSatisfy { index, digit in
            let nibble = index % 2 == 0 ? hash[index / 2] >> 4 : hash[index / 2] & 15
            return AddressBytes.isDigit(digit) || AddressBytes.isUpper(digit) == (nibble >= 8)
        }
        return isRight ? .valid : .invalid
    }
}
