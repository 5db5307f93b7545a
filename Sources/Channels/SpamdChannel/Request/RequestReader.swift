/// Takes a request from a stream of bytes, cut anywhere, and says once what came of it.
struct RequestReader {
    enum Outcome {
        case request(SpamdRequest)
        case refusal(Refusal)
    }

    private enum Phase { case command, fields, mail, done }

    private let limits: RequestLimits
    private var phase = Phase.command
    /// Of a line that is not at its end.
    private var line: [UInt8] = []
    private var head: RequestHead?
    private var fieldCount = 0
    /// At most as many bytes as are taken.
    private var mail: [UInt8] = []
    /// Those that were dropped count too.
    private var mailCount = 0
    /// Whether more came behind the mail than was said: then it may not be the whole mail.
    private(set) var hasSurplus = false

    init(limits: RequestLimits) { self.limits = limits }

    /// Whether the command and all fields are there.
    var isPastHead: Bool { phase == .mail || phase == .done }

    /// Whether anything has come: who only looks whether the port is open sends nothing.
    var hasBegun: Bool { phase != .command || !line.isEmpty }

    /// Nil where more is needed, and once the outcome has been told.
    mutating func read(_ bytes: UnsafeRawBufferPointer) -> Outcome? {
        outcome { reader throws(Refusal) in
            var rest = bytes[...]
            while reader.phase == .command || reader.phase == .fields {
                guard let line = try reader.nextLine(of: &rest) else { return nil }
                if let request = try reader.take(line: line) { return request }
            }
            return try reader.take(mail: rest)
        }
    }

    /// The client sends no more: it has closed its side.
    mutating func readEnd() -> Outcome? {
        outcome { reader throws(Refusal) in
            if reader.phase == .command {
                if reader.line.isEmpty { throw .closedBeforeCommand }
                if let request = try reader.take(line: reader.line[...]) { return request }
            }
            switch reader.phase {
            case .command, .fields: throw .endInFields
            case .mail:
                if let expected = reader.head?.contentLength { throw .lengthMismatch(expected: expected, got: reader.mailCount) }
                return try reader.finish()
            case .done: return nil
            }
        }
    }

    private mutating func outcome(_ step: (inout RequestReader) throws(Refusal) -> SpamdRequest?) -> Outcome? {
        do throws(Refusal) {
            return try step(&self).map { .request($0) }
        } catch {
            phase = .done
            mail = []
            return .refusal(error)
        }
    }

    /// A line without its end, or nil where it goes on.
    private mutating func nextLine(of rest: inout Slice<UnsafeRawBufferPointer>) throws(Refusal) -> ArraySlice<UInt8>? {
        let room = limits.lineBytes - line.count
        guard let end = rest.prefix(room).firstIndex(of: 0x0A) else {
            if rest.count >= room { throw .lineTooLong }
            line.append(contentsOf: rest)
            return nil
        }
        let whole = line + rest[..<end]
        line.removeAll(keepingCapacity: true)
        rest = rest[(end + 1)...]
        return whole.last == 0x0D ? whole.dropLast() : whole[...]
    }

    private mutating func take(line: ArraySlice<UInt8>) throws(Refusal) -> SpamdRequest? {
        if phase == .command {
            let head = try RequestHead(line: line)
            self.head = head
            if head.hasFields { phase = .fields } else { return try endHead() }
        } else if line.isEmpty {
            try head?.check()
            return try endHead()
        } else {
            guard fieldCount < limits.fields else { throw .tooManyFields }
            fieldCount += 1
            try head?.add(line: line)
        }
        return nil
    }

    private mutating func endHead() throws(Refusal) -> SpamdRequest? {
        guard let head, head.command.hasMail else { return try finish() }
        phase = .mail
        mail.reserveCapacity(min(head.contentLength ?? 0, limits.mailBytes, limits.reservedBytes))
        return nil
    }

    private mutating func take(mail rest: Slice<UnsafeRawBufferPointer>) throws(Refusal) -> SpamdRequest? {
        guard phase == .mail else {
            noteSurplus(rest)
            return nil
        }
        let expected = head?.contentLength ?? .max
        let new = rest.prefix(expected - mailCount)
        mailCount += new.count
        mail.append(contentsOf: UnsafeRawBufferPointer(rebasing: new.prefix(limits.mailBytes - mail.count)))
        guard mailCount == expected else { return nil }
        noteSurplus(rest.dropFirst(new.count))
        if hasSurplus { throw .lengthMismatch(expected: expected, got: nil) }
        return try finish()
    }

    /// QUIRK: line ends behind the mail are no part of it, though some clients send them and do not count them.
    private mutating func noteSurplus(_ bytes: Slice<UnsafeRawBufferPointer>) {
        if !hasSurplus, let head, head.command.hasMail { hasSurplus = bytes.contains { $0 != 0x0D && $0 != 0x0A } }
    }

    private mutating func finish() throws(Refusal) -> SpamdRequest? {
        phase = .done
        guard let head else { return nil }
        let isCut = mailCount > mail.count
        // Neither can be given back whole, nor does the beginning of packed bytes unpack.
        if isCut && (head.command == .process || head.isCompressed) { throw .tooLarge(limit: limits.mailBytes) }
        let bytes = head.isCompressed && head.command.hasMail ? try Inflation.inflate(mail, limit: limits.mailBytes) : mail
        mail = []
        return SpamdRequest(head: head, mail: bytes, isCut: isCut)
    }
}
