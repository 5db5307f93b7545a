import Fuzzing
import MailMessage

// An .emlx file: the mail is inside it; behind a count that is right it is those bytes and no others.
fuzz { bytes in
    let range = AppleMail.mailRange(in: bytes)
    require(range != nil || FileForm(of: bytes) != .appleMail, "what is such a file has a mail")
    if let range { require(range.lowerBound > 0 && range.upperBound <= bytes.count, "\(range) of \(bytes.count)") }

    let file = Array("\(bytes.count)      \n".utf8) + bytes + Array("<?xml version=\"1.0\"?>".utf8)
    require(AppleMail.mailRange(in: file).map { Array(file[$0]) } == bytes, "the bytes that were counted")
    let isMail = FileForm(of: bytes) == .mail
    require(!isMail || [.appleMail, .mail].contains(FileForm(of: file)) || bytes.count > FileForm.window / 2, "a mail in it is seen: \(FileForm(of: file))")
}
