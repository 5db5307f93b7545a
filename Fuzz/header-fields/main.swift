import Fuzzing
import MailMessage
import VisibleText

// A header field's value: mailboxes and encoded words in order inside it; its text is UTF-8, mapped in order.
fuzz { bytes in
    let message = Message(parsing: Array("Subject: ".utf8) + bytes)
    guard let field = message.field(.subject) else { return }
    for mailbox in message.mailboxes(of: field) {
        requireApart([mailbox.address], within: field.valueRange, "address")
        requireApart([mailbox.displayName].compactMap(\.self), within: field.valueRange, "display name")
    }
    requireApart(message.mailboxes(of: field).map(\.address), within: field.valueRange, "addresses")
    let pieces = message.pieces(of: field.valueRange).map { piece in
        switch piece {
        case .text(let range): range
        case .encodedWord(let charset, _, let payload): charset.lowerBound..<payload.upperBound
        }
    }
    requireApart(pieces, within: field.valueRange, "pieces")
    var text = HeaderText(message: message)
    text.append(field.valueRange)
    require(String(validating: text.bytes, as: UTF8.self) != nil, "the text is UTF-8")
    requireMap(text.map, output: text.bytes.count, input: field.valueRange.upperBound, "header text")
}
