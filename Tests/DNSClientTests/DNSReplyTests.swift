import SenderIdentity
import Testing

@testable import DNSClient

@Suite struct DNSReplyTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let type: DNSQuestion.RecordType
        let message: Message
        let reply: DNSReply

        init(_ what: String, _ type: DNSQuestion.RecordType, _ message: (DNSQuestion) -> Message, _ meaning: DNSReply.Meaning, lifetime: UInt32? = nil) {
            testDescription = what
            self.type = type
            self.message = message(DNSReplyTests.question(type))
            reply = DNSReply(meaning: meaning, lifetime: lifetime)
        }

        init(unreadable what: String, _ type: DNSQuestion.RecordType, _ message: (DNSQuestion) -> Message) {
            self.init(what, type, message, .answer(.temporaryError))
        }
    }

    static func question(_ type: DNSQuestion.RecordType) -> DNSQuestion { DNSQuestion(DNSName("www.example.com")!, type) }
    static func text(_ text: String) -> DNSRecord { .text(Array(text.utf8)) }
    static let address: [UInt8] = [192, 0, 2, 1]
    static let anAddress = DNSAnswer.records([.address(IPAddress(bytes: address)!)])

    static let answers: [Case] = [
        Case("an address", .a, { Message($0, answers: 1).record(1, address) }, .answer(anAddress), lifetime: 300),
        Case("the owner in other letters", .a, { Message($0, answers: 1).record(of: "WWW.Example.COM", 1, address) }, .answer(anAddress), lifetime: 300),
        Case(
            "the shortest time to live of several", .a, { Message($0, answers: 2).record(1, ttl: 9, address).record(1, ttl: 7, address) },
            .answer(.records([.address(IPAddress(bytes: address)!), .address(IPAddress(bytes: address)!)])), lifetime: 7),
        Case(
            "a time to live with the uppermost bit is none", .a, { Message($0, answers: 1).record(1, ttl: 0x8000_0000, address) }, .answer(anAddress),
            lifetime: 0),
        Case(
            "IPv4 in IPv6", .aaaa, { Message($0, answers: 1).record(28, [UInt8](repeating: 0, count: 10) + [255, 255] + address) }, .answer(anAddress),
            lifetime: 300),
        Case(
            "strings put together, records apart", .txt,
            { Message($0, answers: 2).record(16, Message.string("a") + Message.string("") + Message.string("b")).record(16, Message.string("")) },
            .answer(.records([text("ab"), text("")])), lifetime: 300),
        Case(
            "a mail exchange by a pointer", .mx, { Message($0, answers: 1).record(15, [0, 10, 4] + Array("mail".utf8) + [0xC0, 16]) },
            .answer(.records([.mailExchange(preference: 10, host: DNSName("mail.example.com")!)])), lifetime: 300),
        Case("a domain that takes no mail", .mx, { Message($0, answers: 1).record(15, [0, 0, 0]) }, .answer(.records([])), lifetime: 300),
        Case(
            "pointers, one of them to a name that no text can say", .ptr,
            { Message($0, answers: 3).record(12, [3, 0x61, 0x2E, 0x62, 0]).record(12, [1, 0xFF, 0]).record(12, Message.name("Host.example")) },
            .answer(.records([.pointer(DNSName("host.example")!)])), lifetime: 300),
        Case(
            "another name's record and another class do not count", .a,
            { Message($0, answers: 3).record(of: "other.example", 1, [192, 0, 2, 9]).record(1, class: 3, [192, 0, 2, 9]).record(1, address) },
            .answer(anAddress), lifetime: 300),
        Case(
            "aliases in any order, and the shortest time to live of all", .a,
            { Message($0, answers: 3).record(of: "c.example", 1, address).alias(of: "b.example", "C.example", ttl: 20).alias("b.example", ttl: 400) },
            .answer(anAddress), lifetime: 20),
        Case(
            "no such name: the SOA's minimum", .a, { Message($0, code: 3, authorities: 1).authority("example.com", ttl: 900, minimum: 60) },
            .answer(.noSuchName), lifetime: 60),
        Case(
            "no such name: the SOA's own time", .a, { Message($0, code: 3, authorities: 1).authority("", ttl: 50, minimum: 60) }, .answer(.noSuchName),
            lifetime: 50),
        Case(
            "a SOA of another zone does not count", .a, { Message($0, code: 3, authorities: 1).authority("ample.com", ttl: 50, minimum: 60) },
            .answer(.noSuchName)),
        Case("no data", .a, { Message($0, authorities: 1).authority("www.example.com", ttl: 50, minimum: 60) }, .answer(.records([])), lifetime: 50),
        Case("no data and no SOA", .a, { Message($0) }, .answer(.records([]))),
        Case(
            "an alias to no such name", .a,
            { Message($0, code: 3, answers: 1, authorities: 1).alias("b.example", ttl: 10).authority("example", ttl: 50, minimum: 60) },
            .answer(.noSuchName), lifetime: 10),
        Case(
            "an alias to a name without data", .a,
            { Message($0, answers: 1, authorities: 1).alias("b.example", ttl: 70).authority("example", ttl: 50, minimum: 60) },
            .answer(.records([])), lifetime: 50),
        Case(
            "an alias that the server does not follow", .a, { Message($0, answers: 2).alias("b.example", ttl: 70).alias(of: "b.example", "c.example") },
            .alias(DNSName("c.example")!, count: 2), lifetime: 70),
        Case("EDNS is not known", .a, { Message($0, code: 1) }, .notUnderstood),
        Case(
            "bytes behind the last record", .a,
            {
                var message = Message($0, answers: 1).record(1, address); message.bytes.append(7); return message
            },
            .answer(anAddress), lifetime: 300),
    ]

    static let unreadable: [Case] =
        [2, 4, 5, 9].map { code in Case(unreadable: "response code \(code)", .a) { Message($0, code: UInt16(code), answers: 1).record(1, address) } } + [
            Case(unreadable: "FORMERR of a server that knows EDNS", .a) { Message($0, code: 1, more: 1).record(of: "", 41, []) },
            Case(unreadable: "the upper bits of the response code (BADVERS)", .a) {
                Message($0, answers: 1, more: 1).record(1, address).record(of: "", 41, ttl: 0x0100_0000, [])
            },
            Case(unreadable: "cut", .a) { Message($0, flags: 0x8380, answers: 1).record(1, address) },
            Case(unreadable: "a question", .a) { Message($0, flags: 0x0100, answers: 1).record(1, address) },
            Case(unreadable: "another kind", .a) { Message($0, flags: 0x9180, answers: 1).record(1, address) },
            Case(unreadable: "another name", .a) { Message(DNSQuestion(DNSName("other.example.com")!, $0.type), answers: 1).record(1, address) },
            Case(unreadable: "another type", .a) { Message(DNSQuestion($0.name, .aaaa), answers: 1).record(of: "www.example.com", 1, address) },
            Case(unreadable: "no question", .a) {
                var message = Message($0); message.set(4, 0); return message
            },
            Case(unreadable: "records that are not there", .a) { Message($0, answers: 2).record(1, address) },
            Case(unreadable: "more that is not there", .a) { Message($0, answers: 1, more: 1).record(1, address) },
            Case(unreadable: "an address of three octets", .a) { Message($0, answers: 1).record(1, [1, 2, 3]) },
            Case(unreadable: "an IPv6 address of four", .aaaa) { Message($0, answers: 1).record(28, address) },
            Case(unreadable: "a text without strings", .txt) { Message($0, answers: 1).record(16, []) },
            Case(unreadable: "a string longer than its record", .txt) {
                Message($0, answers: 2).record(16, [9, 0x61]).record(16, Message.string("aaaaaaaaaaaaaaa"))
            },
            Case(unreadable: "a host shorter than its record", .mx) { Message($0, answers: 1).record(15, [0, 10, 1, 0x61, 0, 0]) },
            Case(unreadable: "a host longer than its record", .mx) { Message($0, answers: 2).record(15, [0, 10, 1]).record(15, [0, 10, 0]) },
            Case(unreadable: "a pointer to itself", .ptr) { message in
                let place = UInt16(Message(message).bytes.count + 12)
                return Message(message, answers: 1).record(12, Message.number(0xC000 | place))
            },
            Case(unreadable: "a pointer ahead, to the next record's name", .ptr) { message in
                let next = UInt16(Message(message).bytes.count + 12 + 2 + 12)
                return Message(message, answers: 2).record(12, Message.number(0xC000 | next)).record(12, Message.name("host.example"))
            },
            Case(unreadable: "a pointer out of the message", .ptr) { Message($0, answers: 1).record(12, [0xC0, 0xFF]) },
            Case(unreadable: "a reserved kind of label", .ptr) { Message($0, answers: 1).record(12, [0x41, 0x61, 0]) },
            Case(unreadable: "a name of 256 octets", .ptr) { Message($0, answers: 1).record(12, Message.name(String(repeating: "a.", count: 127) + "a")) },
            Case(unreadable: "aliases in a circle", .a) { Message($0, answers: 2).alias("b.example").alias(of: "b.example", "www.example.com") },
            Case(unreadable: "an alias to a name that no text can say", .a) { Message($0, answers: 1).record(5, [1, 0x2E, 0]) },
            Case(unreadable: "a SOA that is cut", .a) { Message($0, code: 3, authorities: 1).record(of: "com", 6, [0, 0, 1, 2]) },
        ]

    @Test(arguments: answers + unreadable)
    func reads(_ one: Case) { #expect(DNSReply(one.message.bytes, to: Self.question(one.type)) == one.reply) }

    /// Every message cut anywhere: nothing is read that is not there.
    @Test(arguments: answers) func cut(_ one: Case) {
        let whole = one.message.bytes.count - (one.testDescription.hasPrefix("bytes behind") ? 1 : 0)
        for count in 0..<whole { #expect(DNSReply(Array(one.message.bytes.prefix(count)), to: Self.question(one.type)) == .unreadable) }
    }

    @Test func twelveAliasesAreTooMany() {
        func chain(_ count: Int) -> DNSReply {
            var message = Message(Self.question(.a), answers: count + 1).alias("n1.example")
            for index in 1..<count { message = message.alias(of: "n\(index).example", "n\(index + 1).example") }
            return DNSReply(message.record(of: "n\(count).example", 1, Self.address).bytes, to: Self.question(.a))
        }
        #expect(chain(DNSAnswer.maximumAliases).meaning == .answer(Self.anAddress))
        #expect(chain(DNSAnswer.maximumAliases + 1) == .unreadable)
    }

    /// Four thousand records whose owners are each a chain of pointers to pointers, in 64 KiB.
    @Test func pointersToPointersAreBounded() {
        var message = Message(Self.question(.a))
        let start = message.bytes.count
        // A record whose data are pointers, each to the one before.
        message = message.record(99, (0..<4000).flatMap { Message.number(0xC000 | UInt16($0 == 0 ? 12 : start + 12 + 2 * ($0 - 1))) })
        let last = UInt16(start + 12 + 2 * 3999)
        while message.bytes.count < 65520 { message.bytes += Message.number(0xC000 | last) + [0, 1, 0, 1, 0, 0, 1, 44, 0, 0] }
        message.set(6, 4700)
        let clock = ContinuousClock()
        let time = clock.measure { #expect(DNSReply(message.bytes, to: Self.question(.a)) == .unreadable) }
        #expect(time < .seconds(1))
    }

    @Test func questionsAsBytes() {
        let question = DNSQuestion(DNSName("a_\u{0}\\.Example")!, .txt)
        let name: [UInt8] = [4, 0x61, 0x5F, 0, 0x5C, 7] + Array("example".utf8) + [0, 0, 16, 0, 1]
        #expect(WireQuestion.bytes(question, id: 0xABCD, extended: false) == [0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + name)
        #expect(
            WireQuestion.bytes(question, id: 0xABCD, extended: true) == [0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1] + name + [
                0, 0, 41, 4, 0xD0, 0, 0, 0, 0, 0, 0,
            ])
    }
}
