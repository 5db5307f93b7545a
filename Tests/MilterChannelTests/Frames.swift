/// What a mail server says, as bytes.
enum Frames {
    static func frame(_ command: Character, _ data: [UInt8] = []) -> [UInt8] {
        number(UInt32(data.count + 1)) + [command.asciiValue!] + data
    }

    /// Texts, each ended by NUL.
    static func frame(_ command: Character, _ texts: String...) -> [UInt8] {
        frame(command, texts.flatMap { Array($0.utf8) + [0] })
    }

    static func number(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) } }

    static func offer(_ version: UInt32, _ actions: UInt32, _ steps: UInt32) -> [UInt8] {
        frame("O", number(version) + number(actions) + number(steps))
    }

    /// Postfix 3: version 6, all actions, all steps.
    static let postfix = offer(6, 0x1FF, 0x1F_FFFF)
    /// Version 2 of Sendmail 8.12: nothing can be left unanswered.
    static let oldest = offer(2, 0x3F, 0x7F)

    static func connect(_ family: Character, _ address: String, name: String = "client.example.com") -> [UInt8] {
        frame("C", Array(name.utf8) + [0, family.asciiValue!, 0x30, 0x39] + Array(address.utf8) + [0])
    }

    static func macro(_ command: Character, _ texts: String...) -> [UInt8] {
        frame("D", [command.asciiValue!] + texts.flatMap { Array($0.utf8) + [0] })
    }

    static let envelope = frame("M", "<anna@example.com>") + frame("R", "<bert@example.org>")

    /// From MAIL to the end, of a mail that has nothing special.
    static func mail(_ body: String = "Hello\r\n") -> [UInt8] {
        envelope + frame("L", "Subject", " One") + frame("N") + frame("B", Array(body.utf8)) + frame("E")
    }

    static let quit = frame("Q")
}

extension Array<UInt8> {
    var text: String { String(decoding: self, as: UTF8.self) }
}
