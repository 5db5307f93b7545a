internal import MailMessage
internal import ScamEvidence
internal import VisibleText

/// By what a message is known again in another one: an answer, a second copy, a mail with the same payment address.
extension CaseFile {
    /// In their canonical spelling, each once, in the order of the text; those in quoted, forwarded and attached text as well.
    public var paymentAddresses: [String] { paymentAddresses { _ in true } }

    /// The same, but only those in the message's own words: subject and text, without what is quoted, forwarded or comes as a file.
    public var ownPaymentAddresses: [String] { paymentAddresses { !$0.isQuoted && reading.sections[$0.section].place != .attachment } }

    private func paymentAddresses(where isMeant: (Evidence) -> Bool) -> [String] {
        var known: Set<String> = []
        return evidence.compactMap { piece in
            guard case .paymentAddress(let address) = piece.fact, isMeant(piece), known.insert(address.value).inserted else { return nil }
            return address.value
        }
    }

    /// The subject, decoded, up to so many bytes; empty where there is none.
    public func subject(atMost limit: Int) -> String {
        guard let section = reading.sections.first(where: { $0.place == .subject && $0.nesting == 0 }) else { return "" }
        return String(decoding: section.text.prefix(limit), as: UTF8.self)
    }

    /// The beginning of what is shown of the message's own text, folded: without the subject, quoted and forwarded text, and files.
    public func ownText(atMost limit: Int) -> [UInt8] {
        var text: [UInt8] = []
        for index in shownSections where text.count < limit {
            text += reading.sections[index].own(atMost: limit - text.count)
            text.append(FoldedText.sentenceSeparator)
        }
        return text
    }

    /// Of alternatives a mail program shows the last that it can (RFC 2046 § 5.1.4).
    private var shownSections: [Int] {
        var shown: [Int] = []
        // For each multipart/alternative the entity in it that is shown.
        var chosen: [Int: Int] = [:]
        for index in reading.sections.indices.reversed() {
            let section = reading.sections[index]
            let kind = message.parts[section.part].mediaType.kind
            guard section.place == .body, !section.isDoubtful, section.nesting == 0, kind == .plain || kind == .html, !section.folded.bytes.isEmpty else {
                continue
            }
            if choose(section.part, &chosen) { shown.append(index) }
        }
        return shown.reversed()
    }

    /// Whether nothing that was chosen before stands in its place.
    private func choose(_ part: Int, _ chosen: inout [Int: Int]) -> Bool {
        var child = part
        while let parent = message.parts[child].parent {
            if message.parts[parent].mediaType.multipart == .alternative {
                guard chosen[parent] ?? child == child else { return false }
                chosen[parent] = child
            }
            child = parent
        }
        return true
    }
}

extension Section {
    /// The folded text outside of the quoted lines.
    fileprivate func own(atMost limit: Int) -> [UInt8] {
        if quoted.isEmpty { return Array(folded.bytes.prefix(limit)) }
        var own: [UInt8] = []
        var start = 0
        for range in quoted where own.count < limit && range.upperBound > start {
            own += text[start..<max(start, range.lowerBound)].prefix(limit - own.count)
            start = range.upperBound
        }
        own += text[start...].prefix(limit - own.count)
        return FoldedText(folding: own).bytes
    }
}
