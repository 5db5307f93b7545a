import Testing

@testable import MailMessage

/// A message, and the bodies of its leaves as text.
private func leaves(_ text: String) -> [String] {
    let message = Message(parsing: Array(text.utf8))
    return message.parts.filter { $0.mediaType.kind != .multipart && $0.mediaType.kind != .message }.map {
        String(decoding: message.decodedBody(of: $0, limit: 100_000).bytes, as: UTF8.self)
    }
}

private func defects(_ text: String) -> [Defect] { Message(parsing: Array(text.utf8)).defects }

@Suite struct MessageTests {
    @Test func headerAndBody() throws {
        let message = Message(parsing: Array("Subject: one\n two\nFrom: a@example.org\n\nbody\n".utf8))
        let subject = try #require(message.field(.subject))
        #expect(String(decoding: message.bytes[subject.valueRange], as: UTF8.self) == "one\n two")
        #expect(String(decoding: message.bytes[message.parts[0].body], as: UTF8.self) == "body\n")
        #expect(message.defects == [])
    }

    @Test func multipartInBothLineEnds() {
        let text = "Content-Type: multipart/mixed; boundary=\"b b\"\n\npreamble\n--b b\n\none\n--b b\nContent-Type: text/html\n\ntwo\n--b b--\nepilogue\n"
        #expect(leaves(text) == ["one", "two"])
        #expect(leaves(text.replacing("\n", with: "\r\n")) == ["one", "two"])
    }

    @Test func aMissingClosingBoundaryLosesNothing() {
        let text = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n"
        #expect(leaves(text) == ["one\n"])
        #expect(defects(text) == [.closingBoundaryMissing])
    }

    @Test func aBoundaryThatNeverComesLeavesTheTextReadable() {
        let text = "Content-Type: multipart/mixed; boundary=b\n\none\n"
        #expect(leaves(text) == ["one\n"])
        #expect(defects(text) == [.boundaryNeverFound])
    }

    @Test func aMultipartWithoutBoundaryIsText() {
        #expect(leaves("Content-Type: multipart/mixed\n\none\n") == ["one\n"])
    }

    @Test func theOuterBoundaryEndsTheInnerMultipart() {
        let text = """
            Content-Type: multipart/mixed; boundary=o

            --o
            Content-Type: multipart/alternative; boundary=i

            --i

            one
            --o

            two
            --o--
            """
        #expect(leaves(text) == ["one", "two"])
    }

    @Test func aMessageInAMessage() {
        let message = Message(parsing: Array("Content-Type: message/rfc822\n\nSubject: inner\n\ntext".utf8))
        #expect(message.parts.count == 2)
        #expect(message.parts[1].fields.first?.name == .subject)
        #expect(message.parts[1].parent == 0)
    }

