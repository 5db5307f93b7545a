internal import SenderGuard

/// What the mail server is told to do: an action of Postfix' access(5), on a line of its own, and an empty line.
enum PolicyAnswer: Equatable {
    /// We have nothing to say: its other restrictions decide. Never `OK`, which would keep them from being asked.
    case dunno
    /// A code of three digits: neither `DEFER_IF_PERMIT` nor `REJECT`, since a later restriction, `access_map_defer_code` or `access_map_reject_code` would make
    /// another answer of them. What is put off is put off whatever else is wrong with it.
    case refuse(GuardReply)

    func encode(into bytes: inout [UInt8]) {
        bytes.append(contentsOf: "action=".utf8)
        switch self {
        case .dunno: bytes.append(contentsOf: "DUNNO".utf8)
        case .refuse(let reply): bytes.append(contentsOf: Self.line(reply))
        }
        bytes.append(contentsOf: [0x0A, 0x0A])
    }

    /// Sentences as far as there is room for whole ones; nothing in them can end the line.
    private static func line(_ reply: GuardReply) -> [UInt8] {
        let text = reply.oneLine(atMost: PolicyLimits.text).utf8
        return Array("\(reply.code) \(reply.status) ".utf8) + text.map { 0x20...0x7E ~= $0 ? $0 : UInt8(ascii: "?") }
    }
}
