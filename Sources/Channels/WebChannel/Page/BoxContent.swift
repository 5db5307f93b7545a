internal import MailMessage

/// What somebody put into the box, or what travelled along from the page before.
struct BoxContent: Sendable {
    let bytes: [UInt8]
    let form: FileForm
    let isExample: Bool
    /// Whether it came as a file: with a header that nobody has shortened, and perhaps many messages in one.
    let isFile: Bool
    /// A code of a country, or anything.
    let country: String?

    /// In the order in which they count: what travels along, the example, a file, typed words; these also where the file cannot be read.
    init(_ data: FormData, language: String) throws(PageProblem) {
        if let carried = data["message"], !carried.isEmpty {
            try self.init(carriedIn: data)
        } else if data["example"] != nil {
            try self.init(Example.message(in: language), data, isExample: true, isFile: false)
        } else {
            let file = data.fields.first { $0.name == "file" && $0.fileName != nil && !$0.bytes.isEmpty }?.bytes
            let words = data["text"] ?? []
            guard let file else {
                try self.init(words, data, isFile: false)
                return
            }
            do {
                try self.init(file, data, isFile: true)
            } catch {
                guard Self.hasWords(words) else { throw error }
                try self.init(words, data, isFile: false)
            }
        }
    }

    /// Only what travels along: whatever else the form has does not count.
    init(carriedIn data: FormData) throws(PageProblem) {
        guard let carried = data["message"], !carried.isEmpty else { throw .again }
        guard let message = CarriedMessage.message(of: carried) else { throw .failed }
        try self.init(message, data, isExample: data["example"] != nil, isFile: data["saved"] != nil)
    }

    private init(_ bytes: [UInt8], _ data: FormData, isExample: Bool = false, isFile: Bool) throws(PageProblem) {
        guard Self.hasWords(bytes) else { throw .empty }
        let form = FileForm(of: bytes)
        switch form {
        case .empty: throw .empty
        case .binary(let name): throw name.hasPrefix("a picture") ? .picture : name.contains("PDF") ? .pdf : .otherFile
        // Of one mail that was copied some programs give the line too that an mbox begins with.
        case .mbox: self.form = isFile ? .mbox : .mail
        case .mail, .appleMail, .outlook, .text, .html: self.form = form
        }
        self.bytes = bytes
        self.isExample = isExample
        self.isFile = isFile
        country = data["country"].map { String(decoding: $0.prefix(8), as: UTF8.self) }
    }

    /// What was typed, so that a page which asks again does not lose it; empty where it would make the page too large.
    static func typed(in data: FormData) -> String {
        guard let words = data["text"], words.count <= CarriedMessage.limit, hasWords(words) else { return "" }
        return String(decoding: words, as: UTF8.self)
    }

    private static func hasWords(_ bytes: [UInt8]) -> Bool { bytes.contains { !($0 <= 0x20) } }
}