    @Test func nestingBeyondTheLimitIsReadAsText() {
        var text = ""
        for level in 0..<100 { text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
        text += "\ninnermost\n"
        let message = Message(parsing: Array(text.utf8))
        #expect(message.defects.contains(.nestedTooDeep))
        #expect(message.parts.count == ParseLimits().depth + 1)
        #expect(leaves(text).joined().contains("innermost"))
    }

    @Test func partsBeyondTheLimitAreOneText() {
        var limits = ParseLimits()
        limits.parts = 3
        let text = "Content-Type: multipart/mixed; boundary=b\n\n" + (0..<9).map { "--b\nContent-Type: image/png\n\n\($0)\n" }.joined()
        let message = Message(parsing: Array(text.utf8), limits: limits)
        #expect(message.defects.contains(.tooManyParts))
        #expect(message.parts.last?.mediaType.kind == .plain)
        #expect(message.bytes[message.parts.last!.body].contains(UInt8(ascii: "8")))
    }

    @Test func aStrayLineBetweenHeaderFieldsIsPassedOver() {
        let message = Message(parsing: Array("From: a@example.org\nstray words\nSubject: s\n\nbody".utf8))
        #expect(message.field(.subject) != nil)
        #expect(message.defects == [.headerFieldWithoutColon])
    }

    @Test func aBodyWithoutEmptyLineIsNotLost() {
        #expect(leaves("From: a@example.org\nhello there\nmore\n") == ["hello there\nmore\n"])
    }

    @Test func boundariesMayComeAsRFC2231Continuations() {
        #expect(leaves("Content-Type: multipart/mixed; boundary*0=\"ab\";\n boundary*1=cd\n\n--abcd\n\none\n--abcd--") == ["one"])
    }

    @Test(arguments: ["", "\n", "\r\n", ":", "a", "\0", "--", "Content-Type: multipart/x; boundary=\n\n--\n", "From: <\n\n", "=?utf-8?q?", "A:\r"])
    func oddBytesGiveAValue(_ text: String) { #expect(!Message(parsing: Array(text.utf8)).parts.isEmpty) }
}

@Suite struct TransferEncodingTests {
    private func decode(_ text: String, _ encoding: String) -> DecodedBytes {
        let message = Message(parsing: Array("Content-Transfer-Encoding: \(encoding)\n\n\(text)".utf8))
        return message.decodedBody(of: message.parts[0], limit: 1_000)
    }

    @Test(arguments: [
        ("aGVsbG8=", "hello"), ("aGVs\r\nbG8=", "hello"), ("aG Vs\tbG8", "hello"), ("aGVsbG8=aGVsbG8=", "hellohello"), ("a!GVsbG8=", "hello"), ("", ""),
        ("=", ""), ("a", ""), ("aG", "h"), ("aGV\nsbG8=", "hello"),
    ])
    func base64(_ encoded: String, _ expected: String) {
        #expect(String(decoding: decode(encoded, "base64").bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("a=3Db", "a=b"), ("soft=\nbreak", "softbreak"), ("soft=\r\nbreak", "softbreak"), ("pad= \nx", "padx"), ("bad=G1", "bad=G1"), ("end=", "end"),
        ("=c3=a9", "é"), ("=", ""),
    ])
    func quotedPrintable(_ encoded: String, _ expected: String) {
        #expect(String(decoding: decode(encoded, "quoted-printable").bytes, as: UTF8.self) == expected)
    }

    @Test func decodedBytesKnowTheirPlace() {
        let decoded = decode("aGVs\r\nbG8=", "BASE64")
        let start = "Content-Transfer-Encoding: BASE64\n\n".utf8.count
        #expect(decoded.map.sources(of: 1..<2) == [start..<start + 4])
        #expect(decoded.map.sources(of: 3..<4) == [start + 6..<start + 10])
    }

    @Test func textIsCutAtTheLimit() {
        for encoding in ["7bit", "base64", "quoted-printable"] {
            let decoded = decode(String(repeating: "aGVs", count: 2_000), encoding)
            #expect(decoded.bytes.count == 1_000)
            #expect(decoded.defects == [.textTooLong])
        }
    }
}

@Suite struct EncodedWordTests {
    private func pieces(_ text: String) -> [String] {
        let message = Message(text: Array(text.utf8))
        return message.pieces(of: 0..<message.bytes.count).map { piece in
            switch piece {
            case .text(let range): String(decoding: message.bytes[range], as: UTF8.self)
            case .encodedWord(_, let isBase64, let payload): String(decoding: message.decodedWord(isBase64: isBase64, payload: payload).bytes, as: UTF8.self)
            }
        }
    }

