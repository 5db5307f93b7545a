internal import ChannelKit
internal import Examination
internal import Hummingbird
internal import MailMessage
internal import VictimAdvice

/// The HTTP interface: `/v1/…`.
struct CheckInterface {
    let site: Site

    func addRoutes(to router: Router<VisitContext>) {
        router.post("v1/check") { [site] request, _ in
            let bytes = try await request.bytes(atMost: site.desk.messageLimit)
            let texts = AdviceTexts(language: "en")!
            return try await site.desk.examine(bytes, FileForm(of: bytes)) { $0.advice(in: texts).headline + "\n" }
        }
    }
}
