package import MailMessage

extension Message {
    /// A mailbox's display name as a person sees it, in UTF-8: quotes, encoded words and folds undone. Empty where it has none.
    package func displayName(of mailbox: Mailbox) -> [UInt8] {
        guard let name = mailbox.displayName else { return [] }
        var text = HeaderText(message: self)
        text.append(phrase: name)
        return text.bytes
    }

    /// The file name that a part was sent with as a person sees it, in UTF-8; empty where it has none.
    ///
    /// QUIRK: RFC 2047 § 5 forbids encoded words in parameters; senders put them there and clients decode them.
    package func fileNameText(of part: Part) -> [UInt8] {
        guard let name = fileName(of: part) else { return [] }
        if let charset = Charset(label: name.charset) { return charset.decode(name.bytes).text }
        let message = Message(text: name.bytes)
        var text = HeaderText(message: message)
        text.append(0..<message.bytes.count)
        return text.bytes
    }
}
