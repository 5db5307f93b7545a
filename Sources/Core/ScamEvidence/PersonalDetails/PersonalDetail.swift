/// What a sender offers as proof of knowing a person. The raw values are part of the JSON contract.
public enum PersonalDetail: String, Sendable, CaseIterable {
    case phoneNumber = "phone-number"
    case postalAddress = "postal-address"
    case userName = "user-name"
}
