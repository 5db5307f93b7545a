import Foundation
import Testing

/// What can be examined, and what is said where it cannot.
@Suite struct InputTests {
    @Test func mboxGivesEachMessageItsIndex() throws {
        try withTemporaryFolder { folder in
            let file = try folder.write("a.mbox", Sample.mbox([Sample.harmless, Sample.scam, Sample.harmless]))
            let run = try Command.run(["check", file])
            #expect(run.lines[0] == "\(file)#0: nothing found")
            #expect(run.lines[1].hasPrefix("\(file)#1: sextortion scam"))
            #expect(run.lines[2] == "\(file)#2: nothing found")
        }
    }

    @Test func standardInputMayBeAnything() throws {
        #expect(try Command.run(["check", "--json", "-"], input: Sample.mbox([Sample.harmless, Sample.scam])).objects.map { $0["index"] as? Int } == [0, 1])
        #expect(try Command.run(["check", "--json"], input: Sample.scam).objects.first?["file"] as? String == "-")
        let text = "Your webcam recorded you. Pay 1900 USD in bitcoin to 1111111111111111111114oLvT2 or I send the video to everyone in your address book."
        #expect(try Command.run(["check"], input: text).status == 1)
        #expect(try Command.run(["check"], input: "<!DOCTYPE html><p>\(text)").status == 1)
    }

    /// In the order given, options between them or not, and in a time that grows with their number only.
    @Test(.timeLimit(.minutes(1)))
    func manyPathsAreTaken() throws {
        try withTemporaryFolder { folder in
            let files = try (0..<40).map { try folder.write("\($0).eml", Sample.harmless) }
            for arguments in [["--json"] + files, files + ["--json"], files[..<20] + ["--json", "--color", "never"] + files[20...]] {
                #expect(try Command.run(["check"] + arguments).objects.map { $0["file"] as? String } == files)
            }
            #expect(try Command.run(["check", "--json"] + Array(repeating: "/dev/null", count: 20_000)).lines.count == 20_000)
        }
    }

    @Test func namedPipeIsReadWhenItIsNamed() throws {
        let run = try Command.shell(#""$UNBLUFF" check <(cat "$1")"#, [Command.fixture("17")])
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("This is a scam message."))
    }

    @Test func foldersAreSearchedInOrderWithoutHiddenFilesAndLinksToFolders() throws {
        try withTemporaryFolder { folder in
            for name in ["b.eml", "a/2.eml", "a/1.eml", ".hidden.eml", ".git/config"] { try folder.write(name, Sample.harmless) }
            try FileManager.default.createSymbolicLink(atPath: folder.path + "/a/circle", withDestinationPath: folder.path)
            try FileManager.default.createSymbolicLink(atPath: folder.path + "/c.eml", withDestinationPath: folder.path + "/b.eml")
            let run = try Command.run(["check", "--json", folder.path])
            #expect(run.objects.compactMap { $0["file"] as? String } == ["/a/1.eml", "/a/2.eml", "/b.eml", "/c.eml"].map { folder.path + $0 })
            #expect(run.status == 0)
        }
    }

    @Test func maildirIsCurAndNewAndItsSubfolders() throws {
        try withTemporaryFolder { folder in
            let names = ["cur/1.host:2,S", "new/2.host", "tmp/3.host", "dovecot-uidlist", ".Sent/cur/4.host:2,", ".Sent/new/5.host", ".Sent/tmp/6.host"]
            for name in names { try folder.write(name, Sample.harmless) }
            let run = try Command.run(["check", "--json", folder.path])
            let expected = ["/.Sent/cur/4.host:2,", "/.Sent/new/5.host", "/cur/1.host:2,S", "/new/2.host"]
            #expect(run.objects.compactMap { $0["file"] as? String } == expected.map { folder.path + $0 })
        }
    }

