/// A body of multipart/form-data: RFC 7578.
struct FormData {
    struct Field {
        let name: String
        /// Of a file; nil for what was typed.
        let fileName: String?
        let bytes: [UInt8]
    }

    let fields: [Field]

    subscript(name: String) -> [UInt8]? { fields.first { $0.name == name }?.bytes }
}
