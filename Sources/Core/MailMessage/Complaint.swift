extension Message {
    /// Of a complaint about a mail (RFC 5965 § 2), the part that carries that mail or its header; nil where this is none.
    ///
    /// multipart/report with report-type=feedback-report: a text for people, message/feedback-report, and message/rfc822 or text/rfc822-headers.
    package var complainedPart: Int? {
        guard parts[0].mediaType.multipart == .report, let type = field(.contentType)?.valueRange, isFeedbackReport(type) else { return nil }
        let children = parts.indices.filter { parts[$0].parent == 0 }
        guard children.count == 3, let second = parts[children[1]].fields.first(where: { $0.name == .contentType })?.valueRange else { return nil }
        let name = bytes.trimmed(second.lowerBound..<(bytes.firstIndex(of: .semicolon, in: second) ?? second.upperBound))
        guard bytes.spells("message/feedback-report", in: name), [.message, .report].contains(parts[children[2]].mediaType.kind) else { return nil }
        return children[2]
    }

    /// Whether a part is `container` or stands in it.
    package func isPart(_ part: Int, within container: Int) -> Bool {
        var part: Int? = parts.indices.contains(part) ? part : nil
        // A part begins behind the one that it stands in, so that this ends.
        while let index = part, index > container { part = parts[index].parent }
        return part == container
    }

    private func isFeedbackReport(_ type: Range<Int>) -> Bool {
        let parameters = ParameterList(of: bytes, in: (bytes.firstIndex(of: .semicolon, in: type) ?? type.upperBound)..<type.upperBound)
        let report = parameters.value(of: "report-type", in: bytes)
        return report.spells("feedback-report", in: 0..<report.count)
    }
}
