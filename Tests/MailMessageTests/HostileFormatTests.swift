import Testing

@testable import MailMessage

/// Repeatable: the same seed gives the same bytes (Vigna's splitmix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// A few bytes, 32-bit numbers or runs of `bytes` changed.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &self) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: for index in place..<min(place + 4, bytes.count) { bytes[index] = [0, 0xFF, 0x7F, 0xFE].randomElement(using: &self)! }
            case 3: bytes.removeSubrange(place..<min(place + Int.random(in: 1...70, using: &self), bytes.count))
            case 4: bytes.insert(contentsOf: bytes[place..<min(place + 64, bytes.count)], at: Int.random(in: 0...place, using: &self))
            default: bytes.removeLast(min(bytes.count, Int.random(in: 1...40, using: &self)))
            }
        }
        return bytes
    }
}

@Suite struct HostileFormatTests {
    private func holds(_ message: Message) -> Bool {
        guard !message.parts.isEmpty, message.parts[0].parent == nil, Set(message.defects).count == message.defects.count else { return false }
        for (index, part) in message.parts.enumerated() {
            guard part.body.upperBound <= message.bytes.count, part.header.upperBound <= message.bytes.count, part.parent ?? -1 < index,
                part.depth == part.parent.map({ message.parts[$0].depth + 1 }) ?? 0, part.depth <= ParseLimits().depth
            else { return false }
            let decoded = message.decodedBody(of: part, limit: 10_000)
            for piece in decoded.map.sources(of: 0..<decoded.bytes.count) where !decoded.bytes.isEmpty {
                guard piece.upperBound <= message.bytes.count, rawHolds(piece, message) else { return false }
            }
            for field in part.fields { guard rawHolds(field.valueRange, message) else { return false } }
        }
        return true
    }

    private func rawHolds(_ range: Range<Int>, _ message: Message) -> Bool {
        message.rawRanges(of: range).allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= message.rawCount }
    }

    @Test func changedMessageFiles() {
        var generator = SeededGenerator(state: 1)
        let files = [CompoundFileWriter.file(outlookMessage), CompoundFileWriter.file(outlookMessage, isScattered: true)]
        for round in 0..<1_500 { #expect(holds(Message(outlook: generator.mutated(files[round & 1]))), "round \(round)") }
    }

    @Test func changedMailsWithPackedParts() {
        var generator = SeededGenerator(state: 2)
        let mail = Array(
            """
            Subject: =?utf-8?q?a?= (x
            Content-Type: multipart/mixed; boundary="b" (c)

            --b
            Content-Type: text/plain; format=flowed

            begin 644 n.txt
            #0V%T
            `
            end
            --b
            Content-Type: message/rfc822
            Content-Transfer-Encoding: base64

            U3ViamVjdDogeAoKYmVnaW4gNjQ0IG4udHh0CiMwViVUCmAKZW5kCg==
            --b
            Content-Type: application/octet-stream; name*0=x.; name*1=msg
            Content-Transfer-Encoding: base64

            \(Base64Writer.text(CompoundFileWriter.file(outlookMessage)))
            --b--
            """.utf8)
        for round in 0..<1_500 { #expect(holds(Message(parsing: generator.mutated(mail))), "round \(round)") }
    }

    @Test func changedTransportNeutralFiles() {
        var generator = SeededGenerator(state: 3)
        for round in 0..<1_500 {
            let file = generator.mutated(transportNeutralExample)
            let mail = Array("Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n".utf8) + Array(Base64Writer.text(file).utf8)
            #expect(holds(Message(parsing: mail)), "round \(round)")
        }
    }

    @Test func changedRichText() {
        var generator = SeededGenerator(state: 4)
        let rtf = Array(#"{\rtf1\ansicpg1251\fromhtml1{\fonttbl{\f1\fcharset204 A;}}{\*\htmltag64 <b>}\htmlrtf\f1\'e6\u1078?\bin2 xx\par}"#.utf8)
        for _ in 0..<1_500 {
            let bytes = generator.mutated(rtf)
            let html = RichText.html(of: bytes, in: 0..<bytes.count).0
            #expect(html.bytes.isEmpty || html.map.sources(of: 0..<html.bytes.count).allSatisfy { $0.upperBound <= bytes.count })
            let packed = [UInt8](repeating: 0, count: 8) + [0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0] + bytes
            #expect(CompressedRTF.decode(packed, in: 0..<packed.count, limit: 500).bytes.count <= 516)
        }
    }

    /// Every sector's successor is sector 0, and every stream says that it is as long as the file.
    @Test func loopedChainsEnd() {
        let streams = (0..<200).map { Node.stream("__substg1.0_1000\(String($0 + 0x1000, radix: 16))", [UInt8](repeating: 0x41, count: 4_096)) }
        var bytes = CompoundFileWriter.file(streams)
        for position in stride(from: 512 + 200 * 4_096, to: bytes.count, by: 4) where bytes.littleEndian32(at: position) < 20_000 {
            bytes[position...position + 3] = [0, 0, 0, 0]
        }
        let clock = ContinuousClock()
        #expect(clock.measure { _ = Message(outlook: bytes) } < .seconds(1))
    }

    @Test func manyMiniSectors() {
        let streams = (0..<200).map { Node.stream("__substg1.0_1000\(String($0 + 0x1000, radix: 16))", [UInt8](repeating: 0x41, count: 3_200)) }
        let bytes = CompoundFileWriter.file(streams, isScattered: true)
        let clock = ContinuousClock()
        #expect(clock.measure { _ = Message(outlook: bytes) } < .seconds(2))
    }
}
