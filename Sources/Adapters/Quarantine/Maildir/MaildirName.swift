/// The name of a mail's file in a Maildir: `unique[,S=size…][:2,flags]`, any bytes but `/` and NUL (cr.yp.to/proto/maildir.html).
struct MaildirName: Equatable {
    let bytes: [UInt8]
    /// Without the flags.
    let base: ArraySlice<UInt8>
    let flags: ArraySlice<UInt8>

    private static let info = Array(":2,".utf8)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let colon = bytes.lastIndex(of: UInt8(ascii: ":"))
        base = bytes[..<(colon ?? bytes.endIndex)]
        flags = colon.flatMap { bytes[$0...].starts(with: Self.info) ? bytes[($0 + 3)...] : nil } ?? []
    }

    /// The base, with `%` and two digits for each byte that is no plain sign: what is shown and typed.
    var id: String {
        var id = ""
        for byte in base {
            if Self.isPlain(byte) {
                id.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                id += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return id
    }

    /// Flags that hold in any folder: drafts, marked, passed on, answered. A released mail is unread (no S), and not in the bin (no T);
    /// small letters are words that Dovecot numbers anew in each folder.
    var lastingFlags: [UInt8] { "DFPR".utf8.filter(flags.contains) }

    /// Under what name, and in which half of the inbox: `new` has no flags.
    var released: (folder: String, name: [UInt8]) {
        lastingFlags.isEmpty ? ("new", Array(base)) : ("cur", base + Self.info + lastingFlags)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
        default: false
        }
    }
}
