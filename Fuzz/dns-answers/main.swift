import CAres
@testable import DNSClient
import Fuzzing
import Glibc
import SenderIdentity

// What a DNS server says. The first byte chooses the type of the question; the rest is the message, or, with the uppermost bit, what stands
// behind a header and question that fit. What we read is within its bounds, and every record is one that c-ares' parser finds as well.
fuzz { bytes in
    guard let first = bytes.first else { return }
    let types = DNSQuestion.RecordType.allCases
    let question = DNSQuestion(DNSName("www.example.com")!, types[Int(first & 0x7F) % types.count])
    let message = first < 0x80 ? Array(bytes.dropFirst()) : fitting(question, Array(bytes.dropFirst()))
    let reply = DNSReply(message, to: question)
    let end = ContinuousClock.now + DNSLimits().lifetime(of: .temporaryError, seconds: reply.lifetime)
    switch reply.meaning {
    case .notUnderstood: require(reply.lifetime == nil, "an error has no time to live")
    case .alias(_, let count): require((1...DNSAnswer.maximumAliases).contains(count) && reply.lifetime != nil, "\(count) aliases")
    case .answer(let answer):
        require(reply.lifetime.map { $0 <= UInt32(Int32.max) } ?? (answer.records?.isEmpty ?? true), "a time to live where there are records")
        require((answer.records ?? []).count <= message.count / 11, "a record has eleven octets at least")
        var cache = AnswerCache(limit: 1 << 20)
        _ = cache.keep(answer, to: question, until: end)
        require(cache.bytes <= 1 << 20, "the cache keeps to its limit")
        if question.type == .txt, let records = answer.records { compare(records, textsOfAres(message)) }
    }
}

/// A header with as many records as the first two bytes say, the question, and the rest.
private func fitting(_ question: DNSQuestion, _ rest: [UInt8]) -> [UInt8] {
    guard rest.count > 2 else { return rest }
    var message = WireQuestion.bytes(question, id: 0, extended: false)
    message[2] = 0x80
    message[3] = rest[0] >> 5 == 7 ? rest[0] & 15 : 0
    (message[7], message[9], message[11]) = (rest[0] & 7, rest[1] & 3, rest[1] >> 6)
    return message + rest.dropFirst(2)
}

/// It does not look at owners, and so finds more; where it gives up on a name that we can read there is nothing to compare.
private func compare(_ ours: [DNSRecord], _ theirs: [[UInt8]]?) {
    guard let theirs else { return }
    for case .text(let text) in ours { require(theirs.contains(text), "c-ares does not find \(text)") }
}

private func textsOfAres(_ message: [UInt8]) -> [[UInt8]]? {
    var first: UnsafeMutablePointer<ares_txt_ext>?
    guard ares_parse_txt_reply_ext(message, CInt(message.count), &first) == ARES_SUCCESS, let first else { return nil }
    defer { ares_free_data(first) }
    var texts: [[UInt8]] = []
    var next: UnsafeMutablePointer<ares_txt_ext>? = first
    while let string = next?.pointee {
        if string.record_start != 0 { texts.append([]) }
        texts[texts.count - 1] += UnsafeBufferPointer(start: string.txt, count: string.length)
        next = string.next
    }
    return texts
}
