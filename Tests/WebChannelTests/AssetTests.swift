import Testing
import VictimAdvice

@testable import WebChannel

@Suite struct AssetTests {
    @Test func assetsAreThere() {
        #expect(Assets.text("layout.mustache").hasPrefix("<!DOCTYPE html>"))
        #expect(Assets.bytes("none").isEmpty)
    }

    /// What is not escaped is a stranger's to write.
    @Test func noTemplateWritesUnescapedText() {
        for name in Assets.names where name.hasSuffix(".mustache") {
            let text = Assets.text(name)
            #expect(!text.contains("{{{") && !text.contains("{{&") && !text.contains("CONTENT_TYPE") && !text.contains("{{="), "\(name)")
        }
    }

    /// An attribute without quotes ends at a space.
    @Test func everyAttributeWithAValueIsQuoted() throws {
        let unquoted = try Regex("=\\s*\\{\\{")
        for name in Assets.names where name.hasSuffix(".mustache") { #expect(Assets.text(name).firstMatch(of: unquoted) == nil, "\(name)") }
    }

    /// The policy forbids them, and without it they would be the way in.
    @Test func nothingIsInline() {
        for name in Assets.names where name.hasSuffix(".mustache") {
            let text = Assets.text(name)
            #expect(!text.contains(" style=") && !text.contains("<style") && text.firstMatch(of: #/ on[a-z]+=/#) == nil, "\(name)")
            #expect(text.firstMatch(of: #/<script(?! src=)/#) == nil, "\(name)")
        }
    }

    /// A name that no language has would be shown to the person.
    @Test func templatesNameTextsThatThereAre() {
        for name in Assets.names where name.hasSuffix(".mustache") {
            for match in Assets.text(name).matches(of: #/\{\{text\.([a-z.-]+)\}\}/#) {
                let text = String(match.output.1)
                #expect(english[text] != text, "\(name): \(text)")
            }
        }
    }
}
