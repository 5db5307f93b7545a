import Fuzzing
import MailMessage

// An Outlook file: a message whatever the bytes are, its texts byte by byte those of the file, and no stream read twice.
fuzz { bytes in
    let message = Message(outlook: bytes)
    require(message.bytes.starts(with: bytes), "the file's bytes come first")
    requireParts(message)
    var texts: [Range<Int>] = []
    for part in message.parts where part.mediaType.kind == .plain { texts += message.rawRanges(of: part.body) }
    texts.sort { $0.lowerBound < $1.lowerBound }
    requireApart(texts, within: 0..<bytes.count, "sectors of texts")
}
