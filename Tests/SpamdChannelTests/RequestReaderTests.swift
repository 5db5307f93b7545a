import CZlib
import Testing

@testable import SpamdChannel

@Suite struct RequestReaderTests {
    struct Case: CustomTestStringConvertible {
        let input: String
        let result: String
        var isEnded = true
        var testDescription: String { input.debugDescription }

        init(_ input: String, _ result: String, isEnded: Bool = true) {
            self.input = input
            self.result = result
            self.isEnded = isEnded
        }
    }

    /// What real clients send, and what is near to it.
    static let good = [
        // spamc 4.0.1 half-closes behind the mail.
        Case("CHECK SPAMC/1.5\r\nUser: anna\r\nContent-length: 5\r\n\r\nHello", "check: Hello"),
        Case("SYMBOLS SPAMC/1.5\r\nUser: anna\r\nContent-length: 5\r\n\r\nHello", "symbols: Hello", isEnded: false),
        Case("PING SPAMC/1.5\r\n\r\n", "ping", isEnded: false),
        // Exim 4.96.
        Case("REPORT SPAMC/1.2\r\nUser: nobody\r\nContent-length: 5\r\n\r\nHello", "report: Hello"),
        // The mail's end is the client's.
        Case("PROCESS SPAMC/1.4\r\n\r\nHello\r\n", "process: Hello\r\n"),
        Case("HEADERS SPAMC/1.4\r\nContent-length: \r\n\r\nHello", "headers: Hello"),
        // Other line ends, other cases, fields that nobody knows, bytes in a name.
        Case("CHECK SPAMC/1.5\nContent-length: 5\n\nHello", "check: Hello"),
        Case("CHECK SPAMC/1.5\r\nCONTENT-LENGTH:5\r\nX-Other: 1\r\nUser: \u{1}ü\r\n\r\nHello", "check: Hello"),
        // Versions: 1.0 has no fields, and before 1.5 PING has none.
        Case("CHECK SPAMC/1.0\r\nContent-length: 5\r\n\r\nHello", "check: Content-length: 5\r\n\r\nHello"),
        Case("CHECK SPAMC/1\r\nHello", "check: Hello"),
        Case("CHECK SPAMC/1.10\r\nContent-length: 5\r\n\r\nHello", "check: Hello"),
        Case("REPORT_IFSPAM SPAMC/9.0\r\nContent-length: 5\r\n\r\nHello", "reportIfSpam: Hello"),
        Case("PING SPAMC/1.2\r\n", "ping", isEnded: false),
        Case("PING SPAMC/1.2", "ping"),
        Case("SKIP SPAMC/1.5\r\n\r\n", "skip"),
        // An empty mail; line ends behind the mail, which do not count.
        Case("CHECK SPAMC/1.5\r\nContent-length: 0\r\n\r\n", "check: ", isEnded: false),
        Case("CHECK SPAMC/1.5\r\n\r\n", "check: "),
        Case("CHECK SPAMC/1.5\r\nContent-length: 5\r\n\r\nHello\r\n", "check: Hello", isEnded: false),
        // TELL as spamc -L and -C send it.
        Case("TELL SPAMC/1.5\r\nMessage-class: spam\r\nSet: local\r\nContent-length: 5\r\n\r\nHello", "tell scam set: Hello"),
        Case("TELL SPAMC/1.5\r\nMessage-class: ham\r\nSet: local, remote\r\nContent-length: 5\r\n\r\nHello", "tell innocent set: Hello"),
        Case("TELL SPAMC/1.5\r\nRemove: local\r\nContent-length: 5\r\n\r\nHello", "tell remove: Hello"),
        Case("TELL SPAMC/1.5\r\nMessage-class: ham\r\nSet: local\r\nRemove: remote\r\nContent-length: 5\r\n\r\nHello", "tell innocent set: Hello"),
    ]

