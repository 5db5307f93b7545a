import Fuzzing
import MailMessage

// A winmail.dat: a message whatever the bytes are, its texts byte by byte those of the file; cut in two, what stands before is read the same.
fuzz { bytes in
    let header = Array("Content-Type: application/ms-tnef\n\n".utf8)
    let message = Message(parsing: header + bytes)
    requireParts(message)
    let cut = Message(parsing: header + bytes.prefix(Int(bytes.first ?? 0) * 2))
    requireParts(cut)
    require(cut.parts.count <= message.parts.count, "\(cut.parts.count) parts of a beginning, \(message.parts.count) of the whole")
}
