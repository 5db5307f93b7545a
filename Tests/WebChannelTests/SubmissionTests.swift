import Hummingbird
import MailMessage
import Testing

@testable import WebChannel

private let mail = "From: a@example.com\nSubject: Hello\n\nWords.\n"
private let mailbox = "From a@example.com Mon Nov  2 10:00:00 2026\n" + mail
private let html = "<!DOCTYPE html><p>Words.</p>"
private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

private func message(_ text: String, _ form: FileForm, charset: String = "") -> Submission.Content {
    .message(Array(text.utf8), form, charset: Array(charset.utf8))
}

@Suite struct SubmissionTests {
    @Test(
        arguments: [
            (nil, mail, message(mail, .mail)), ("", mail, message(mail, .mail)), ("application/octet-stream", "Words.", message("Words.", .text)),
            (nil, html, message(html, .html)), (nil, mailbox, .mailbox(Array(mailbox.utf8))),
            ("application/octet-stream", "\(mail.utf8.count)\n\(mail)<?xml", message("\(mail.utf8.count)\n\(mail)<?xml", .appleMail)),
            ("message/rfc822", mail, message(mail, .mail)), ("Message/RFC822; x=y", "Words.", message("Words.", .mail)),
            // The line that an mbox begins with, before one mail: as mail servers hand it over.
            ("message/rfc822", mailbox, message(mail, .mail)), ("message/global", mail, message(mail, .mail)),
            ("text/plain", "Words.", message("Words.", .text)), ("text/plain;charset=utf-8", "Wörter.", message("Wörter.", .text)),
            ("text/plain; charset=iso-8859-1", "Wörter.", message("Wörter.", .text)),
            // A mail's source, pasted.
            ("text/plain", mail, message(mail, .mail)), ("text/plain", mailbox, message(mail, .mail)), ("text/plain", html, message(html, .html)),
            ("text/html", "Words.", message("Words.", .html)), ("text/html", mail, message(mail, .html)),
            ("application/mbox", mailbox, .mailbox(Array(mailbox.utf8))), ("application/vnd.ms-outlook", mail, message(mail, .mail)),
            ("application/json", #"{"text": "Words."}"#, message("Words.", .text)), ("application/json", #"{"text":"GIF8"}"#, message("GIF8", .text)),
            ("application/json", #"{"text":"a\u0000b"}"#, message("a\0b", .text)),
            ("application/json", #"{"message":"From: a@example.com\n\nW","x":[1,{"text":2}]}"#, message("From: a@example.com\n\nW", .mail)),
            ("application/json", #"{"message_base64":"V29yZHMu"}"#, message("Words.", .text)),
            ("application/json; charset=utf-8", #" {"message_base64":"RnJvbTogYUBleGFtcGxlLmNvbQoKVw=="} "#, message("From: a@example.com\n\nW", .mail)),
            ("application/x-www-form-urlencoded", "text=Words.&language=nl", message("Words.", .text)),
            ("multipart/form-data; boundary=B", form(("file", mailbox)), .mailbox(Array(mailbox.utf8))),
            ("multipart/form-data; boundary=B", form(("text", "Words."), ("file", "")), message("Words.", .text)),
            ("multipart/form-data; boundary=B", form(("text", "other"), ("file", mail)), message(mail, .mail)),
        ] as [(String?, String, Submission.Content)])
    func taken(type: String?, body: String, content: Submission.Content) throws {
        #expect(try Submission(Array(body.utf8), contentType: type).content == content)
    }

    @Test(
        arguments: [
            (nil, "", .emptyMessage), ("message/rfc822", "", .emptyMessage), ("text/plain", "", .emptyMessage), ("application/mbox", "", .emptyMessage),
            ("application/json", #"{"text":""}"#, .emptyMessage), ("application/json", #"{"message":""}"#, .emptyMessage),
            ("application/json", #"{"message_base64":""}"#, .emptyMessage), ("application/x-www-form-urlencoded", "text=", .emptyMessage),
            ("multipart/form-data; boundary=B", form(("text", ""), ("file", "")), .emptyMessage),
            ("application/x-www-form-urlencoded", "words=a", .noField), ("multipart/form-data; boundary=B", form(("words", "a")), .noField),
            ("multipart/form-data; boundary=B", "--B\r\n", Problem(FormProblem.unfinished)), ("multipart/form-data", "", Problem(FormProblem.boundary)),
            ("application/json", "", .malformedJSON), ("application/json", "{", .malformedJSON), ("application/json", #"{"text":"a"}}"#, .malformedJSON),
            ("application/json", #"{"text":"a","text":"b"}"#, .malformedJSON), ("application/json", "[]", .wrongMembers),
            ("application/json", "{}", .wrongMembers),
            ("application/json", #"{"text":1}"#, .wrongMembers), ("application/json", #"{"text":"a","message":"b"}"#, .wrongMembers),
            ("application/json", #"{"text":"a","message":null}"#, .wrongMembers), ("application/json", #"{"text":"a","language":["nl"]}"#, .wrongMembers),
            ("application/json", #"{"message_base64":"V29yZHMu!"}"#, .malformedBase64), ("application/mbox", mail, .noMailbox),
            ("application/pdf", "words", .unknownType), ("application/pdf", "%PDF-1.7", .binary("a PDF document")), (";", "a", .unknownType),
            ("text/plain; x", "a", .unknownType), (nil, "a\0b", .binary("a binary file")), ("message/rfc822", "GIF89a", .binary("a picture (GIF)")),
            ("application/json", #"{"message_base64":"iVBORw0KGgo="}"#, .binary("a picture (PNG)")),
            ("multipart/form-data; boundary=B", form(("file", "PK\u{3}\u{4}")), .binary("a ZIP archive or office document")),
        ] as [(String?, String, Problem)])
    func refused(type: String?, body: String, problem: Problem) {
        #expect(throws: problem) { try Submission(Array(body.utf8), contentType: type) }
        // Nothing of what came may come back.
        #expect(!problem.detail.contains("V29y") && (400..<500).contains(problem.status.code))
    }

    @Test func pictures() throws {
        for type in [nil, "image/png", "text/plain", "text/html", "message/rfc822", "application/mbox", "application/octet-stream"] as [String?] {
            #expect(throws: Problem.binary("a picture (PNG)")) { try Submission(png, contentType: type) }
        }
        #expect(
            Problem.binary("a picture (PNG)").detail
                == "This is a picture (PNG), which cannot be read here. Send the words in it as text/plain, or the message itself.")
        #expect(Problem.binary("a gzip archive").detail.hasSuffix("Unpack it, and send each message by itself."))
    }

    @Test func charsetCountsOnlyForWhatIsNoUTF8() throws {
        let latin: [UInt8] = [0x57, 0xF6, 0x72, 0x74, 0x65, 0x72]
        #expect(try Submission(latin, contentType: "text/plain; charset=ISO-8859-1").content == .message(latin, .text, charset: Array("ISO-8859-1".utf8)))
        #expect(try Submission(latin, contentType: "text/plain").content == .message(latin, .text, charset: []))
        let wide: [UInt8] = [0x57, 0, 0xF6, 0]
        #expect(try Submission(wide, contentType: "text/plain; charset=\"UTF-16LE\"").content == .message(wide, .text, charset: Array("UTF-16LE".utf8)))
        #expect(throws: Problem.binary("a binary file")) { try Submission(wide, contentType: "text/plain; charset=latin1") }
    }

    @Test func language() throws {
        #expect(try Submission(Array(#"{"language":"nl","text":"a"}"#.utf8), contentType: "application/json").language == "nl")
        #expect(try Submission(Array(form(("language", "nl"), ("text", "a")).utf8), contentType: "multipart/form-data; boundary=B").language == "nl")
        #expect(try Submission(Array("a".utf8), contentType: "text/plain").language == nil)
    }

    @Test func sizes() {
        #expect(Submission.mostBytes(of: "message/rfc822", messageLimit: 3_000) == 3_000)
        #expect(Submission.mostBytes(of: nil, messageLimit: 3_000) == 3_000)
        #expect(Submission.mostBytes(of: "application/json", messageLimit: 3_000) == 4_000 + (64 << 10))
        #expect(Submission.mostBytes(of: "multipart/form-data; boundary=B", messageLimit: 3_000) == 3_000 + (64 << 10))
    }
}

private func form(_ fields: (name: String, value: String)...) -> String {
    fields.map { "--B\r\nContent-Disposition: form-data; name=\"\($0.name)\"\($0.name == "file" ? "; filename=a" : "")\r\n\r\n\($0.value)\r\n" }.joined()
        + "--B--\r\n"
}
