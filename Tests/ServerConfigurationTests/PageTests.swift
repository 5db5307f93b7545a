import Examination
import Foundation
import Testing

@testable import ServerConfiguration

/// What is printed is what is read.
@Suite struct PageTests {
    @Test func theDefaultFileIsTheDefault() throws {
        let loaded = try Files(Configuration.defaultFile).load()
        #expect(loaded.configuration == Configuration())
        for setting in Setting.all { #expect(Configuration.defaultFile.contains("\(setting.key):"), "\(setting.name)") }
        #expect(Configuration.defaultFile.split(separator: "\n").allSatisfy { $0.count <= 92 })
    }

    /// Examples are in comments; each is taken in place of the default.
    @Test func examplesAreTaken() throws {
        let lines = Configuration.defaultFile.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var text = ""
        for line in lines {
            let bare = line.drop { $0 == " " }
            let isExample = Setting.all.contains { bare.hasPrefix("# \($0.key):") && $0.example != nil } || bare.hasPrefix("#   ")
            if isExample {
                let key = bare.dropFirst(2).prefix { $0 != ":" }
                // In place of the line above.
                if !key.hasPrefix(" "), let last = text.dropLast().split(separator: "\n").last, last.drop(while: { $0 == " " }).hasPrefix("\(key):") {
                    text.removeLast(last.count + 1)
                }
                text += line.prefix(line.count - bare.count) + bare.dropFirst(2) + "\n"
            } else {
                text += line + "\n"
            }
        }
        let loaded = try Files(text).load()
        for setting in Setting.all where setting.example != nil {
            #expect(setting.write(loaded.configuration) == setting.example, "\(setting.name)")
        }
    }

    @Test(arguments: [
        "plain", "with space", "yes", "off", "null", "~", "08", "[x] ", "a: b", "a #b", "\"q\" \\ 'q'", "ü€𝄞", "@x", "*x", "&x", "- x", "!x", "%x", "x:", " x ",
        "#", "{",
    ])
    func textsSurvive(_ text: String) throws {
        var configuration = Configuration()
        configuration.actions.subjectPrefix = text
        let page = LoadedConfiguration(configuration: configuration, files: [], notices: [], origins: [:]).page
        #expect(try Files(page).load().configuration == configuration, "\(page)")
    }

    @Test func placesStandBehindValues() throws {
        let page = try Files("limits:\n  time: 3s\nactions:\n  rules: [{recipients: [abuse@], mode: tag}]\n").load(["UNBLUFF_LISTEN_SPAMD": "off"]).page
        let lines = page.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
        for line in [
            "time: 3s # /etc/x/main.yaml:2:9", "spamd: off # UNBLUFF_LISTEN_SPAMD", "milter: 127.0.0.1:8026 # default", "# contact: not set # default",
            "rules: # /etc/x/main.yaml:4:10",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    /// `script/generate/configuration` writes it.
    @Test func theDocumentHasTheSameTables() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let document = try String(contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
        let tables = try #require(document.range(of: "<!-- settings -->\n")).upperBound
        #expect(document[tables...].trimmingCharacters(in: .newlines) == Configuration.reference.trimmingCharacters(in: .newlines))
    }
}
