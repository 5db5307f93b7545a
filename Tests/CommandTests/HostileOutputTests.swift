import Foundation
import Testing

/// What hostile mail and hostile file names may do to the terminal: nothing.
@Suite struct HostileOutputTests {
    /// Escape sequences of C0 and C1, bidirectional controls, a carriage return, between the words that are quoted.
    static let words = "\u{1B}[31m\u{9B}2J\u{202E}\u{2066}\u{200F}\u{07}\u{7F}"
    static let mail = """
        From: a@example.com
        Subject: \(words) Hello
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        I put a \(words) virus on an adult site and your webcam \(words) recorded you.
        Pay \(words) 1900 USD in \(words) bitcoin to 1111111111111111111114oLvT2
        Or I send the \(words) video to everyone in your address book.

        """

    @Test(arguments: [["check"], ["check", "--explain"], ["check", "--json"]])
    func controlsNeverReachTheTerminal(_ arguments: [String]) throws {
        try withTemporaryFolder { folder in
            let name = "\u{1B}]0;title\u{07}\u{9B}\u{202E}gpj\n.eml"
            let file = try folder.write(name, Self.mail)
            let missing = folder.path + "/no\(name)"
            let empty = try folder.write("empty\(name)", "")
            for files in [[file], [file, missing, empty]] {
                let run = try Command.run(arguments + files)
                #expect(!hasControls(run.output), "\(run.output.debugDescription)")
                #expect(!hasControls(run.error), "\(run.error.debugDescription)")
                #expect(run.errorLines.count == files.count - 1)
            }
        }
    }

    /// Escaped, the value in JSON is the same.
    @Test func jsonKeepsTheName() throws {
        try withTemporaryFolder { folder in
            let file = try folder.write("\u{9B}\u{202E}\u{7F}é.eml", Sample.harmless)
            #expect(try Command.run(["check", "--json", file]).objects.first?["file"] as? String == file)
        }
    }

    @Test func mistakenArgumentIsShownSafely() throws {
        #expect(!hasControls(try Command.run(["check", "--\u{1B}[31m\u{202E}"]).error))
    }

    private func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }
}
