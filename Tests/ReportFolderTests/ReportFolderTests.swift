import Foundation
import Testing

@testable import ReportFolder

@Suite struct ReportFolderTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("unbluff-reports-\(UUID().uuidString)")

    private func files(_ name: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: root.appendingPathComponent(name), includingPropertiesForKeys: nil)
    }

    @Test func eachReportIsANewMail() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = ReportFolder(path: root.path)
        for number in 1...20 { try folder.keep(Array("Subject: \(number)\r\n\r\n".utf8)) }
        let kept = try files("new").map { try String(contentsOf: $0, encoding: .utf8) }
        #expect(Set(kept) == Set((1...20).map { "Subject: \($0)\r\n\r\n" }))
        #expect(try files("tmp").isEmpty && files("cur").isEmpty)
    }

    @Test func onlyItsOwnerReadsIt() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try ReportFolder(path: root.path).keep([1])
        let file = try #require(try files("new").first)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    /// Until the owner looks at some.
    @Test func isFull() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = ReportFolder(path: root.path)
        try folder.keep([1])
        let new = root.appendingPathComponent("new")
        for number in 1..<ReportFolder.mostUnread { try Data().write(to: new.appendingPathComponent("\(number)")) }
        #expect(throws: ReportFolder.Problem(code: EDQUOT, path: new.path)) { try folder.keep([1]) }
        #expect(try files("new").count == ReportFolder.mostUnread && files("tmp").isEmpty)
        try FileManager.default.moveItem(at: new.appendingPathComponent("1"), to: root.appendingPathComponent("cur/1"))
        try folder.keep([1])
    }

    @Test func whatCannotBeKeptIsSaid() {
        #expect(throws: ReportFolder.Problem.self) { try ReportFolder(path: root.path + "/no/such").keep([1]) }
        #expect(throws: ReportFolder.Problem.self) { try ReportFolder(path: "/dev/null").keep([1]) }
    }
}
