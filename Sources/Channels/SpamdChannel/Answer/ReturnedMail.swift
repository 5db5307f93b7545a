internal import Examination

/// A mail as PROCESS and HEADERS give it back: with the action's fields, and every other byte as it came.
enum ReturnedMail {
    static func whole(_ mail: [UInt8], _ action: Action) -> [UInt8] { action.applied(to: mail) }

    /// The header, to the end of the empty line. spamc puts its own copy of the mail behind that, from where it sees an empty line: so we end there too, and no
    /// warning is put into the body, which does not go back.
    ///
    /// Nil where the mail is cut before that; a whole mail without an empty line is given back whole.
    static func header(_ mail: [UInt8], _ action: Action, isCut: Bool) -> [UInt8]? {
        let end = endForSpamc(of: mail)
        if end == nil && isCut { return nil }
        var action = action
        action.warning = nil
        return action.applied(to: end.map { Array(mail[..<$0]) } ?? mail)
    }

    /// Behind the first CRLF CRLF or LF LF, as spamc looks for it.
    private static func endForSpamc(of mail: [UInt8]) -> Int? {
        for index in mail.indices.dropFirst() where mail[index] == 0x0A {
            if mail[index - 1] == 0x0A { return index + 1 }
            if index >= 3, mail[index - 1] == 0x0D, mail[index - 2] == 0x0A, mail[index - 3] == 0x0D { return index + 1 }
        }
        return nil
    }
}
