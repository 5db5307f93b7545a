internal import MailMessage

/// A mailbox's address in the form in which addresses are compared: RFC 5321 § 4.1.2.
struct MailAddress: Sendable, Equatable {
    /// In lower case, as no provider of today tells local parts apart by case.
    let local: String
    let domain: DNSName

    init?(_ text: String) {
        guard let at = text.lastIndex(of: "@"),
            let domain = DNSName(String(decoding: DomainName.ascii(Array(text[text.index(after: at)...].utf8)) ?? [], as: UTF8.self))
        else { return nil }
        local = text[..<at].lowercased()
        guard !local.isEmpty else { return nil }
        self.domain = domain
    }

    init?(_ message: Message, _ mailbox: Mailbox) {
        self.init(String(decoding: message.addressText(of: mailbox), as: UTF8.self))
    }

    /// An address that a displayed name is, or has in it.
    init?(inName name: ArraySlice<UInt8>) {
        let words = String(decoding: name, as: UTF8.self).split { " \t\r\n\"'<>()[],;:".contains($0) }
        guard let word = words.first(where: { $0.contains("@") && $0.contains(".") }) else { return nil }
        self.init(String(word))
    }

    /// A mark behind a plus is the person's own (RFC 5233).
    func isSameMailbox(as other: MailAddress) -> Bool { domain == other.domain && withoutMark == other.withoutMark }

    private var withoutMark: Substring { local.prefix { $0 != "+" } }

    var organization: DNSName? { domain.organization }
}

extension DNSName {
    /// The organizational domain: RFC 7489 § 3.2. The name itself where that is a public suffix.
    var organization: DNSName { PublicSuffixList.organizationalDomain(of: self) ?? self }

    /// One letter more, less or other, or two changed over, in names that are not short: `examp1e.org`. The same name is none.
    func isLookAlike(of other: DNSName) -> Bool {
        let (one, two) = (Array(text.utf8), Array(other.text.utf8))
        guard one != two, min(one.count, two.count) >= Self.shortestLookAlike, abs(one.count - two.count) <= 1 else { return false }
        let same = zip(one, two).prefix { $0 == $1 }.count
        let (restOne, restTwo) = (one[same...], two[same...])
        if restOne.count == restTwo.count {
            let isSwapped = restOne.count >= 2 && restOne.first == restTwo.dropFirst().first && restOne.dropFirst().first == restTwo.first
            return restOne.dropFirst().elementsEqual(restTwo.dropFirst()) || isSwapped && restOne.dropFirst(2).elementsEqual(restTwo.dropFirst(2))
        }
        return restOne.count > restTwo.count ? restOne.dropFirst().elementsEqual(restTwo) : restOne.elementsEqual(restTwo.dropFirst())
    }

    /// In shorter ones a letter makes another word.
    private static let shortestLookAlike = 8
}
