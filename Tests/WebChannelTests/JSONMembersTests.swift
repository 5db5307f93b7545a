import Foundation
import Testing

@testable import WebChannel

@Suite struct JSONMembersTests {
    @Test(
        arguments: [
            ("{}", [:]), (" {\n\t\r} ", [:]), ("\u{FEFF}{}", [:]), (#"{"a":"b"}"#, ["a": "b"]), (#"{ "a" : "b" , "c":"" }"#, ["a": "b", "c": ""]),
            (#"{"a":"\"\\\/\b\f\n\r\t\u00e9é"}"#, ["a": "\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{E9}"]), (#"{"\u0061":"\ud83d\uDE00"}"#, ["a": "😀"]),
            (
                #"{"a":"\ud83d","b":"\udE00x","c":"\ud83d\u0041","d":"\ud83d\ud83d\ude00"}"#,
                ["a": "\u{FFFD}", "b": "\u{FFFD}x", "c": "\u{FFFD}A", "d": "\u{FFFD}😀"]
            ),
            (#"{"a":"\u0000"}"#, ["a": "\0"]),
        ] as [(String, [String: String])])
    func texts(json: String, texts: [String: String]) throws {
        #expect(try JSONMembers(Array(json.utf8)).texts.mapValues { String(decoding: $0, as: UTF8.self) } == texts)
    }

    @Test func othersAreReadOver() throws {
        let json = #"{"a":[],"b":{"a":"x","c":[{},[1,-0.5e+3],"]"]},"c":null,"d":true,"e":-0,"f":"x","g":[[],{}]}"#
        let members = try JSONMembers(Array(json.utf8))
        #expect(members.texts == ["f": Array("x".utf8)])
        #expect(members.others == ["a", "b", "c", "d", "e", "g"])
    }

    @Test(
        arguments: [
            ("", .malformed), ("{", .malformed), (#"{"a"}"#, .malformed), (#"{"a":}"#, .malformed), (#"{"a":"b",}"#, .malformed), (#"{,}"#, .malformed),
            (#"{"a":"b" "c":"d"}"#, .malformed), (#"{"a":"b"]"#, .malformed), (#"{"a":"b"} x"#, .malformed), (#"{a:"b"}"#, .malformed),
            (#"{"a":'b'}"#, .malformed),
            (#"{"a":"b"#, .malformed), (#"{"a":"\"#, .malformed), (#"{"a":"\x"}"#, .malformed), (#"{"a":"\u12g4"}"#, .malformed),
            (#"{"a":"\u12"}"#, .malformed),
            ("{\"a\":\"\n\"}", .malformed), (#"{"a":[1,]}"#, .malformed), (#"{"a":[1 2]}"#, .malformed), (#"{"a":[1}]"#, .malformed),
            (#"{"a":{"b"}}"#, .malformed),
            (#"{"a":01}"#, .malformed), (#"{"a":1.}"#, .malformed), (#"{"a":.5}"#, .malformed), (#"{"a":1e}"#, .malformed), (#"{"a":+1}"#, .malformed),
            (#"{"a":--1}"#, .malformed), (#"{"a":nul}"#, .malformed), (#"{"a":NaN}"#, .malformed), (#"{"a":}"#, .malformed), ("[", .malformed),
            ("x", .malformed),
            ("[1]", .notAnObject), ("\"a\"", .notAnObject), ("1", .notAnObject), ("null", .notAnObject), (#"{"a":"b","a":"c"}"#, .nameTwice),
            (#"{"a":"b","a":1}"#, .nameTwice), (#"{"a":1,"\u0061":1}"#, .nameTwice),
            ("{\"a\":" + String(repeating: "[", count: 65), .tooDeep), (String(repeating: "[", count: 1_000_000), .tooDeep),
            ("{" + (0..<33).map { "\"\($0)\":1" }.joined(separator: ",") + "}", .tooManyMembers),
        ] as [(String, JSONMembers.Problem)])
    func refused(json: String, problem: JSONMembers.Problem) {
        #expect(throws: problem) { try JSONMembers(Array(json.utf8)) }
    }

    @Test func noUTF8() {
        for bytes in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]] {
            #expect(throws: JSONMembers.Problem.malformed) { try JSONMembers(Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)) }
        }
    }

    /// What is JSON and what is not, as Foundation has it, of thirty thousand texts made of JSON's pieces.
    @Test func asFoundationReadsIt() {
        let pieces = ["{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "\"\\u00e9\"", " ", "1", "-", ".5", "e2", "0", "true", "null", "\\", "\""]
        var random = Generator(state: 7)
        var accepted = 0
        for _ in 0..<30_000 {
            let inside = (0..<Int.random(in: 0...7, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            let json = "{\"x\":" + inside + "}"
            // Foundation takes a comma too many.
            if json.contains(/, *[\]}]/) { continue }
            let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            let members: JSONMembers?
            do {
                members = try JSONMembers(Array(json.utf8))
            } catch {
                // Foundation takes the last of a name.
                if error == .nameTwice { continue }
                members = nil
            }
            #expect((members == nil) == (object == nil), "\(json)")
            if let members, let object {
                accepted += 1
                #expect(Set(members.texts.keys).union(members.others) == Set(object.keys), "\(json)")
                for (name, text) in members.texts { #expect(object[name] as? String == String(decoding: text, as: UTF8.self)) }
            }
        }
        #expect(accepted > 300)
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }
}

@Suite struct StandardBase64Tests {
    @Test func asFoundationEncodes() {
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            let text = Data(bytes).base64EncodedString()
            #expect(StandardBase64.decode(Array(text.utf8)) == bytes)
            #expect(StandardBase64.decode(Array(text.filter { $0 != "=" }.utf8)) == bytes)
            #expect(StandardBase64.decode(Array(Data(bytes).base64EncodedString(options: .lineLength64Characters).utf8)) == bytes)
        }
    }

    @Test(arguments: ["A", "AAAAA", "AAA==", "AA=", "AAAA=", "=", "AA=A", "A A=", "AA-_", "QUJD!", "AA===", "Q=UJD"])
    func refused(_ text: String) { #expect(StandardBase64.decode(Array(text.utf8)) == nil) }
}
