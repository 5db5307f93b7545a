import Testing

@testable import WebChannel

private func read(_ body: String, boundary: String = "B") throws(FormProblem) -> FormData {
    try read(Array(body.utf8), "multipart/form-data; boundary=\(boundary)")
}

private func read(_ body: [UInt8], _ type: String) throws(FormProblem) -> FormData {
    // A typed error gets lost in `withUnsafeBytes`.
    let result: Result<FormData, FormProblem> = body.withUnsafeBytes { bytes in
        do throws(FormProblem) { return .success(try FormData(bytes, contentType: type)) } catch { return .failure(error) }
    }
    return try result.get()
}

private func part(_ disposition: String, _ content: String) -> String { "--B\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n\(content)\r\n" }

struct FormDataTests {
    @Test func fieldsAndFiles() throws {
        let form = try read(
            part("name=\"text\"", "Hello\r\n--Bye\r\n")
                + "--B\r\ncontent-disposition: form-data; name=file; filename=a.eml\r\nContent-Type: Message/RFC822\r\n\r\n\r\n--B--")
        #expect(form.fields.map(\.name) == ["text", "file"])
        #expect(form["text"] == Array("Hello\r\n--Bye\r\n".utf8))
        #expect(form["file"] == [])
        #expect(form.fields[1].fileName == "a.eml" && form.fields[1].contentType == "message/rfc822")
        #expect(form.fields[0].fileName == nil && form.fields[0].contentType == nil)
    }

    @Test(
        arguments: [
            (#"name="a\"b""#, "a\"b", nil), (#"name="a%22b%0D%0A""#, "a\"b\r\n", nil), (#"name="%41""#, "%41", nil),
            (#"name="f"; filename="C:\mails\a.eml""#, "f", #"C:\mails\a.eml"#),
            ("name=\"f\"; filename=\"na\u{EF}ve; \u{5931}.eml\"", "f", "na\u{EF}ve; \u{5931}.eml"),
            ("name=\"f\"; filename*=UTF-8''na%C3%AFve.eml; filename=naive.eml", "f", "na\u{EF}ve.eml"),
            ("name=\"f\"; filename*=iso-8859-1''na%EFve.eml; filename=naive.eml", "f", "naive.eml"),
            ("filename=\"\"; NAME = \"f\" ;", "f", ""), ("name=\"\"", "", nil), ("name=\"f\"; name=\"g\"", "f", nil),
        ] as [(String, String, String?)])
    func names(disposition: String, name: String, fileName: String?) throws {
        let form = try read(part(disposition, "x") + "--B--\r\n")
        #expect(form.fields.map(\.name) == [name])
        #expect(form.fields[0].fileName == fileName)
        #expect(form[name] == [0x78])
    }

    @Test(
        arguments: [
            ("--B--", 0), ("preamble\r\n--B--\r\nepilogue", 0),
            ("--B \t\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--B  \r\nContent-Disposition: form-data; name=b\r\n\r\n--B--", 2),
            ("--Bx\r\n--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--B", -1), (part("name=a", "x\r\n--Bx\r\n--B \u{0B}\r\n-- B") + "--B--", 1),
        ])
    func delimiters(body: String, count: Int) throws {
        if count < 0 {
            #expect(throws: FormProblem.unfinished) { try read(body) }
        } else {
            #expect(try read(body).fields.count == count)
        }
    }

    @Test(
        arguments: [
            ("", .unfinished), ("--B", .unfinished), ("no delimiter", .unfinished), (part("name=a", "x"), .unfinished), ("--B\r\n", .unfinished),
            ("--B\r\nContent-Disposition: form-data; name=a\r\n", .unfinished), ("--B\r\n\r\nx\r\n--B--", .header),
            ("--B\r\nno colon\r\n\r\nx\r\n--B--", .header), ("--B\r\nContent-Disposition: form-data; filename=a\r\n\r\nx\r\n--B--", .header),
            ("--B\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--B--", .header), (part("name=\"a", "x") + "--B--", .header),
            (part("name", "x") + "--B--", .header), (part("name=a\r\nContent-Transfer-Encoding: base64", "eA==") + "--B--", .encoding),
            (part("name=a\r\nX: " + String(repeating: "x", count: 9_000), "x") + "--B--", .headerTooLong),
            (String(repeating: part("name=a", "x"), count: 33) + "--B--", .tooManyFields),
            ("--B\nContent-Disposition: form-data; name=a\n\nx\n--B--\n", .unfinished),
        ] as [(String, FormProblem)])
    func broken(body: String, problem: FormProblem) {
        #expect(throws: problem) { try read(body) }
    }

    @Test func mostFields() throws {
        #expect(try read(String(repeating: part("name=a", "x"), count: 32) + "--B--").fields.count == 32)
    }

    @Test(
        arguments: [
            ("multipart/form-data", .boundary), ("multipart/form-data; boundary=", .boundary),
            ("multipart/form-data; boundary=" + String(repeating: "x", count: 71), .boundary), ("multipart/form-data; boundary=\"a\u{1}\"", .boundary),
            ("multipart/form-data; boundary=\"B", .notAForm), ("multipart/mixed; boundary=B", .notAForm), ("", .notAForm), ("text/plain", .notAForm),
        ] as [(String, FormProblem)])
    func types(type: String, problem: FormProblem) {
        #expect(throws: problem) { try read(Array("--B--".utf8), type) }
    }

    @Test(arguments: ["Multipart/Form-Data;BOUNDARY=\"B\"", "multipart/form-data; charset=utf-8; boundary=B", "multipart/form-data ; boundary = B ;"])
    func goodTypes(type: String) throws { #expect(try read(Array("--B--".utf8), type).fields.isEmpty) }

    @Test func urlEncoded() throws {
        let form = try read(Array("text=a+b%20%C3%A9%zz%4&&empty&=x&n%3D=%00".utf8), "application/x-www-form-urlencoded; charset=utf-8")
        #expect(form.fields.map(\.name) == ["text", "empty", "", "n="])
        #expect(form["text"] == Array("a b \u{E9}%zz%4".utf8))
        #expect(form["empty"] == [] && form["n="] == [0])
        #expect(throws: FormProblem.tooManyFields) { try read(Array(String(repeating: "a&", count: 33).utf8), "application/x-www-form-urlencoded") }
        #expect(throws: FormProblem.headerTooLong) { try read([UInt8](repeating: 0x61, count: 9_000), "application/x-www-form-urlencoded") }
    }

    /// Sixteen times the bytes may take sixteen times the time, and not 256 times, whatever they are: each of these was made to be slow.
    @Test(arguments: ["\r", "\r\n--", "\r\n--B", "\r\n--B ", "%", "&", "--B\r\n", "\r\n--B\t\t\t\t\r"])
    func isLinear(piece: String) {
        func seconds(_ count: Int) -> Double {
            let start = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n"
            let body = Array((start + String(repeating: piece, count: count / piece.utf8.count)).utf8)
            let clock = ContinuousClock()
            return (0..<3).map { _ in
                clock.measure { for type in ["multipart/form-data; boundary=B", "application/x-www-form-urlencoded"] { _ = try? read(body, type) } }
                    / .seconds(1)
            }.min()!
        }
        let (small, large) = (seconds(20_000), seconds(320_000))
        #expect(large < small * 80 + 0.05, "\(small) s, sixteen times as much \(large) s")
    }
}
