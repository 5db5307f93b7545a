/// Addresses to which a failed delivery comes back, and which say for whom it was: VERP (`bounces+name=domain@…`), SRS (`SRS0=…=domain=name@…`) and their like.
///
/// However it is put together, the local part has the domain of a recipient in it, and the local part of one as a word.
struct ReturnAddresses {
    private let locals: SecretPlaces.Needles
    private let domains: SecretPlaces.Needles

    /// - Parameter recipients: local parts and domains, in lower case.
    init(of recipients: [(local: [UInt8], domain: [UInt8])]) {
        locals = SecretPlaces.Needles(Set(recipients.map(\.local)))
        domains = SecretPlaces.Needles(Set(recipients.map(\.domain)))
    }

    /// Where local parts of recipients stand in those of such addresses; they may overlap.
    ///
    /// - Parameter text: in lower case.
    func places(in text: [UInt8]) -> [Range<Int>] {
        let domains = domains.places(in: text)
        if domains.isEmpty { return [] }
        let locals = locals.places(in: text).filter { Redaction.isWord(text, $0) }
        var nextDomain = 0
        var nextLocal = 0
        var found: [Range<Int>] = []
        for word in text.split(whereSeparator: Self.partsAddresses) {
            guard let at = word.lastIndex(of: 0x40) else { continue }
            while nextDomain < domains.count, domains[nextDomain].lowerBound < word.startIndex { nextDomain += 1 }
            guard nextDomain < domains.count, domains[nextDomain].upperBound <= at else { continue }
            while nextLocal < locals.count, locals[nextLocal].lowerBound < word.startIndex { nextLocal += 1 }
            found += locals[nextLocal...].prefix { $0.lowerBound < at }.filter { $0.upperBound <= at }
        }
        return found
    }

    private static func partsAddresses(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x22, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3C, 0x3E: true
        default: false
        }
    }
}
