internal import VictimAdvice

/// Whom somebody can turn to in a country, with the choice of one. For the template `contacts`.
struct ContactsView {
    let view: [String: Any]

    private static let scamRoles: [ReportingPoint.Role] = [.reportBluff, .police, .helpline]
    private static let realRoles: [ReportingPoint.Role] = [.emergency, .minors, .police, .intimateImages, .helpline]

    init(_ country: Country?, isReal: Bool, texts: AdviceTexts) {
        let place = country ?? .world
        var shown: [ReportingPoint] = []
        var groups: [[String: Any]] = []
        for role in isReal ? Self.realRoles : Self.scamRoles {
            // Of a scam, what helps anywhere is named in the steps already.
            let points = isReal ? place.pointsHereAndAnywhere(for: role, speaking: texts.language) : place.points(for: role, speaking: texts.language)
            // Whoever needs the police looks for them, and must not think that there are none.
            let isMissed = points.isEmpty && isReal && role == .police && country != nil
            if points.isEmpty, !isMissed { continue }
            shown += points
            groups.append(["role": texts["page.role.\(role.rawValue)"], "points": points.map { Self.point($0, texts) }, "isMissed": isMissed])
        }
        let checked = shown.map(\.checked).min().map { texts["page.report.checked", "date", $0.description] } ?? ""
        let countries = Country.all.map { Self.choice($0, isChosen: $0.code == country?.code) }
        view = [
            "groups": groups, "hasGroups": !groups.isEmpty, "checked": checked, "isFromCopies": shown.contains(where: \.isFromCopy), "countries": countries,
            "hasCountry": country != nil,
            "isWithout": country != nil && groups.isEmpty,
        ]
    }

    /// By its own names, and the English one for whoever reads neither.
    private static func choice(_ country: Country, isChosen: Bool) -> [String: Any] {
        var names: [String] = []
        for name in country.ownNames + [country.englishName] where !names.contains(name) { names.append(name) }
        return ["code": country.code, "name": names.joined(separator: " / "), "isChosen": isChosen]
    }

    private static func point(_ point: ReportingPoint, _ texts: AdviceTexts) -> [String: Any] {
        let notes = point.notes.map { texts[noteName($0)] }.joined(separator: ", ")
        return [
            "name": point.name, "hasName": !point.name.isEmpty,
            "contacts": point.contacts.map { ["words": shown($0), "href": $0.link, "isSite": $0.link.hasPrefix("https:")] },
            "notes": notes, "hasNotes": !notes.isEmpty,
        ]
    }

    private static func shown(_ contact: Contact) -> String {
        switch contact {
        case .web(let page): page.hasPrefix("https://") ? String(page.dropFirst(8)).trimmingSlash : page
        case .sms(let number): "SMS \(number)"
        case .mail, .phone: contact.text
        }
    }

    private static func noteName(_ note: ReportingPoint.Note) -> String {
        switch note {
        case .under18: "page.note.under-eighteen"
        case .over18: "page.note.over-eighteen"
        case .alwaysOpen, .police, .ambulance: "page.note.\(note.rawValue)"
        }
    }
}

extension String {
    fileprivate var trimmingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