    static let bad = [
        Case("", "closedBeforeCommand"),
        Case("\r\n", "unknownCommand"),
        Case("check SPAMC/1.5\r\n", "unknownCommand"),
        Case("CHECK\r\n", "unknownCommand"),
        Case("CHECK SPAMD/1.5\r\n", "unknownCommand"),
        Case("CHECK SPAMC/1.5 more\r\n", "unknownCommand"),
        Case("GET / HTTP/1.1\r\n", "unknownCommand"),
        Case("CHECK SPAMC/\r\n", "version"),
        Case("CHECK SPAMC/x\r\n", "version"),
        Case("CHECK SPAMC/1.\r\n", "version"),
        Case("CHECK SPAMC/-1.5\r\n", "version"),
        Case("CHECK SPAMC/99999999999999999999\r\n", "version"),
        Case("CHECK SPAMC/1.5", "endInFields"),
        Case("CHECK SPAMC/1.5\r\nUser: anna\r\n", "endInFields"),
        Case("PING SPAMC/1.5\r\n", "endInFields"),
        Case("CHECK SPAMC/1.5\r\nHello\r\n\r\n", "fieldWithoutColon"),
        Case("CHECK SPAMC/1.5\r\nContent-length: 1x\r\n\r\n", "contentLength"),
        Case("CHECK SPAMC/1.5\r\nContent-length: -1\r\n\r\n", "contentLength"),
        Case("CHECK SPAMC/1.5\r\nContent-length: 6\r\n\r\nHello", "lengthMismatch(expected: 6, got: Optional(5))"),
        Case("CHECK SPAMC/1.5\r\nContent-length: 4294967295\r\n\r\nHello", "lengthMismatch(expected: 4294967295, got: Optional(5))"),
        Case("CHECK SPAMC/1.5\r\nContent-length: 99999999999999999999\r\n\r\nHello", "lengthMismatch(expected: 9223372036854775807, got: Optional(5))"),
        Case("CHECK SPAMC/1.5\r\nContent-length: 4\r\n\r\nHello", "lengthMismatch(expected: 4, got: nil) and more"),
        Case("CHECK SPAMC/1.5\r\nContent-length: 0\r\n\r\nHello", "lengthMismatch(expected: 0, got: nil) and more"),
        Case("CHECK SPAMC/1.5\r\nCompress: gzip\r\n", "compressionType"),
        Case("CHECK SPAMC/1.5\r\nCompress: zlib\r\n\r\n", "compressionWithoutLength"),
        Case("CHECK SPAMC/1.5\r\nCompress: zlib\r\nContent-length: 5\r\n\r\nHello", "zlib"),
        Case("CHECK SPAMC/1.5\r\nCompress: zlib\r\nContent-length: 0\r\n\r\n", "zlib"),
        Case("TELL SPAMC/1.5\r\nMessage-class: eggs\r\n", "messageClass"),
        Case("TELL SPAMC/1.5\r\nSet: local\r\n\r\n", "messageClass"),
        Case("TELL SPAMC/1.5\r\nMessage-class: spam\r\nSet: local\r\nRemove: local\r\n\r\n", "setAndRemove(\"local\")"),
        Case("TELL SPAMC/1.5\r\nSet: remote\r\nRemove: remote\r\n\r\n", "setAndRemove(\"remote\")"),
    ]

    @Test(arguments: good + bad) func whole(_ one: Case) {
        #expect(Reading(one.input, isEnded: one.isEnded).description == one.result)
    }

    /// However the stream is cut, the mail and the refusal are the same. Only what stands behind a mail may come too late to be refused; then it is noted.
    @Test(arguments: good + bad) func cutAnywhere(_ one: Case) {
        let bytes = Array(one.input.utf8)
        let late = one.result.hasSuffix("and more") ? ["and more"] : []
        for cut in 0...bytes.count {
            let reading = Reading(bytes, cuts: [cut], isEnded: one.isEnded).description
            #expect(reading == one.result || late.contains { reading.hasSuffix($0) }, "cut at \(cut)")
        }
        let reading = Reading(bytes, cuts: Array(bytes.indices), isEnded: one.isEnded).description
        #expect(reading == one.result || late.contains { reading.hasSuffix($0) }, "byte by byte")
    }

