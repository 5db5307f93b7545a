internal import Hummingbird
internal import MailMessage

/// What somebody wants to have looked at: the body of `POST /v1/check`.
struct Submission: Sendable {
    enum Content: Equatable, Sendable {
        /// One message, so that the answer is one case. The charset is that of a text that is not UTF-8, and empty where nobody says.
        case message([UInt8], FileForm, charset: [UInt8])
        /// An mbox, so that the answer is a list.
        case mailbox([UInt8])
    }

    let content: Content
    /// What a member or a field of the body asks for, as it stands there.
    let language: String?

    /// Bytes of the message or the mailbox.
    var count: Int {
        switch content {
        case .message(let bytes, _, _), .mailbox(let bytes): bytes.count
        }
    }

    /// How large a body may be: beside a message a form and an object have more in them, and Base64 makes four bytes of three.
    static func mostBytes(of contentType: String?, messageLimit: Int) -> Int {
        switch contentType.flatMap(FieldValue.init)?.value {
        case "multipart/form-data", "application/x-www-form-urlencoded": messageLimit + Request.formOverhead
        case "application/json": messageLimit / 3 * 4 + Request.formOverhead
        default: messageLimit
        }
    }

    /// - Parameter contentType: the field's value; nil where there is none.
    init(_ body: [UInt8], contentType: String?) throws(Problem) {
        guard let contentType, !contentType.isEmpty else {
            self.init(try Self.file(body))
            return
        }
        guard let type = FieldValue(contentType) else { throw .unknownType }
        switch type.value {
        case "multipart/form-data", "application/x-www-form-urlencoded": try self.init(form: body, contentType)
        case "application/json": try self.init(json: body)
        case "message/rfc822", "message/global": self.init(try Self.mail(body))
        case "text/plain": self.init(try Self.text(body, charset: type["charset"]))
        case "text/html": self.init(try Self.text(body, charset: type["charset"], isHTML: true))
        case "application/mbox": self.init(try Self.mailbox(body))
        case "application/octet-stream", "application/vnd.ms-outlook": self.init(try Self.file(body))
        default:
            // What it is tells more than that its type is unknown.
            if case .binary(let name) = FileForm(of: body) { throw .binary(name) }
            throw .unknownType
        }
    }

    private init(_ content: Content, language: String? = nil) {
        self.content = content
        self.language = language
    }

    /// A form's `file`, or `text`; browsers send both, one of them empty.
    private init(form body: [UInt8], _ contentType: String) throws(Problem) {
        let form: FormData
        do {
            form = try body.withUnsafeBytes { bytes throws(FormProblem) in try FormData(bytes, contentType: contentType) }
        } catch {
            throw Problem(error)
        }
        let language = form["language"].map { String(decoding: $0, as: UTF8.self) }
        guard form["file"] != nil || form["text"] != nil else { throw .noField }
        if let file = form["file"], !file.isEmpty {
            self.init(try Self.file(file), language: language)
        } else {
            self.init(try Self.text(form["text"] ?? [], charset: nil), language: language)
        }
    }

    /// One of `text`, `message` and `message_base64`.
    private init(json body: [UInt8]) throws(Problem) {
        let members: JSONMembers
        do {
            members = try JSONMembers(body)
        } catch {
            throw error == .notAnObject ? .wrongMembers : .malformedJSON
        }
        let names = ["text", "message", "message_base64"]
        let given = names.filter { members.texts[$0] != nil }
        guard given.count == 1, let name = given.first, members.others.isDisjoint(with: names + ["language"]), let value = members.texts[name] else {
            throw .wrongMembers
        }
        let language = members.texts["language"].map { String(decoding: $0, as: UTF8.self) }
        switch name {
        case "text": self.init(try Self.words(value), language: language)
        case "message": self.init(try Self.mail(value, isText: true), language: language)
        default:
            guard let bytes = StandardBase64.decode(value) else { throw .malformedBase64 }
            self.init(try Self.mail(bytes, isAnyForm: true), language: language)
        }
    }

    /// As `unbluff check` takes a file.
    private static func file(_ bytes: [UInt8]) throws(Problem) -> Content {
        let form = FileForm(of: bytes)
        switch form {
        case .empty: throw .emptyMessage
        case .binary(let name): throw .binary(name)
        case .mbox: return .mailbox(bytes)
        case .mail, .appleMail, .outlook, .text, .html: return .message(bytes, form, charset: [])
        }
    }

    private static func mailbox(_ bytes: [UInt8]) throws(Problem) -> Content {
        guard case .mailbox = try file(bytes) else { throw .noMailbox }
        return .mailbox(bytes)
    }

    /// - Parameters:
    ///   - isText: it came as a string, which is no picture however it begins.
    ///   - isAnyForm: it may also be an `.emlx`, a `.msg` or a text.
    private static func mail(_ bytes: [UInt8], isText: Bool = false, isAnyForm: Bool = false) throws(Problem) -> Content {
        if bytes.isEmpty { throw .emptyMessage }
        let form = FileForm(of: bytes)
        if case .binary(let name) = form, !isText { throw .binary(name) }
        if form == .mbox { return .message(withoutSeparator(bytes), .mail, charset: []) }
        return .message(bytes, isAnyForm ? form : .mail, charset: [])
    }

    /// Pasted or typed words may be a mail's source, which tells more of it.
    private static func text(_ bytes: [UInt8], charset: String?, isHTML: Bool = false) throws(Problem) -> Content {
        if bytes.isEmpty { throw .emptyMessage }
        let isUTF8 = charset == nil || (try? UTF8Span(validating: bytes.span)) != nil
        let declared = isUTF8 ? [] : Array((charset ?? "").utf8)
        var form = FileForm(of: bytes)
        // Every other byte of it is zero, often.
        if case .binary = form, let charset, ["utf-16", "utf-32"].contains(charset.lowercased().prefix(6)) {
            return .message(bytes, isHTML ? .html : .text, charset: Array(charset.utf8))
        }
        if case .binary(let name) = form { throw .binary(name) }
        if form == .mbox { return .message(withoutSeparator(bytes), .mail, charset: []) }
        if isHTML { form = .html }
        return .message(bytes, form, charset: declared)
    }

    /// A string of JSON.
    private static func words(_ bytes: [UInt8]) throws(Problem) -> Content {
        if bytes.isEmpty { throw .emptyMessage }
        let form = FileForm(of: bytes)
        switch form {
        case .binary, .outlook, .empty: return .message(bytes, .text, charset: [])
        case .mbox: return .message(withoutSeparator(bytes), .mail, charset: [])
        case .mail, .appleMail, .text, .html: return .message(bytes, form, charset: [])
        }
    }

    /// One message with the `From ` line that mail programs put before it: RFC 4155.
    private static func withoutSeparator(_ bytes: [UInt8]) -> [UInt8] {
        let line = bytes.drop { $0 == 0x0A || $0 == 0x0D }
        return Array(line[(line.firstIndex(of: 0x0A) ?? line.endIndex)...].dropFirst())
    }
}
