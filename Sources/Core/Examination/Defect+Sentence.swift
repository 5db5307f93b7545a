public import MailMessage

extension Defect {
    /// What it means, in one plain English sentence for whoever looks at the details.
    public var sentence: String {
        switch self {
        case .headerFieldWithoutColon: "A line of the header is no field: it has no colon."
        case .headerWithoutBody: "The message ends within its header."
        case .tooManyHeaderFields: "The header has more fields than are read; the rest was passed over."
        case .headerValueTooLong: "A header field is longer than what is read; its end was passed over."
        case .multipartWithoutBoundary: "A part says that it has parts inside, but not what divides them."
        case .boundaryNeverFound: "The line that should divide the parts is nowhere in the message."
        case .closingBoundaryMissing: "The line that should end the parts is missing; the message may have been cut off."
        case .nestedTooDeep: "Parts lie inside each other deeper than is read; the innermost were read as plain text."
        case .tooManyParts: "The message has more parts than are read; the rest was not looked at as parts."
        case .unknownTransferEncoding: "A part is encoded in a way that no standard knows; it was read as it stands."
        case .base64Malformed: "Text in base64 has characters or an end that it may not have."
        case .quotedPrintableMalformed: "Text in quoted-printable has escapes that are none."
        case .unknownCharset: "A text names a character set that nobody knows; another was guessed."
        case .charsetMalformed: "A text has bytes that its character set does not have."
        case .charsetMislabelled: "A text is in another character set than it says."
        case .textTooLong: "A text is longer than what is read; its end was passed over."
        case .nulByte: "The message has NUL bytes, which mail may not have."
        case .bareCarriageReturn: "The message has carriage returns that end no line, which mail may not have."
        case .uuencodeMalformed: "A file in uuencode has lines that cannot be read."
        case .outlookMalformed: "The Outlook file is damaged; what could be read was read."
        }
    }
}
