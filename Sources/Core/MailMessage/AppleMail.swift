/// Apple Mail's `.emlx`: a line with a count of bytes, the mail, and a property list about it.
public enum AppleMail {
    /// Where in the file the mail is; nil where the bytes are no such file. A count beyond the end means all that is there.
    ///
    /// The mail is examined by itself, as one of an mbox is: spans count from its first byte, which is `lowerBound` bytes into the file.
    public static func mailRange(in file: [UInt8]) -> Range<Int>? {
        guard let count = byteCount(file) else { return nil }
        let start = file.lineEnd(from: 0)
        return start..<min(start + count, file.count)
    }

    /// Whether a file that begins with these bytes has such a line, and a header field behind it.
    static func begins(_ start: [UInt8]) -> Bool {
        guard let range = mailRange(in: start) else { return false }
        let mail = Array(start[range])
        let block = HeaderBlock(of: mail, from: 0, limits: ParseLimits())
        return FileForm.isMail(mail) || !block.fields.isEmpty && !block.defects.contains(.headerFieldWithoutColon)
    }

    /// 1*DIGIT *SP LF; a file of 10^10 bytes is no mail.
    private static func byteCount(_ file: [UInt8]) -> Int? {
        var count = 0
        var position = 0
        while position < min(file.count, 10), file[position] >= 0x30, file[position] <= 0x39 {
            count = count * 10 + Int(file[position] - 0x30)
            position += 1
        }
        guard position > 0 else { return nil }
        while position < min(file.count, 40), file[position] == .space || file[position] == .carriageReturn { position += 1 }
        return position < file.count && file[position] == .lineFeed ? count : nil
    }
}
