import ModelTraining

extension Evasion {
    static let addresses: [Evasion] = [
        broken("spaces") { address, _ in chunks(of: address, 4).joined(separator: " ") },
        broken("dots") { address, _ in chunks(of: address, 5).joined(separator: ".") },
        broken("zero-width characters") { address, _ in address.map { "\($0)\u{200B}" }.joined() },
        broken("line breaks") { address, _ in chunks(of: address, 12).joined(separator: "\n") },
        broken("an asterisk") { address, random in
            let middle = address.index(address.startIndex, offsetBy: Int.random(in: 5..<address.count - 5, using: &random))
            return address[..<middle] + "*" + address[middle...]
        },
        Evasion(name: "payment address removed") { letter, _ in
            guard !letter.addresses.isEmpty else { return nil }
            var bare = letter
            for address in letter.addresses { bare.text = bare.text.replacing(address, with: "") }
            return bare.plainMail
        },
    ]

    private static func broken(_ by: String, _ change: @escaping @Sendable (String, inout SplitMix) -> String) -> Evasion {
        Evasion(name: "payment address broken by \(by)") { letter, random in
            guard !letter.addresses.isEmpty else { return nil }
            var broken = letter
            for address in letter.addresses { broken.text = broken.text.replacing(address, with: change(address, &random)) }
            return broken.plainMail
        }
    }

    private static func chunks(of text: String, _ length: Int) -> [String] {
        stride(from: 0, to: text.count, by: length).map { String(text.dropFirst($0).prefix(length)) }
    }
}
