internal import SenderIdentity

/// The numbers of types of records: RFC 1035 § 3.2.2, RFC 3596 § 2.1, RFC 6891 § 6.1.1.
enum RecordCode {
    static let alias: UInt16 = 5
    static let startOfAuthority: UInt16 = 6
    static let options: UInt16 = 41
    /// The only class there is: IN.
    static let internet: UInt16 = 1
}

extension DNSQuestion.RecordType {
    var code: UInt16 {
        switch self {
        case .a: 1
        case .ptr: 12
        case .mx: 15
        case .txt: 16
        case .aaaa: 28
        }
    }
}
