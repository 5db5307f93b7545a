/// What a form sent: multipart/form-data (RFC 7578) or application/x-www-form-urlencoded (WHATWG URL § 5).
struct FormData {
    struct Field {
        let name: String
        /// Of a file; nil for what was typed. As the client says: never a path to open.
        let fileName: String?
        /// Of a file, as the client says.
        let contentType: String?
        let bytes: [UInt8]
    }

    /// A form of ours has six; more are somebody's attempt.
    static let mostFields = 32
    /// Bytes of the header of one part, and of one name in the other form.
    static let mostHeaderBytes = 8 << 10

    let fields: [Field]

    /// The first of that name.
    subscript(name: String) -> [UInt8]? { fields.first { $0.name == name }?.bytes }

    /// Reads a body in one pass, and copies each field's bytes once.
    ///
    /// - Parameter contentType: the field's value, with the boundary.
    init(_ body: UnsafeRawBufferPointer, contentType: String) throws(FormProblem) {
        guard let type = FieldValue(contentType) else { throw .notAForm }
        switch type.value {
        case "multipart/form-data":
            var reader = try MultipartReader(body, boundary: type["boundary"])
            fields = try reader.readAll()
        case "application/x-www-form-urlencoded":
            fields = try URLEncodedForm.read(body)
        default: throw .notAForm
        }
    }
}

/// Why a body is no form. Nothing of it is shown to anybody.
enum FormProblem: Error, Equatable, CaseIterable {
    /// Another content type, or none.
    case notAForm
    /// None in the content type, or not 1 to 70 characters: RFC 2046 § 5.1.1.
    case boundary
    /// A part without a name, or whose header cannot be read.
    case header
    case headerTooLong
    /// A part that is encoded once more, which RFC 7578 § 4.7 has done away with.
    case encoding
    case tooManyFields
    /// The last delimiter is missing, so something may be.
    case unfinished
}
