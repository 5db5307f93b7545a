internal import Hummingbird
internal import Mustache
internal import ServerConfiguration
internal import VictimAdvice

/// The page for people.
struct PageRoutes {
    let site: Site

    func addRoutes(to router: Router<VisitContext>) {
        router.get("/") { [site] _, _ in Response(status: .seeOther, headers: [.location: "\(site.settings.basePath)/en/"]) }
        for language in AdviceTexts.languages {
            router.get("\(language)") { [site] _, _ in
                let view: [String: Any] = [
                    "language": language, "direction": language == "ar" ? "rtl" : "ltr", "title": "Check a message", "base": site.settings.basePath,
                ]
                let html = try MustacheTemplate(string: Assets.text("box.mustache")).render(view)
                return Response(status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: .init(string: html)))
            }
        }
        router.get("page.css") { _, _ in
            Response(status: .ok, headers: [.contentType: "text/css; charset=utf-8"], body: .init(byteBuffer: .init(bytes: Assets.bytes("page.css"))))
        }
    }
}
