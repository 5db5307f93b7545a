import Fuzzing
import MailMessage

// An mbox: however its bytes come in, the messages are the same, each within the limit. The first bytes choose the pieces.
fuzz { bytes in
    guard bytes.count > 2 else { return }
    var limits = ParseLimits()
    limits.messageBytes = bytes[0] < 128 ? 1 << 20 : Int(bytes[0]) - 100
    let file = bytes.dropFirst(2)
    let messages = { (size: (Int) -> Int) in
        var splitter = MboxSplitter(limits: limits)
        var pieces: [MboxSplitter.Piece] = []
        var rest = file
        while !rest.isEmpty {
            let chunk = rest.prefix(size(rest.count))
            rest = rest.dropFirst(chunk.count)
            splitter.append(chunk)
            while let piece = splitter.next() { pieces.append(piece) }
        }
        splitter.finish()
        while let piece = splitter.next() { pieces.append(piece) }
        return pieces
    }
    let whole = messages { $0 }
    let streamed = messages { 1 + ($0 &* 31 &+ Int(bytes[1])) % (1 + Int(bytes[1])) }
    require(whole.map(\.bytes) == streamed.map(\.bytes) && whole.map(\.cut) == streamed.map(\.cut), "streaming equals whole")
    require(whole.allSatisfy { $0.bytes.count <= limits.messageBytes && $0.cut >= 0 }, "each within the limit")
    require(whole.reduce(0) { $0 + $1.bytes.count + $1.cut } <= file.count, "no byte twice")
    _ = FileForm(of: bytes)
}
