import Fuzzing

@testable import WebChannel

// A body of a form: the first byte says of which kind, and what boundary it has. Whatever comes, a form is within its limits, and no field is longer than the body;
// what is written anew from the fields is read as the same again.
fuzz { bytes in
    guard let first = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    let isMultipart = first & 1 == 0
    let type = isMultipart ? "multipart/form-data; boundary=\(first & 2 == 0 ? "B" : "----WebKitFormBoundaryx")" : "application/x-www-form-urlencoded"
    guard let form = read(body, type) else { return }
    require(form.fields.count <= FormData.mostFields, "\(form.fields.count) fields")
    require(form.fields.reduce(0) { $0 + $1.bytes.count } <= body.count, "more bytes than there are")
    for field in form.fields {
        require(field.name.utf8.count <= 3 * FormData.mostHeaderBytes, "a name of \(field.name.utf8.count)")
        require(isMultipart || field.fileName == nil, "a file in a form of words")
    }
    // A boundary that is in nothing.
    let boundary = "0123456789"
    guard isMultipart, body.firstRange(of: Array(boundary.utf8)) == nil, form.fields.allSatisfy({ !$0.name.utf8.contains { "\"\\%\r\n".utf8.contains($0) } })
    else {
        return
    }
    var again: [UInt8] = []
    for field in form.fields {
        again += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n".utf8) + field.bytes + [0x0D, 0x0A]
    }
    // Bytes that are no UTF-8 have become longer.
    guard form.fields.allSatisfy({ $0.name.utf8.count < FormData.mostHeaderBytes - 64 }) else { return }
    guard let second = read(again + Array("--\(boundary)--".utf8), "multipart/form-data; boundary=\(boundary)") else {
        fatalError("broken: it cannot be read again")
    }
    require(second.fields.map(\.name) == form.fields.map(\.name) && second.fields.map(\.bytes) == form.fields.map(\.bytes), "it is another")
}

func read(_ body: [UInt8], _ type: String) -> FormData? { body.withUnsafeBytes { try? FormData($0, contentType: type) } }