    /// Nothing is said before the end is known: not of a mail that goes on to the client's end, nor of anything that is not all there.
    @Test(arguments: good) func waits(_ one: Case) {
        let bytes = Array(one.input.utf8)
        let surplus = one.input.hasSuffix("Hello\r\n") && one.input.contains("Content-length: 5") ? 2 : 0
        for count in 0..<bytes.count - surplus { #expect(Reading(Array(bytes.prefix(count)), isEnded: false).description == "", "\(count) bytes") }
    }

    @Test(arguments: ["CHECK SPAMC/1.0\r\nHello", "PROCESS SPAMC/1.4\r\n\r\nHello", "PING SPAMC/1.2", "CHECK SPAMC/1.5\r\nContent-length: \r\n\r\n"])
    func waitsForTheEnd(_ input: String) {
        #expect(Reading(input, isEnded: false).description == "")
        #expect(Reading(input).description != "")
    }

    @Test(arguments: ["CHECK", "SYMBOLS", "REPORT", "REPORT_IFSPAM", "HEADERS", "TELL"], [true, false]) func longMail(_ command: String, _ hasLength: Bool) {
        let head = "\(command) SPAMC/1.5\r\n" + (hasLength ? "Content-length: 11\r\n" : "")
        let reading = Reading(head + "\r\nHello world", mailBytes: 5).description
        #expect(reading.hasSuffix(": Hello (cut)"))
        #expect(Reading(head + "\r\nHello world", mailBytes: 11).description.hasSuffix(": Hello world"))
    }

    /// It is to be given back whole, which we cannot.
    @Test(arguments: ["Content-length: 11\r\n", ""]) func longMailInProcess(_ length: String) {
        #expect(Reading("PROCESS SPAMC/1.5\r\n\(length)\r\nHello world", mailBytes: 5).description == "tooLarge(limit: 5)")
    }

    @Test func longLines() {
        let limits = RequestLimits(mailBytes: 10)
        let line = "X: " + String(repeating: "a", count: limits.lineBytes - 5)
        #expect(Reading("CHECK SPAMC/1.5\r\n\(line)\r\n\r\n").description == "check: ")
        #expect(Reading("CHECK SPAMC/1.5\r\n\(line)a\r\n\r\n").description == "lineTooLong")
        #expect(Reading(String(repeating: "a", count: limits.lineBytes), isEnded: false).description == "lineTooLong")
    }

    @Test func manyFields() {
        let limits = RequestLimits(mailBytes: 10)
        let fields = String(repeating: "X: a\r\n", count: limits.fields)
        #expect(Reading("CHECK SPAMC/1.5\r\n\(fields)\r\n").description == "check: ")
        #expect(Reading("CHECK SPAMC/1.5\r\n\(fields)X: a\r\n\r\n").description == "tooManyFields")
    }
}

@Suite struct InflationTests {
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var count = compressBound(UInt(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
            compress(buffer.baseAddress, &count, bytes, UInt(bytes.count))
            filled = Int(count)
        }
    }

    private static func request(_ packed: [UInt8], command: String = "CHECK") -> [UInt8] {
        Array("\(command) SPAMC/1.5\r\nCompress: zlib\r\nContent-length: \(packed.count)\r\n\r\n".utf8) + packed
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000]) func sizes(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        let packed = Self.packed(bytes)
        #expect(try Inflation.inflate(packed, limit: count) == bytes)
        #expect(try Inflation.inflate(packed + [0, 1, 2], limit: count) == bytes)
        #expect(throws: Refusal.zlib) { try Inflation.inflate(packed.dropLast(), limit: count + 1) }
        if count > 0 { #expect(throws: Refusal.tooLarge(limit: count - 1)) { try Inflation.inflate(packed, limit: count - 1) } }
    }

    @Test func mail() {
        let packed = Self.packed(Array("Hello".utf8))
        #expect(Reading(Self.request(packed), isEnded: false).description == "check: Hello")
        for cut in Self.request(packed).indices { #expect(Reading(Self.request(packed), cuts: [cut], isEnded: false).description == "check: Hello") }
        #expect(Reading(Self.request(Array(packed.dropLast()))).description == "zlib")
    }

    /// Less than 100 KB that unpack to 64 MB: refused when the limit is reached, whatever comes behind.
    @Test func bomb() {
        var bomb = Self.packed([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 100_000)
        #expect(Reading(Self.request(bomb), mailBytes: 1 << 20).description == "tooLarge(limit: 1048576)")
        bomb[bomb.count / 2] ^= 0xFF
        #expect(Reading(Self.request(bomb), mailBytes: 1 << 20).description == "tooLarge(limit: 1048576)")
    }

    @Test func everyByteWrong() {
        let packed = Self.packed(Array("Hello, hello, hello".utf8))
        for place in packed.indices {
            for bit in 0..<8 {
                var wrong = packed
                wrong[place] ^= 1 << bit
                let reading = Reading(Self.request(wrong)).description
                #expect(reading == "zlib" || reading == "tooLarge(limit: 1000)" || reading == "check: Hello, hello, hello", "bit \(bit) of byte \(place)")
            }
        }
    }
}
