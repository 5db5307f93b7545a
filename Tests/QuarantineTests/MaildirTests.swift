import Foundation
import Glibc
import Synchronization
import Testing

@testable import Quarantine

@Suite struct MaildirTests {
    private static func maildir() -> TemporaryFolder {
        let folder = TemporaryFolder()
        for name in ["new", "cur", "tmp", ".Quarantine", ".Quarantine/new", ".Quarantine/cur", ".Quarantine/tmp"] { folder.makeFolder(name) }
        return folder
    }

    private static func store(_ folder: TemporaryFolder) -> MaildirFolder { MaildirFolder(path: Array("\(folder.path)/.Quarantine/".utf8)) }

    @Test(arguments: [
        ("1.M2.host", "1.M2.host", "new", "1.M2.host"), ("1.M2.host,S=3,W=4:2,", "1.M2.host,S=3,W=4", "new", "1.M2.host,S=3,W=4"),
        // Seen, in the bin, a word of Dovecot's: not in the inbox.
        ("1:2,STa", "1", "new", "1"), ("1:2,FRSTab", "1", "cur", "1:2,FR"), ("1:2,PD", "1", "cur", "1:2,DP"), ("1:1,F", "1", "new", "1"),
        ("ä b", "%C3%A4%20b", "new", "ä b"), ("%41", "%2541", "new", "%41"), ("1:x:2,F", "1%3Ax", "cur", "1:x:2,F"),
    ])
    func nameIsRead(_ text: String, _ id: String, _ half: String, _ released: String) {
        let name = MaildirName(Array(text.utf8))
        #expect(name.id == id)
        #expect(name.released.folder == half)
        #expect(String(decoding: name.released.name, as: UTF8.self) == released)
    }

    @Test func onlyQuarantinedMailsAreListed() async throws {
        let folder = Self.maildir()
        folder.write(".Quarantine/new/1.a", Sample.mail())
        folder.write(".Quarantine/cur/2.b:2,S", Sample.mail())
        folder.write(".Quarantine/new/3.c", Sample.mail("sextortion-scam; probability=0.98; version=0.1.0"))
        folder.write(".Quarantine/new/4.d", "From: a@example.com\n\nX-Unbluff-Result: sextortion-scam; probability=0.98; version=0.1.0; action=quarantine\n")
        folder.write(".Quarantine/new/.hidden", Sample.mail())
        folder.makeFolder(".Quarantine/new/5.folder")
        folder.write("outside", Sample.mail())
        symlink("\(folder.path)/outside", "\(folder.path)/.Quarantine/new/6.link")
        mkfifo("\(folder.path)/.Quarantine/new/7.pipe", 0o600)
        folder.write(".Quarantine/new/8.empty", "")
        let listing = try await Self.store(folder).list(limit: 10)
        #expect(listing.mails.map(\.id).sorted() == ["1.a", "2.b"])
        #expect(listing.problems.isEmpty)
        #expect(try await Self.store(folder).list(limit: 1).leftOut == 1)
    }

    @Test func releaseMovesToTheInbox() async throws {
        let folder = Self.maildir()
        folder.write(".Quarantine/cur/1.a:2,FSa", Sample.mail())
        folder.write(".Quarantine/new/2.b", Sample.mail())
        #expect(try await Self.store(folder).release("1.a").mail.messageID == Array("1@example.com".utf8))
        _ = try await Self.store(folder).release("2.b")
        #expect(folder.names("cur") == ["1.a:2,F"])
        #expect(folder.names("new") == ["2.b"])
        #expect(folder.text("new/2.b") == Sample.mail())
        #expect(folder.names(".Quarantine/cur").isEmpty && folder.names(".Quarantine/new").isEmpty)
        #expect(await problem { () async throws(QuarantineProblem) in try await Self.store(folder).release("2.b") } == .gone)
    }

