internal import ServerConfiguration
internal import VictimAdvice

/// What is around every page: language, links, and the message that travels along.
struct PageFrame {
    let texts: AdviceTexts
    let settings: Configuration.Page
    /// Behind `/xx/`: where the same page stands in another language.
    var path = ""
    /// Base64; nil where no message travels along, or a large one.
    var carried: String?
    /// Whether an answer is to a message, carried or not.
    var hasMessage = false
    /// Whether it answers a form: browsers cannot go back to it, so that what it leads to opens beside it.
    var isPosted = false
    var isExample = false
    var isFile = false
    var isIndexed = false
    /// Whether this is the page with help for real threats, to which all others have a link.
    var isRealPage = false

    var language: String { texts.language }

    func render(_ template: String, _ view: [String: Any] = [:]) -> String { PageTemplates.render(template, view.merging(values) { own, _ in own }) }

    private var values: [String: Any] {
        let own = AnswerLanguage.all.first { $0.tag == language } ?? AnswerLanguage.all[0]
        let owner = settings.ownerName ?? ""
        let contact = settings.contact.map(Self.contact)
        var values: [String: Any] = [
            "text": TextTree(texts: texts), "language": language, "pageLanguage": language, "countryPath": path, "realPath": "real", "direction": own.direction,
            "languageName": own.name, "base": settings.basePath, "quickExit": settings.quickExit, "isIndexed": isIndexed,
            "isElsewhere": !isRealPage, "isCarried": carried != nil, "carried": carried ?? "", "isExample": isExample, "isFile": isFile,
            "isTooLong": hasMessage && carried == nil, "verdict": "", "isReal": false, "typed": "", "helpline": LinkedText.pieces(texts["step.helpline"]),
            "languages": AnswerLanguage.all.map(choice), "owner": owner, "hasContact": contact != nil, "hasContactLink": contact?.href != nil,
            "contact": contact?.words ?? "", "contactLink": contact?.href ?? "", "isContactSite": contact?.href?.hasPrefix("http") ?? false,
            "isPosted": isPosted,
            "hasBox": false, "canReport": settings.ownerName != nil && settings.reportFolder != nil && carried != nil && !isExample,
            "reportToOwner": texts["page.owner.report", "owner", owner],
            "askOwner": owner.isEmpty ? texts["page.owner.ask"] : texts["page.owner.ask-owner", "owner", owner],
        ]
        for file in Assets.files { values["asset-\(file.name.split(separator: ".")[1])"] = file.path }
        return values
    }

    private func choice(_ other: AnswerLanguage) -> [String: Any] {
        [
            "code": other.tag, "name": other.name, "direction": other.direction, "href": "\(settings.basePath)/\(other.tag)/\(path)",
            "isCurrent": other.tag == language,
        ]
    }

    /// A mail address, a telephone number or the address of a page, as whoever runs the site wrote it.
    private static func contact(_ text: String) -> (words: String, href: String?) {
        if text.hasPrefix("https://") || text.hasPrefix("http://") { return (text, text) }
        if text.contains("@"), !text.contains(" ") { return (text, "mailto:\(text)") }
        let number = text.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
        return (text, number.count >= 3 && text.allSatisfy { $0.isNumber || "+-() ./".contains($0) } ? "tel:\(number)" : nil)
    }
}
