internal import NIOCore
internal import ServerConfiguration
internal import Synchronization
internal import VictimAdvice

/// The pages that say why there is no answer, each made once: thousands of clients may be turned away in one moment, and a page made for each would hold a loop for seconds.
final class ProblemPages: Sendable {
    private struct Kept {
        /// Of which the pages speak.
        var settings: Configuration.Page
        var pages: [Name: ByteBuffer] = [:]
    }

    /// One of a dozen problems in one of 19 languages: there are never many.
    private struct Name: Hashable {
        let problem: PageProblem
        let language: String
    }

    private let kept = Mutex(Kept(settings: Configuration.Page()))

    func page(_ problem: PageProblem, in texts: AdviceTexts, _ settings: Configuration.Page) -> ByteBuffer {
        let name = Name(problem: problem, language: texts.language)
        return kept.withLock { kept in
            if kept.settings != settings { kept = Kept(settings: settings) }
            if let page = kept.pages[name] { return page }
            let page = ByteBuffer(string: PageRoutes.problem(problem, texts, settings))
            kept.pages[name] = page
            return page
        }
    }
}
