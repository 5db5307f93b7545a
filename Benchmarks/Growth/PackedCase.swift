/// Files of Outlook, and of others that a mail carries packed.
extension WorstCase {
    static let packed = [
        WorstCase("msg-attachment", [.outlook, .outlookExamination]) { size in
            file([.text("0037", "x"), .ansi("1000", Array("Hello\r\n".utf8)), attachment("a.png", repeated([1, 2, 3, 4], size), 0)])
        },
        WorstCase("msg-text", [.outlook, .outlookExamination]) { file([.ansi("1000", repeated(Array("I hacked you. ".utf8), $0))]) },
        WorstCase("msg-text-scattered", [.outlook, .outlookExamination]) { file([.ansi("1000", repeated(Array("words ".utf8), $0))], isScattered: true) },
        WorstCase("msg-unicode-text", [.outlook]) { file([.text("1000", String(repeating: "word ", count: $0 / 10))]) },
        WorstCase("msg-header", [.outlook]) { file([.ansi("007D", repeated(Array("Received: from a\r\n".utf8), $0)), .ansi("1000", [0x78])]) },
        WorstCase("msg-rich-text", [.outlook, .outlookExamination]) { size in
            file([.binary("1009", [0, 0, 0, 0, 0, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0] + repeated([0] + Array("{\\b x\\p}".utf8), size))])
        },
        WorstCase("msg-attachments", [.outlook, .outlookExamination]) { size in
            file((0..<size / 1_200).map { attachment("a\($0).txt", Array("words of a file".utf8), $0) })
        },
        WorstCase("msg-attached-texts", [.outlook, .outlookExamination]) { size in
            file((0..<450).map { attachment("a\($0).txt", repeated(Array("words of a file\n".utf8), size / 450), $0) })
        },
        WorstCase("msg-attached-messages", [.outlook, .outlookExamination]) { size in
            let text = repeated(Array("words of a mail\n".utf8), size / 900)
            return file((0..<450).map { message([.ansi("007D", text), .ansi("1000", text), recipient], $0) })
        },
        WorstCase("msg-nested-messages", [.outlook, .outlookExamination]) { size in
            let text = repeated(Array("words of a mail\n".utf8), size / 30)
            return file((0..<30).reduce([.text("0037", "x")]) { inside, _ in [.ansi("1000", text), message(inside, 0)] })
        },
        WorstCase("msg-small-streams", [.outlook]) { size in
            file((0..<size / 3_400).map { .stream("__substg1.0_1000\(String($0 % 4_096 + 0x1000, radix: 16))", [UInt8](repeating: 0x78, count: 3_000)) })
        },
        WorstCase("winmail-attachment", [.message, .examination]) { winmail([(0x6_9002, [0]), (0x6_800F, repeated([1, 2, 3, 4], $0))]) },
        WorstCase("winmail-text", [.message, .examination]) { winmail([(0x2_800C, repeated(Array("I hacked you. ".utf8), $0))]) },
        WorstCase("winmail-attributes", [.message]) { winmail([], end: repeated(attribute(0x2_800C, [0x78]), $0)) },
        WorstCase("winmail-attachments", [.message, .examination]) { winmail([], end: repeated(attribute(0x6_9002, [0]), $0)) },
        WorstCase("winmail-properties", [.message]) { winmail([(0x6_9003, [0, 0, 0, 0] + repeated([3, 0, 0x15, 0x0C, 1, 0, 0, 0], $0))]) },
        WorstCase("uuencoded-files", [.message, .examination]) { [0x0A] + repeated(Array("begin 644 a.txt\n#0V%T\n`\nend\n".utf8), $0) },
        WorstCase("uuencode-begun", [.message, .examination]) { [0x0A] + repeated(Array("begin 644 a.txt\n".utf8), $0) },
        WorstCase("escaped-from-lines", [.examination]) { [0x0A] + repeated(Array(">From a\n".utf8), $0) },
    ]

    private static func file(_ nodes: [CompoundFileWriter.Node], isScattered: Bool = false) -> [UInt8] {
        CompoundFileWriter.file(nodes, isScattered: isScattered)
    }

    private static func attachment(_ name: String, _ bytes: [UInt8], _ index: Int) -> CompoundFileWriter.Node {
        let digits = String(index, radix: 16)
        let number = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        return .storage("__attach_version1.0_#\(number)", [.text("3707", name), .binary("3701", bytes)])
    }

    private static let recipient = CompoundFileWriter.Node.storage("__recip_version1.0_#00000000", [.text("3001", "Me"), .text("39FE", "me@example.net")])

    private static func message(_ inside: [CompoundFileWriter.Node], _ index: Int) -> CompoundFileWriter.Node {
        let digits = String(index, radix: 16)
        let number = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        return .storage("__attach_version1.0_#\(number)", [.numbers([(0x3705_0003, 5)], header: 8), .storage("__substg1.0_3701000D", inside)])
    }

    private static func winmail(_ attributes: [(Int, [UInt8])], end: [UInt8] = []) -> [UInt8] {
        let file = attributes.reduce(into: [0x78, 0x9F, 0x3E, 0x22, 1, 0] as [UInt8]) { $0 += attribute($1.0, $1.1) }
        return Array("Content-Type: application/ms-tnef\n\n".utf8) + file + end
    }

    private static func attribute(_ identifier: Int, _ data: [UInt8]) -> [UInt8] {
        [1] + CompoundFileWriter.bytes(UInt32(identifier)) + CompoundFileWriter.bytes(UInt32(data.count)) + data + [0, 0]
    }
}
