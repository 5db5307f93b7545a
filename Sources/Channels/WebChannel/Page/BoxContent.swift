internal import MailMessage

/// What somebody put into the box, or what travelled along from the page before.
struct BoxContent: Sendable {
    let bytes: [UInt8]
    let form: FileForm
    let isExample: Bool
    /// A code of a country, or anything.
    let country: String?

    /// In the order in which they count: what travels along, the example, a file, typed words.
    init(_ data: FormData, language: String) throws(PageProblem) {
        country = data["country"].map { String(decoding: $0.prefix(8), as: UTF8.self) }
        let file = data.fields.first { $0.name == "file" && $0.fileName != nil && !$0.bytes.isEmpty }
        if let carried = data["message"], !carried.isEmpty {
            guard let message = CarriedMessage.message(of: carried) else { throw .failed }
            bytes = message
            isExample = data["example"] != nil
        } else if data["example"] != nil {
            bytes = Example.message(in: language)
            isExample = true
        } else {
            bytes = file?.bytes ?? data["text"] ?? []
            isExample = false
        }
        guard bytes.contains(where: { !($0 <= 0x20) }) else { throw .empty }
        form = FileForm(of: bytes)
        switch form {
        case .empty: throw .empty
        case .binary(let name): throw name.hasPrefix("a picture") ? .picture : name.contains("PDF") ? .pdf : .otherFile
        case .mail, .mbox, .appleMail, .outlook, .text, .html: break
        }
    }
}
