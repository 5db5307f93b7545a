import Fuzzing
import MailMessage

// A winmail.dat: a message whatever the bytes are, whole or cut off, its texts byte by byte those of the file.
fuzz { bytes in
    let header = Array("Content-Type: application/ms-tnef\n\n".utf8)
    requireParts(Message(parsing: header + bytes))
    // What comes later may name a file otherwise, so that the beginning need not have the same parts.
    requireParts(Message(parsing: header + bytes.prefix(Int(bytes.first ?? 0) * 2)))
}