    @Test func eachProblemIsOneLineAndTheOthersAreExamined() throws {
        try withTemporaryFolder { folder in
            let picture = folder.appending(path: "a.png").path
            try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]).write(to: URL(filePath: picture))
            let empty = try folder.write("empty.eml", "")
            let folderWithoutMail = try folder.makeFolder("nothing")
            let good = try folder.write("good.eml", Sample.scam)
            let run = try Command.run(["check", picture, empty, folderWithoutMail, good])
            #expect(
                run.errorLines == [
                    "unbluff: \(picture): a picture (PNG), which cannot be read yet", "unbluff: \(empty): the file is empty",
                    "unbluff: \(folderWithoutMail): there is no mail in this folder",
                ])
            #expect(run.output.hasPrefix("This is a scam message."))
            #expect(run.status == 2)

            let json = try Command.run(["check", "--json", picture, good]).objects
            #expect(json.count == 2)
            #expect(json[0]["error"] as? String == "a picture (PNG), which cannot be read yet")
            #expect(json[0]["index"] as? Int == 0)
            #expect(json[1]["verdict"] as? String == "sextortion-scam")
        }
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func withoutPermissionItSaysSo() throws {
        try withTemporaryFolder { folder in
            let file = try folder.write("a.eml", Sample.harmless)
            let closed = try folder.makeFolder("closed")
            for path in [file, closed] { try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path) }
            defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: closed) }
            let run = try Command.run(["check", file, closed])
            #expect(run.errorLines == ["unbluff: \(file): no permission to read it", "unbluff: \(closed): no permission to read it"])
            #expect(run.status == 2)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func pipesInFoldersAreSkipped() throws {
        try withTemporaryFolder { folder in
            try folder.write("z.eml", Sample.harmless)
            let run = try Command.shell(#"mkfifo "$1/pipe"; "$UNBLUFF" check "$1""#, [folder.path])
            #expect(run.errorLines == ["unbluff: \(folder.path)/pipe: a named pipe, skipped"])
            #expect(run.output.hasPrefix("There is no sign"))
            #expect(run.status == 0)
        }
    }

    @Test func anEmptyFolderIsALineAndNoFailure() throws {
        try withTemporaryFolder { folder in
            let run = try Command.run(["check", folder.path])
            #expect(run.errorLines == ["unbluff: \(folder.path): there is no mail in this folder"])
            #expect(run.status == 0)
        }
    }

    @Test func fileNamesThatAreNotUTF8AreOpened() throws {
        try withTemporaryFolder { folder in
            let script = #"cp "$2" "$1"/$'\xE8.eml'; cp "$3" "$1"/$'\xE9.eml'; "$UNBLUFF" check --json "$1"/*; "$UNBLUFF" check --json "$1""#
            let run = try Command.shell(script, [folder.path, Command.fixture("17"), Command.fixture("61")])
            #expect(run.objects.map { $0["file"] as? String } == Array(repeating: folder.path + "/\u{FFFD}.eml", count: 4))
            #expect(run.objects.map { $0["verdict"] as? String } == ["sextortion-scam", "nothing-found", "sextortion-scam", "nothing-found"])
            #expect(run.error.isEmpty)
        }
    }

    /// Text at the beginning, then a hole: it would be three gigabytes to read.
    @Test func hugeFileIsAnsweredAtOnce() throws {
        try withTemporaryFolder { folder in
            let file = try folder.write("huge.eml", Sample.harmless)
            try sparse(file, bytes: 3 << 30)
            let clock = ContinuousClock()
            var quickest = Duration.seconds(60)
            // The machine may be busy with other tests; the quickest of three tells.
            for _ in 0..<3 { quickest = min(quickest, try clock.measure { _ = try Command.run(["check", file]) }) }
            #expect(quickest < .seconds(1))
            let run = try Command.run(["check", file])
            #expect(run.errorLines == ["unbluff: \(file): larger than 256 MB, and not a mailbox"])
            #expect(run.status == 2)
        }
    }

    @Test func messageOfAnMboxThatIsTooLargeIsToldAndTheOthersAreExamined() throws {
        try withTemporaryFolder { folder in
            let file = try folder.write("a.mbox", Sample.mbox([Sample.harmless, Sample.harmless]))
            try sparse(file, bytes: 257 << 20)
            let handle = try FileHandle(forWritingTo: URL(filePath: file))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(("\n\n" + Sample.mbox([Sample.scam])).utf8))
            try handle.close()
            let run = try Command.run(["check", file])
            #expect(run.errorLines == ["unbluff: \(file)#1: the message is larger than 256 MB"])
            #expect(run.lines[0] == "\(file)#0: nothing found")
            #expect(run.lines[1].hasPrefix("\(file)#2: sextortion scam"))
            #expect(run.status == 2)
        }
    }

    private func sparse(_ path: String, bytes: UInt64) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.truncate(atOffset: bytes)
        try handle.close()
    }
}
