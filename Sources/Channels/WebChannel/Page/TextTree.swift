internal import Mustache
internal import VictimAdvice

/// A language's words in a template: `{{text.page.start.lead}}` is the text named `page.start.lead`.
struct TextTree: MustacheParent, MustacheCustomRenderable {
    let texts: AdviceTexts
    var name = ""

    func child(named part: String) -> Any? { TextTree(texts: texts, name: name.isEmpty ? part : "\(name).\(part)") }

    var renderText: String { texts[name] }
    var isNull: Bool { false }
}
