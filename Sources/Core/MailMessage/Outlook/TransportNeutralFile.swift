/// The items of a `winmail.dat`: Transport Neutral Encapsulation Format, MS-OXTNEF.
struct TransportNeutralFile {
    private struct Stream {
        let range: Range<Int>
        let parent: Int?
        let depth: Int
    }

    /// § 2.1.3.3
    private enum Attribute {
        static let body: UInt32 = 0x0002_800C
        static let subject: UInt32 = 0x0001_8004
        static let codepage: UInt32 = 0x0006_9007
        static let properties: UInt32 = 0x0006_9003
        static let attachmentBegins: UInt32 = 0x0006_9002
        static let attachmentTitle: UInt32 = 0x0001_8010
        static let attachmentData: UInt32 = 0x0006_800F
        static let attachmentProperties: UInt32 = 0x0006_9005
    }

    static let signature: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]
    /// IID_IMessage: the object is a TNEF stream in its turn.
    private static let messageInterface: [UInt8] = [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]

    private(set) var items: [OutlookItem] = []
    private(set) var defects: [Defect] = []
    private let bytes: [UInt8]
    private var waiting: [Stream] = []
    private let limits: ParseLimits

    /// Nil where `range` holds no such file.
    init?(_ bytes: [UInt8], in range: Range<Int>, limits: ParseLimits) {
        guard bytes[range].starts(with: Self.signature) else { return nil }
        self.bytes = bytes
        self.limits = limits
        waiting = [Stream(range: range, parent: nil, depth: 0)]
        while let stream = waiting.popLast() {
            if stream.depth < limits.depth { read(stream) } else { defects = [.nestedTooDeep] }
        }
    }

    /// Level, identifier, length, data and checksum of each attribute: § 2.1.3.
    private mutating func read(_ stream: Stream) {
        let message = items.count
        items.append(OutlookItem(.message, parent: stream.parent, depth: stream.depth))
        var position = stream.range.lowerBound + 6
        while position + 9 <= stream.range.upperBound {
            let attribute = bytes.littleEndian32(at: position + 1)
            let length = Int(bytes.littleEndian32(at: position + 5))
            let end = min(position + 9 + length, stream.range.upperBound)
            let data = position + 9..<end
            position = end + 2
            if attribute == Attribute.attachmentBegins {
                guard items.count < limits.parts else {
                    defects.append(.tooManyParts)
                    break
                }
                items.append(OutlookItem(.attachment, parent: message, depth: stream.depth + 1))
            } else {
                read(attribute, data, message: message)
            }
        }
    }

    private mutating func read(_ attribute: UInt32, _ data: Range<Int>, message: Int) {
        let attachment = items.count - 1 > message ? items.count - 1 : nil
        switch attribute {
        case Attribute.body: set(.body, OutlookItem.Property.ansi, data, of: message)
        case Attribute.subject: set(.subject, OutlookItem.Property.ansi, data, of: message)
        case Attribute.codepage: setNumber(.messageCodepage, bytes.littleEndian32(at: data.lowerBound), of: message)
        case Attribute.properties: readProperties(data, of: message)
        case Attribute.attachmentTitle: if let attachment { set(.attachFilename, OutlookItem.Property.ansi, data, of: attachment) }
        case Attribute.attachmentData: if let attachment { set(.attachData, OutlookItem.Property.binary, data, of: attachment) }
        case Attribute.attachmentProperties: if let attachment { readProperties(data, of: attachment) }
        default: break
        }
    }

    /// MsgPropertyList: § 2.1.3.4. Ends at the first property that does not fit.
    private mutating func readProperties(_ list: Range<Int>, of item: Int) {
        var position = list.lowerBound + 4
        while position + 4 <= list.upperBound {
            let type = bytes.littleEndian16(at: position)
            let identifier = bytes.littleEndian16(at: position + 2)
            position += 4
            if identifier >= 0x8000 { position = endOfName(position, list) }
            guard position < list.upperBound, let value = value(type, at: position, list) else { return }
            position = value.end
            guard let name = OutlookItem.Name(rawValue: identifier) else { continue }
            if type == OutlookItem.Property.number {
                setNumber(name, bytes.littleEndian32(at: value.range.lowerBound), of: item)
            } else if type == OutlookItem.Property.object {
                addObject(value.range, of: item)
            } else {
                set(name, type, value.range, of: item)
            }
        }
    }

    /// A named property has a GUID and a number or a text before its value.
    private func endOfName(_ start: Int, _ list: Range<Int>) -> Int {
        let isText = bytes.littleEndian32(at: start + 16) == 1
        return isText ? padded(start + 24 + min(Int(bytes.littleEndian32(at: start + 20)), list.count), from: list.lowerBound) : start + 24
    }

    /// The first value of a property, and where its last one ends; nil where it is not all there.
    private func value(_ type: UInt16, at start: Int, _ list: Range<Int>) -> (range: Range<Int>, end: Int)? {
        let isMany = type & 0x1000 != 0
        let single = type & ~0x1000
        if let size = Self.fixedSize(single) {
            let count = isMany ? Int(bytes.littleEndian32(at: start)) : 1
            let first = isMany ? start + 4 : start
            guard first + size <= list.upperBound, count <= (list.upperBound - first) / size else { return nil }
            return (first..<first + size, first + count * size)
        }
        var first: Range<Int>?
        var position = start + 4
        for _ in 0..<bytes.littleEndian32(at: start) {
            guard position + 4 <= list.upperBound else { return nil }
            let length = Int(bytes.littleEndian32(at: position))
            guard length <= list.upperBound - position - 4 else { return nil }
            first = first ?? position + 4..<position + 4 + length
            position = padded(position + 4 + length, from: list.lowerBound)
        }
        return (first ?? list.upperBound..<list.upperBound, position)
    }

    /// With its padding; nil for what has its length before it.
    private static func fixedSize(_ type: UInt16) -> Int? {
        switch type {
        case 0x0001, 0x0002, 0x0003, 0x0004, 0x000A, 0x000B: 4
        case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040: 8
        case 0x0048: 16
        default: nil
        }
    }

    private func padded(_ position: Int, from start: Int) -> Int { start + (position - start + 3) & ~3 }

    private mutating func addObject(_ value: Range<Int>, of item: Int) {
        guard items[item].kind == .attachment, bytes[value].starts(with: Self.messageInterface) else { return }
        let inner = value.lowerBound + 16..<value.upperBound
        guard bytes[inner].starts(with: Self.signature) else { return }
        waiting.append(Stream(range: inner, parent: item, depth: items[item].depth + 1))
    }

    /// Texts end with NUL here.
    private mutating func set(_ name: OutlookItem.Name, _ type: UInt16, _ data: Range<Int>, of item: Int) {
        var end = data.upperBound
        if type == OutlookItem.Property.ansi, end > data.lowerBound, bytes[end - 1] == 0 { end -= 1 }
        if type == OutlookItem.Property.unicode, end - data.lowerBound >= 2, bytes[end - 1] == 0, bytes[end - 2] == 0 { end -= 2 }
        items[item].properties[name] = OutlookItem.Property(type: type, pieces: end > data.lowerBound ? [data.lowerBound..<end] : [], number: 0)
    }

    private mutating func setNumber(_ name: OutlookItem.Name, _ number: UInt32, of item: Int) {
        items[item].properties[name] = OutlookItem.Property(type: OutlookItem.Property.number, pieces: [], number: number)
    }
}
