import Foundation
import Testing

/// Holds every file's `import` lines under Sources/ against the table in Package.swift.
///
/// The compiler's own check (`--explicit-target-dependency-import-check error`) lets a module through that a dependency brings along.
@Suite struct ImportTableTests {
    /// One row of the table: a target and what its files may import.
    struct Row {
        let target: String
        let folder: String
        let allowed: Set<String>
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// What comes with the toolchain and brings no library of its own into the program.
    private static let system: Set<String> = ["Swift", "Synchronization", "Glibc", "Musl"]
    /// Only a command may meet files, wait for a task, and pay for Foundation's start.
    private static let commandsOnly: Set<String> = ["Foundation", "FoundationEssentials", "Dispatch"]

    private static let manifest = (try? String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)) ?? ""

    /// `("Name", "Folder", ["Import", …], [.outside, …]),` or, for a command, without the folder; up to the table of the tests.
    private static let rows: [Row] = {
        let products = Dictionary(
            manifest.matches(of: /case \.(\w+): \.product\(name: "(\w+)"/).map { (String($0.1), String($0.2)) }, uniquingKeysWith: { first, _ in first })
        let tables = manifest.prefix(upTo: manifest.range(of: "let tests")?.lowerBound ?? manifest.endIndex)
        return tables.matches(of: /\(\s*"([\w-]+)",\s*(?:"(\w+)",\s*)?\[([^\]]*)\],\s*\[([^\]]*)\]\s*\)/).map { match in
            let imports = match.3.matches(of: /"([\w-]+)"/).map { String($0.1) }
            let outside = match.4.matches(of: /\.(\w+)/).map { products[String($0.1)] ?? "?" }
            return Row(target: String(match.1), folder: match.2.map(String.init) ?? "Commands", allowed: Set(imports + outside))
        }
    }()

    @Test func tableIsRead() {
        #expect(Self.rows.count >= 8)
        #expect(Self.rows.allSatisfy { !$0.allowed.contains("?") })
    }

    @Test func everyFolderHasARow() throws {
        for folder in ["Core", "Adapters", "Channels", "Commands"] {
            let targets = try? FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources/\(folder)").path)
            for target in targets ?? [] where Self.holdsSwift("Sources/\(folder)/\(target)") {
                #expect(Self.rows.contains { $0.target == target && $0.folder == folder }, "Sources/\(folder)/\(target) is not in Package.swift's table")
            }
        }
    }

    @Test(arguments: rows.map(\.target))
    func importsAreInTheTable(_ target: String) throws {
        let row = try #require(Self.rows.first { $0.target == target })
        let files = Self.swiftFiles("Sources/\(row.folder)/\(target)")
        #expect(!files.isEmpty)
        let allowed = row.allowed.union(Self.system).union(row.folder == "Commands" ? Self.commandsOnly : [])
        for file in files {
            for module in try Self.imports(of: file) where !allowed.contains(module) {
                Issue.record("\(file.lastPathComponent) of \(target) imports \(module), which its row in Package.swift does not allow")
            }
        }
    }

    /// `import M`, with any attribute, access level and kind of declaration in front of the module's name.
    private static func imports(of file: URL) throws -> [String] {
        let pattern = /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
        return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).compactMap { line in
            line.prefixMatch(of: pattern).map { String($0.1) }
        }
    }

    private static func holdsSwift(_ folder: String) -> Bool { !swiftFiles(folder).isEmpty }

    private static func swiftFiles(_ folder: String) -> [URL] {
        let found = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }
}
