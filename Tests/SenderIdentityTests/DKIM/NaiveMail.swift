/// A mail taken apart and put into canonical form as RFC 6376 § 3.4 says it, line by line and without regard to time or memory: what the real thing is held against.
struct NaiveMail {
    /// Each with its lines, the line breaks taken off.
    var fields: [[[UInt8]]] = []
    /// The last one is what stands behind the last line break.
    var body: [[UInt8]] = []

    init(_ bytes: [UInt8]) {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        for index in lines.indices.dropLast() where lines[index].last == 13 { lines[index].removeLast() }
        var rest = lines[...]
        while let line = rest.first {
            if line.isEmpty {
                body = Array(rest.dropFirst())
                break
            }
            if !fields.isEmpty, line[0] == 32 || line[0] == 9 {
                fields[fields.count - 1].append(line)
            } else if Self.name(of: line) != nil {
                fields.append([line])
            } else {
                body = Array(rest)
                break
            }
            rest = rest.dropFirst()
        }
    }

    static func name(of line: [UInt8]) -> String? {
        guard let colon = line.firstIndex(of: 58) else { return nil }
        var name = line[..<colon]
        while let last = name.last, last == 32 || last == 9 { name.removeLast() }
        guard !name.isEmpty, name.allSatisfy({ 33...126 ~= $0 }) else { return nil }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    func canonicalBody(relaxed: Bool) -> [UInt8] {
        var lines = body
        if relaxed { lines = lines.map { Self.collapsed($0, keepsLeading: true) } }
        while lines.last == [] { lines.removeLast() }
        if lines.isEmpty { return relaxed ? [] : [13, 10] }
        return lines.flatMap { $0 + [13, 10] }
    }

    static func canonical(_ field: [[UInt8]], relaxed: Bool) -> [UInt8] {
        guard relaxed else { return Array(field.joined(separator: [13, 10])) }
        let text = Array(field.joined())
        let colon = text.firstIndex(of: 58)!
        return Array(name(of: text)!.utf8) + [58] + collapsed(Array(text[(colon + 1)...]), keepsLeading: false)
    }

    /// Runs of white space as one space; none at the end.
    private static func collapsed(_ line: [UInt8], keepsLeading: Bool) -> [UInt8] {
        var words = line.map { $0 == 9 ? 32 : $0 }.split(separator: 32, omittingEmptySubsequences: false).map(Array.init)
        let leads = keepsLeading && words.count > 1 && words[0].isEmpty
        words.removeAll { $0.isEmpty }
        return (leads && !words.isEmpty ? [32] : []) + Array(words.joined(separator: [32]))
    }

    /// What a signature of these names is made over, but for its own field. `own` is the place of that.
    func signedHeader(_ names: [String], relaxed: Bool, own: Int?) -> [UInt8] {
        var left = Array(fields.indices.filter { $0 != own })
        var bytes: [UInt8] = []
        for name in names {
            guard let place = left.lastIndex(where: { Self.name(of: fields[$0][0]) == name.lowercased() }) else { continue }
            bytes += Self.canonical(fields[left.remove(at: place)], relaxed: relaxed) + [13, 10]
        }
        return bytes
    }
}
