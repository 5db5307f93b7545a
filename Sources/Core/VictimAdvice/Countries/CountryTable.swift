internal import EmbeddedData

/// Reads the embedded table, which `script/generate/countries` has checked line by line; a line it would not have let through is passed over.
enum CountryTable {
    static func read() -> [Country] {
        let embedded = embedded_countries()
        return countries(in: String(decoding: UnsafeBufferPointer(start: embedded.bytes, count: embedded.count), as: UTF8.self))
    }

    static func countries(in text: String) -> [Country] {
        var countries: [Country] = []
        for block in blocks(of: text.split(separator: "\n").compactMap(Line.init)) {
            if block[0].key == "country" {
                countries.append(country(block))
            } else if let point = point(block), !countries.isEmpty {
                countries[countries.count - 1].points.append(point)
            }
        }
        return countries
    }

    private struct Line {
        let key: Substring
        let value: Substring

        init?(_ line: Substring) {
            guard let colon = line.firstRange(of: ": ") else { return nil }
            key = line[..<colon.lowerBound]
            value = line[colon.upperBound...]
        }
    }

    /// A country's own lines, or a point's; never empty.
    private static func blocks(of lines: [Line]) -> [[Line]] {
        var blocks: [[Line]] = []
        for line in lines {
            if line.key == "country" || line.key == "point" {
                blocks.append([line])
            } else if !blocks.isEmpty {
                blocks[blocks.count - 1].append(line)
            }
        }
        return blocks
    }

    private static func country(_ block: [Line]) -> Country {
        Country(
            code: String(block[0].value), englishName: value(of: "english", in: block).map(String.init) ?? "",
            ownNames: block.filter { $0.key == "own" }.map { String($0.value) }, languages: words(of: "languages", in: block),
            homeLanguage: value(of: "home-of", in: block).map(String.init))
    }

    private static func point(_ block: [Line]) -> ReportingPoint? {
        guard let role = ReportingPoint.Role(rawValue: String(block[0].value)) else { return nil }
        let checked = words(of: "checked", in: block)
        guard let source = value(of: "source", in: block), let day = checked.first.flatMap({ CalendarDate($0) }) else { return nil }
        return ReportingPoint(
            role: role, name: value(of: "name", in: block).map(String.init) ?? "", contacts: block.compactMap { Contact(key: $0.key, value: $0.value) },
            languages: words(of: "speaks", in: block), notes: words(of: "note", in: block).compactMap(ReportingPoint.Note.init), source: String(source),
            checked: day, isFromCopy: checked.dropFirst().first == "copy")
    }

    private static func value(of key: String, in block: [Line]) -> Substring? { block.first { $0.key == key }?.value }

    private static func words(of key: String, in block: [Line]) -> [String] { (value(of: key, in: block) ?? "").split(separator: " ").map(String.init) }
}
