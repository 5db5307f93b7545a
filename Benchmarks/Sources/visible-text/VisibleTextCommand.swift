import Foundation
import MailMessage
import VisibleText

/// `visible-text FILE …`: what a person sees of each mail or `.msg` file, a JSON object a file and line, in the order of the arguments.
///
/// `{"file", "sections": [{"place", "part", "nesting", "text", "hidden": [{"bytes", "spans"}]}], "defects"}`; spans are byte ranges of the file.
/// A file that cannot be read is `{"file", "error"}`, and the exit status 1.
@main
struct VisibleTextCommand {
    static func main() throws {
        let files = CommandLine.arguments.dropFirst()
        guard !files.isEmpty else {
            print("usage: visible-text FILE …")
            exit(2)
        }
        var hasFailed = false
        for file in files {
            let mail = try? Data(contentsOf: URL(filePath: file))
            if mail == nil { hasFailed = true }
            let line = mail.map { object(of: [UInt8]($0), file) } ?? ["file": file, "error": "it cannot be read"]
            FileHandle.standardOutput.write(try JSONSerialization.data(withJSONObject: line, options: [.sortedKeys]) + [0x0A])
        }
        exit(hasFailed ? 1 : 0)
    }

    private static func object(of mail: [UInt8], _ file: String) -> [String: Any] {
        let reading = Reading(of: FileForm(of: mail) == .outlook ? Message(outlook: mail) : Message(parsing: mail))
        return ["file": file, "sections": reading.sections.map(object), "defects": reading.defects.map { String(describing: $0) }]
    }

    private static func object(of section: Section) -> [String: Any] {
        [
            "place": String(describing: section.place), "part": section.part, "nesting": section.nesting,
            "text": String(decoding: section.text, as: UTF8.self),
            "hidden": section.hidden.map { ["bytes": $0.byteCount, "spans": $0.spans.map { [$0.lowerBound, $0.upperBound] }] },
        ]
    }
}
