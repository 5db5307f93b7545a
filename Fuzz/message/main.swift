import Fuzzing
import MailMessage

// A message: one part at least, parents before children and around them, every range inside, decoding bounded.
fuzz { bytes in
    let message = Message(parsing: bytes)
    require(!message.parts.isEmpty, "there is a part")
    require(Set(message.defects).count == message.defects.count, "each defect once")
    for (index, part) in message.parts.enumerated() {
        let whole = part.parent.map { message.parts[$0].body } ?? 0..<bytes.count
        require(part.parent.map { $0 < index } ?? (index == 0), "part \(index) comes behind its parent")
        require(part.depth == part.parent.map { message.parts[$0].depth + 1 } ?? 0, "part \(index) is as deep as its parent says")
        require(part.header.upperBound <= part.body.lowerBound && part.body.upperBound <= message.bytes.count, "part \(index) \(part.body) is inside")
        // What was unpacked stands behind the file's bytes, and not in the part that it was packed in.
        if part.header.lowerBound < message.rawCount {
            require(whole.contains(part.header.lowerBound) || part.header.lowerBound == whole.upperBound, "part \(index) begins in its parent")
            require(part.body.upperBound <= whole.upperBound, "part \(index) \(part.body) ends in \(whole)")
        }
        for field in part.fields {
            require(part.header.contains(field.nameRange.lowerBound) && !field.nameRange.isEmpty, "part \(index) has the field \(field.nameRange)")
            require(field.nameRange.upperBound < part.header.upperBound && field.valueRange.lowerBound > field.nameRange.upperBound, "name, value")
            require(field.valueRange.upperBound <= part.header.upperBound, "part \(index) has the value \(field.valueRange)")
        }
        require(message.decodedBody(of: part, limit: 1000).bytes.count <= 1000, "part \(index) keeps to the limit")
    }
}
