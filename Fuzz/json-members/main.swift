import Examination
import Fuzzing

@testable import WebChannel

// A body of JSON. Whatever comes, what is kept is within its bounds and UTF-8, and written anew it is read as the same again.
fuzz { bytes in
    if let decoded = StandardBase64.decode(bytes) { require(decoded.count <= bytes.count, "Base64 of \(bytes.count) gives \(decoded.count)") }
    guard let members = try? JSONMembers(bytes) else { return }
    require(members.texts.count + members.others.count <= JSONMembers.mostMembers, "\(members.texts.count) members")
    require(members.texts.values.reduce(0) { $0 + $1.count } <= bytes.count, "more bytes than there are")
    var text = JSONText()
    text.object { text in
        text.name("all")
        text.list(members.texts.sorted { $0.key < $1.key }) { member, text in
            text.object { text in
                text.member("name", member.key)
                text.member("value", String(decoding: member.value, as: UTF8.self))
            }
        }
    }
    guard let again = try? JSONMembers(text.bytes) else { fatalError("broken: what was written is not read") }
    require(again.others == ["all"] && again.texts.isEmpty, "an array")
    for value in members.texts.values {
        guard let valid = String(validating: value, as: UTF8.self) else { fatalError("broken: no UTF-8") }
        var text = JSONText()
        text.object { $0.member("value", valid) }
        require((try? JSONMembers(text.bytes))?.texts["value"] == value, "it is another")
    }
}