    @Test func oddBytesInANameAreNoObstacle() async throws {
        let folder = Self.maildir()
        folder.write(Array(".Quarantine/new/1.".utf8) + [0xFF, 0x1B, 0x0A], Sample.mail())
        let mails = try await Self.store(folder).list(limit: 10).mails
        #expect(mails.map(\.id) == ["1.%FF%1B%0A"])
        #expect(String(decoding: try await Self.store(folder).read("1.%FF%1B%0A").bytes, as: UTF8.self) == Sample.mail())
        _ = try await Self.store(folder).release("1.%FF%1B%0A")
        #expect(folder.names(".Quarantine/new").isEmpty && folder.names("new").count == 1)
    }

    @Test(arguments: ["1.a", "../1.a", "", ".", "..", "%2E%2E"])
    func idsLeadNowhereElse(_ id: String) async {
        let folder = Self.maildir()
        folder.write("1.a", Sample.mail())
        folder.write(".Quarantine/1.a", Sample.mail())
        #expect(await problem { () async throws(QuarantineProblem) in try await Self.store(folder).release(id) } == .gone)
        #expect(folder.names("new").isEmpty)
    }

    @Test func nothingIsOverwritten() async {
        let folder = Self.maildir()
        folder.write(".Quarantine/new/1.a", Sample.mail())
        folder.write("new/1.a", "mine")
        #expect(await problem { () async throws(QuarantineProblem) in try await Self.store(folder).release("1.a") } == .alreadyThere)
        #expect(folder.text("new/1.a") == "mine" && folder.text(".Quarantine/new/1.a") == Sample.mail())
    }

    @Test func linkAndUnlinkOverwritesNothing() throws {
        let folder = Self.maildir()
        for name in ["1.a", "2.b"] { folder.write(".Quarantine/new/\(name)", name) }
        folder.write("new/1.a", "mine")
        let from = try OpenFolder(path: Array("\(folder.path)/.Quarantine/new".utf8))
        let to = try OpenFolder(path: Array("\(folder.path)/new".utf8))
        func move(_ name: String) -> QuarantineProblem? {
            do throws(QuarantineProblem) {
                try from.linkAndUnlink(Array(name.utf8), to: to, Array(name.utf8))
                return nil
            } catch {
                return error
            }
        }
        #expect(move("1.a") == .alreadyThere && move("2.b") == nil && move("3.c") == .gone)
        #expect(folder.text("new/1.a") == "mine" && folder.names(".Quarantine/new") == ["1.a"])
        #expect(folder.text("new/2.b") == "2.b")
    }

    /// Somebody makes the same name at the same time: one of both comes first, and only one.
    @Test func raceForAName() async throws {
        let (folder, rounds) = (Self.maildir(), 500)
        for number in 0..<rounds { folder.write(".Quarantine/new/\(number)", Sample.mail()) }
        let from = try OpenFolder(path: Array("\(folder.path)/.Quarantine/new".utf8))
        let to = try OpenFolder(path: Array("\(folder.path)/new".utf8))
        let (path, turn) = (folder.path, Turn())
        // A thread of its own: as a task it might wait for another test's end, while this one turns and waits on the other core.
        let (ended, end) = AsyncStream.makeStream(of: Set<Int>.self)
        Thread.detachNewThread {
            var made: Set<Int> = []
            for number in 0..<rounds {
                turn.wait(turn.ours, number)
                let file = open("\(path)/new/\(number)", O_WRONLY | O_CREAT | O_EXCL, 0o600)
                if file >= 0 { made.insert(number) }
                close(file)
                turn.theirs.store(number, ordering: .releasing)
            }
            end.yield(made)
        }
        var moved: Set<Int> = []
        for number in 0..<rounds {
            turn.wait(turn.theirs, number - 1)
            turn.ours.store(number, ordering: .releasing)
            let name = Array("\(number)".utf8)
            do throws(QuarantineProblem) {
                try from.move(name, to: to, name)
                moved.insert(number)
            } catch {
                #expect(error == .alreadyThere)
            }
        }
        let made = await ended.first { _ in true } ?? []
        #expect(moved.isDisjoint(with: made) && moved.count + made.count == rounds)
    }