    @Test(arguments: [
        ("plain", ["plain"]), ("=?utf-8?q?a_b?=", ["a b"]), ("=?utf-8?B?aGk=?= x", ["hi", " x"]), ("=?utf-8?q?a?= =?utf-8?q?b?=", ["a", "b"]),
        ("x =?utf-8?q?a=5Fb?=", ["x ", "a_b"]), ("=?utf-8?q?unfinished", ["=?utf-8?q?unfinished"]), ("=?utf-8*en?q?a?=", ["a"]), ("a=?x", ["a=?x"]),
    ])
    func words(_ text: String, _ expected: [String]) { #expect(pieces(text) == expected) }
}

@Suite struct AddressListTests {
    private func mailboxes(_ value: String) -> [String] {
        let message = Message(parsing: Array("To: \(value)\n\n".utf8))
        return message.mailboxes(of: message.field(.to)!).map { mailbox in
            let name = mailbox.displayName.map { String(decoding: message.bytes[$0], as: UTF8.self) } ?? "-"
            return name + "|" + String(decoding: message.bytes[mailbox.address], as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("a@example.org", ["-|a@example.org"]), ("A B <a@example.org>, b@example.org", ["A B|a@example.org", "-|b@example.org"]),
        ("\"x, y\" <a@example.org>", ["\"x, y\"|a@example.org"]), ("a@example.org (A (x) B)", ["A (x) B|a@example.org"]),
        ("Group: a@example.org, b@example.org;, c@example.org", ["-|a@example.org", "-|b@example.org", "-|c@example.org"]), ("<>", []), ("\"", ["-|\""]),
        ("(", []), ("<a@example.org", ["-|a@example.org"]),
    ])
    func lists(_ value: String, _ expected: [String]) { #expect(mailboxes(value) == expected) }
}

@Suite struct MboxSplitterTests {
    private static let mbox = """
        From a@example.org Mon Jan  1 12:00:00 2018
        Subject: one

        From here on it is text.
        >From quoted

        From b@example.org Mon Jan  1 12:00:00 2018
        Subject: two

        text

        """

    private func split(_ bytes: [UInt8], chunk: Int, limits: ParseLimits = ParseLimits()) -> [MboxSplitter.Piece] {
        var splitter = MboxSplitter(limits: limits)
        var pieces: [MboxSplitter.Piece] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            splitter.append(bytes[start..<min(start + chunk, bytes.count)])
            while let piece = splitter.next() { pieces.append(piece) }
        }
        splitter.finish()
        while let piece = splitter.next() { pieces.append(piece) }
        return pieces
    }

    @Test func everyChunkSizeGivesTheSameMessages() {
        for text in [Self.mbox, Self.mbox.replacing("\n", with: "\r\n")] {
            let whole = split(Array(text.utf8), chunk: 10_000).map(\.bytes)
            #expect(whole.count == 2)
            #expect(String(decoding: whole[0], as: UTF8.self).contains("From here on"))
            for chunk in 1..<60 { #expect(split(Array(text.utf8), chunk: chunk).map(\.bytes) == whole) }
        }
    }

    /// Else what a scam says behind such a line would be a message of its own, and each half may say too little.
    @Test(arguments: [
        ("I hacked your device.\n", 1), ("From here on\n", 1), ("words " + String(repeating: "x", count: 1_000) + ": y\n", 1), ("> Subject: x\n", 1),
        (" \n", 1),
        ("a b: c\n", 1), (">From here on\n", 1), (String(repeating: "x", count: 600) + ": y\n", 1), ("x", 1),
        ("Subject: two\n", 2), ("Subject: two", 2), ("X-Long: " + String(repeating: "x", count: 1_000) + "\n", 2), ("\n", 2), ("", 2), ("Subject : two\n", 2),
        (">From c@example.org Mon Jan  1 12:00:00 2018\nSubject: two\n", 2),
    ])
    func aSeparatorStandsBeforeAHeader(_ next: String, _ count: Int) {
        let first = "Subject: one\n\ntext\n\n"
        let line = "From somebody Thu Nov 26 10:00:00 2026\n"
        for lineBreak in ["\n", "\r\n"] {
            func bytes(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: lineBreak).utf8) }
            let mbox = bytes("From a@example.org Mon Jan  1 12:00:00 2018\n" + first + line + next)
            let expected = count == 1 ? [bytes(first + line + next)] : [bytes(first), bytes(next)]
            for chunk in [1, 2, 3, 7, 50, 499, 500, 501, 10_000] { #expect(split(mbox, chunk: chunk).map(\.bytes) == expected, "\(chunk)") }
            // Beyond the limit, the lines that may be separators are cut like others.
            var limits = ParseLimits()
            for limit in [1, 20, 40] {
                limits.messageBytes = limit
                for chunk in [1, 7, 501, 10_000] {
                    let pieces = split(mbox, chunk: chunk, limits: limits)
                    #expect(pieces.map(\.bytes) == expected.map { Array($0.prefix(limit)) })
                    #expect(pieces.map(\.cut) == expected.map { max(0, $0.count - limit) })
                }
            }
        }
    }

    @Test func aLineWithoutEndIsCutAsItComesIn() {
        var limits = ParseLimits()
        limits.messageBytes = 100
        var splitter = MboxSplitter(limits: limits)
        splitter.append(Array("From a@example.org Mon Jan  1 12:00:00 2018\nSubject: x\n\n".utf8))
        for _ in 0..<1_000 {
            splitter.append([UInt8](repeating: 0x78, count: 1_000))
            #expect(splitter.next()?.bytes == nil)
        }
        splitter.append(Array("\n\nFrom b@example.org Mon Jan  1 12:00:00 2018\nSubject: y\n\n".utf8))
        #expect(splitter.next()?.bytes.count == 100)
        splitter.finish()
        #expect(splitter.next().map { String(decoding: $0.bytes, as: UTF8.self) } == "Subject: y\n\n")
    }

    @Test func aMessageBeyondTheLimitIsCut() {
        var limits = ParseLimits()
        limits.messageBytes = 20
        let whole = split(Array(Self.mbox.utf8), chunk: 10_000)
        for chunk in [1, 7, 10_000] {
            let pieces = split(Array(Self.mbox.utf8), chunk: chunk, limits: limits)
            #expect(pieces.map(\.bytes.count) == [20, 19])
            #expect(pieces.map(\.cut) == [whole[0].bytes.count - 20, 0])
        }
    }
}

@Suite struct FileFormTests {
    @Test(arguments: [
        ("Subject: x\n\nbody", FileForm.mail), ("From a@b Mon Jan  1 12:00:00 2018\nSubject: x\n\n", .mbox), ("Hello: you\n\nI am", .text),
        ("---\ntitle: an article\ndate: 2020-01-01\n---\ntext", .text), ("<!DOCTYPE html><p>", .html), ("", .empty), ("words", .text),
        ("\n\nReceived: x\nFrom: a\n\n", .mail), ("\u{FEFF}Subject: x\n\nbody", .mail), ("\u{FEFF}words", .text), ("From 10:30 today I read this.\n", .text),
        ("\u{0}\u{1}", .binary("a binary file")),
    ])
    func forms(_ text: String, _ form: FileForm) { #expect(FileForm(of: Array(text.utf8)) == form) }

    @Test func aPictureIsNamed() {
        #expect(FileForm(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]) == .binary("a picture (PNG)"))
    }
}
