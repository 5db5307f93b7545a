/// One way to reach a reporting point or a helpline.
public enum Contact: Sendable, Equatable {
    case mail(String)
    /// Always `https`.
    case web(String)
    /// As people there write it: digits, spaces, hyphens, brackets, and perhaps a `+` in front.
    case phone(String)
    /// The number that a text message goes to.
    case sms(String)

    /// What is shown.
    public var text: String {
        switch self {
        case .mail(let text), .web(let text), .phone(let text), .sms(let text): text
        }
    }

    /// What is behind it: `mailto:` (RFC 6068), the page itself, `tel:` (RFC 3966) or `sms:` (RFC 5724). Emergency and short numbers stay
    /// local numbers: from abroad they lead elsewhere, or nowhere.
    public var link: String {
        switch self {
        case .mail(let address): "mailto:\(address)"
        case .web(let page): page
        case .phone(let number): "tel:\(Self.dialled(number))"
        case .sms(let number): "sms:\(Self.dialled(number))"
        }
    }

    private static func dialled(_ number: String) -> String { number.filter { ("0"..."9").contains($0) || $0 == "+" } }

    init?(key: Substring, value: Substring) {
        switch key {
        case "mail": self = .mail(String(value))
        case "web": self = .web(String(value))
        case "phone": self = .phone(String(value))
        case "sms": self = .sms(String(value))
        default: return nil
        }
    }
}
