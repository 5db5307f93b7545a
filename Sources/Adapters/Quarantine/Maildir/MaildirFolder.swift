internal import Examination
internal import Glibc

/// A folder of a Maildir into which Sieve files mails whose result field says `action=quarantine`.
///
/// A release moves the file into the inbox beside it, as an IMAP client would: it does not go through Sieve again, so it is not junked again.
/// The IMAP server, and the owner of the mail, work in the folder at the same time.
public struct MaildirFolder: QuarantineStore {
    private let path: [UInt8]
    private let inbox: [UInt8]?

    private static let halves = ["new", "cur"]

    /// Without an inbox, that is the folder's parent: `Maildir/.Quarantine` lies in `Maildir`.
    public init(path: [UInt8], inbox: [UInt8]? = nil) {
        var path = path
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        self.path = path
        self.inbox = inbox
    }

    public func list(limit: Int) async throws(QuarantineProblem) -> QuarantineListing {
        var listing = QuarantineListing()
        let folder = try OpenFolder(path: path)
        for half in Self.halves {
            let half = try Self.half(half, of: folder)
            for name in try half.names(limit: QuarantineLimits.folderFiles) {
                let name = MaildirName(name)
                do throws(QuarantineProblem) {
                    if let mail = try Self.mail(name, in: half) { listing.mails.append(mail) }
                } catch {
                    listing.problems.append((name.id, error))
                }
            }
        }
        listing.mails.sort { ($0.arrived, $0.id) > ($1.arrived, $1.id) }
        listing.leftOut = max(0, listing.mails.count - limit)
        listing.mails.removeLast(listing.leftOut)
        return listing
    }

    public func read(_ id: String) async throws(QuarantineProblem) -> HeldLetter {
        let folder = try OpenFolder(path: path)
        for half in Self.halves {
            let half = try Self.half(half, of: folder)
            guard let (name, mail) = try Self.find(id, in: half) else { continue }
            guard let file = try half.read(name.bytes, limit: QuarantineLimits.letterBytes) else { throw .gone }
            return HeldLetter(mail: mail, bytes: file.bytes, isCut: file.isCut)
        }
        throw .gone
    }

    public func release(_ id: String) async throws(QuarantineProblem) -> ReleasedMail {
        let folder = try OpenFolder(path: path)
        let inbox = try openInbox(of: folder)
        for half in Self.halves {
            let half = try Self.half(half, of: folder)
            guard let (name, mail) = try Self.find(id, in: half) else { continue }
            let (place, newName) = name.released
            try half.move(name.bytes, to: try Self.half(place, of: inbox), newName)
            return ReleasedMail(mail: mail)
        }
        throw .gone
    }

    /// The folder above is asked of the open folder, not by name: its owner may have put another one there since.
    func openInbox(of folder: borrowing OpenFolder) throws(QuarantineProblem) -> OpenFolder {
        guard let inbox else { return try folder.folder("..") }
        return try OpenFolder(path: inbox)
    }

    private static func half(_ name: String, of folder: borrowing OpenFolder) throws(QuarantineProblem) -> OpenFolder {
        do throws(QuarantineProblem) { return try folder.folder(name) } catch .system(ENOENT, _) { throw .notMaildir(folder.path) }
    }

    private static func find(_ id: String, in half: borrowing OpenFolder) throws(QuarantineProblem) -> (MaildirName, HeldMail)? {
        for name in try half.names(limit: QuarantineLimits.folderFiles) {
            let name = MaildirName(name)
            if name.id == id, let mail = try mail(name, in: half) { return (name, mail) }
        }
        return nil
    }

    private static func mail(_ name: MaildirName, in half: borrowing OpenFolder) throws(QuarantineProblem) -> HeldMail? {
        guard let file = try half.read(name.bytes, limit: QuarantineLimits.headerBytes) else { return nil }
        return HeldMail(id: name.id, arrived: file.changed, header: file.bytes, handling: .quarantine)
    }
}
