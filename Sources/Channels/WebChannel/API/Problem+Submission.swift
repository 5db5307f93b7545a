extension Problem {
    static let emptyMessage = unprocessable("The message is empty. Send the whole message, or its words.")
    static let noMailbox = unprocessable("This is no mailbox: one begins with a line \"From …\". Send one message as message/rfc822.")
    static let noField = unprocessable("The form has neither a field \"file\" nor a field \"text\".")
    static let malformedJSON = malformed("The body is no JSON object in UTF-8 of the kind that is taken.")
    static let wrongMembers = unprocessable(
        "The JSON object needs one of \"text\", \"message\" and \"message_base64\", and may have \"language\"; all are strings.")
    static let malformedBase64 = unprocessable("The value of \"message_base64\" is no Base64 as in RFC 4648 section 4.")
    static let unknownType = unsupportedType(
        "Send the message as message/rfc822, text/plain, text/html, application/mbox, application/octet-stream, multipart/form-data or application/json.")

    /// - Parameter name: what a person calls it, from `FileForm`.
    static func binary(_ name: String) -> Problem {
        let wayOut =
            if name.hasPrefix("a picture") || name.hasPrefix("a PDF") {
                "Send the words in it as text/plain, or the message itself."
            } else if name.hasSuffix("archive") || name.hasPrefix("a ZIP") {
                "Unpack it, and send each message by itself."
            } else {
                "Send the message as message/rfc822, or its words as text/plain."
            }
        return unsupportedType("This is \(name), which cannot be read here. \(wayOut)")
    }
}
