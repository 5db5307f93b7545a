import Foundation
import Testing

@testable import MailMessage

/// The files that fuzzing begins with are those that the tests take apart. With UNBLUFF_WRITE_SEEDS set they are written anew.
@Suite struct FuzzSeedTests {
    private static let richMessage: [CompoundFileWriter.Node] = [
        .text("0037", "rich"), .text("007D", "Received: from a\r\nFrom: X <x@example.org>\r\n\r\n"),
        .binary("1009", richText(#"{\rtf1\ansicpg1251\fromhtml1{\fonttbl{\f1\fcharset204 A;}}{\*\htmltag64 <b>}\htmlrtf\f1\'e6\u1078?\par}"#)),
    ]

    /// Stored without compression: MS-OXRTFCP § 2.1.3.1.
    private static func richText(_ text: String) -> [UInt8] {
        [UInt8](repeating: 0, count: 8) + [0x4D, 0x45, 0x4C, 0x41, 0, 0, 0, 0] + Array(text.utf8)
    }

    private static let seeds: [(path: String, bytes: [UInt8])] = [
        ("outlook/made.msg", CompoundFileWriter.file(outlookMessage)),
        ("outlook/scattered.msg", CompoundFileWriter.file(outlookMessage, isScattered: true)),
        ("outlook/rich.msg", CompoundFileWriter.file(richMessage)),
        ("winmail/winmail.dat", transportNeutralExample),
    ]

    @Test(arguments: seeds.indices) func seed(_ index: Int) throws {
        let (path, bytes) = Self.seeds[index]
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fuzz/Seeds")
        let file = folder.appending(path: path).standardized
        if ProcessInfo.processInfo.environment["UNBLUFF_WRITE_SEEDS"] != nil { try Data(bytes).write(to: file) }
        #expect(try [UInt8](Data(contentsOf: file)) == bytes)
    }
}
