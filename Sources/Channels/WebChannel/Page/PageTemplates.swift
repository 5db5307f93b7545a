internal import Mustache

/// The templates: WebAssets/files/*.mustache. `layout` is around every page.
enum PageTemplates {
    static func render(_ name: String, _ view: [String: Any]) -> String { library.render(view, withTemplate: name) ?? "" }

    private static let library: MustacheLibrary = {
        MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
        var library = MustacheLibrary()
        for file in Assets.names where file.hasSuffix(".mustache") {
            // A partial is rendered with Mustache's own escaping unless it says otherwise, so each of them says it.
            let text = "{{% CONTENT_TYPE:\(HTMLEscaping.name)}}" + Assets.text(file)
            do {
                try library.register(text, named: String(file.dropLast(".mustache".count)))
            } catch {
                fatalError("\(file): \(error)")
            }
        }
        return library
    }()
}