    /// How far each of two racers is.
    private final class Turn: Sendable {
        let ours = Atomic(-1)
        let theirs = Atomic(-1)

        func wait(_ racer: borrowing Atomic<Int>, _ number: Int) {
            while racer.load(ordering: .acquiring) < number { sched_yield() }
        }
    }

    @Test(arguments: ["new", ".Quarantine", ".Quarantine/new"])
    func linkedFoldersAreNotFollowed(_ name: String) async throws {
        let (folder, elsewhere) = (Self.maildir(), Self.maildir())
        elsewhere.write(".Quarantine/new/1.a", Sample.mail())
        folder.write(".Quarantine/new/1.a", Sample.mail())
        rename("\(folder.path)/\(name)", "\(folder.path)/aside")
        symlink("\(elsewhere.path)/\(name)", "\(folder.path)/\(name)")
        let told = await problem { () async throws(QuarantineProblem) in try await Self.store(folder).release("1.a") }
        guard case .link = told else { return #expect(Bool(false), "\(String(describing: told))") }
        #expect(elsewhere.names("new").isEmpty && elsewhere.names(".Quarantine/new") == ["1.a"])
    }

    /// Between the opening of the folder and of the inbox its owner puts a link to another person's Maildir in the folder's place.
    @Test func inboxIsTheOpenFoldersOwn() throws {
        let (folder, elsewhere) = (Self.maildir(), Self.maildir())
        let quarantine = try OpenFolder(path: Array("\(folder.path)/.Quarantine".utf8))
        rename("\(folder.path)/.Quarantine", "\(folder.path)/aside")
        symlink("\(elsewhere.path)/.Quarantine", "\(folder.path)/.Quarantine")
        let inbox = try Self.store(folder).openInbox(of: quarantine)
        var (opened, own) = (stat(), stat())
        #expect(fstat(inbox.descriptor, &opened) == 0 && stat(folder.path, &own) == 0)
        #expect(opened.st_ino == own.st_ino && opened.st_dev == own.st_dev)
    }

    @Test func whatIsNoMaildirIsTold() async {
        let folder = TemporaryFolder()
        let none = await problem { () async throws(QuarantineProblem) in try await Self.store(folder).list(limit: 1) }
        #expect(none == .system(ENOENT, "\(folder.path)/.Quarantine"))
        folder.makeFolder(".Quarantine")
        let empty = await problem { () async throws(QuarantineProblem) in try await Self.store(folder).list(limit: 1) }
        #expect(empty == .notMaildir("\(folder.path)/.Quarantine"))
    }

    @Test func inboxMayBeElsewhere() async throws {
        let (folder, inbox) = (Self.maildir(), Self.maildir())
        folder.write(".Quarantine/new/1.a", Sample.mail())
        _ = try await MaildirFolder(path: Array("\(folder.path)/.Quarantine".utf8), inbox: Array(inbox.path.utf8)).release("1.a")
        #expect(inbox.names("new") == ["1.a"])
    }

    /// The owner's IMAP server gives files other names all the time.
    @Test func raceWithRenames() async throws {
        let folder = Self.maildir()
        for number in 0..<200 { folder.write(".Quarantine/new/\(number).a", Sample.mail()) }
        let path = folder.path
        let other = Task.detached {
            for number in (0..<200).reversed() { rename("\(path)/.Quarantine/new/\(number).a", "\(path)/.Quarantine/cur/\(number).a:2,S") }
        }
        var released = 0
        for number in 0..<200 {
            let told = await problem { () async throws(QuarantineProblem) in try await Self.store(folder).release("\(number).a") }
            if told == nil { released += 1 } else { #expect(told == .gone) }
        }
        await other.value
        let left = folder.names(".Quarantine/new").count + folder.names(".Quarantine/cur").count
        #expect(folder.names("new").count == released && released + left == 200)
    }
}
