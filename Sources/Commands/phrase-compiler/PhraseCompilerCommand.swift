import FoundationEssentials
import Glibc
import ScamEvidence
import ScamVerdict

/// `phrase-compiler [--notions] OUTPUT LANGUAGE.txt…`: writes the table of phrases, or of notions, that is embedded in the program. The order of the files is the order given.
@main
struct PhraseCompilerCommand {
    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        let isOfNotions = arguments.first == "--notions"
        if isOfNotions { arguments.removeFirst() }
        guard let output = arguments.first, arguments.count >= 2 else { stop("usage: phrase-compiler [--notions] OUTPUT LANGUAGE.txt …") }
        do {
            try compile(arguments.dropFirst(), ofNotions: isOfNotions, to: output)
        } catch {
            stop("phrase-compiler: \(error)")
        }
    }

    private static func stop(_ problem: String) -> Never {
        let line = problem + "\n"
        _ = write(STDERR_FILENO, line, line.utf8.count)
        exit(2)
    }

    private static func compile(_ paths: ArraySlice<String>, ofNotions isOfNotions: Bool, to output: String) throws {
        let sources = try paths.map { path in
            (language: URL(filePath: path).deletingPathExtension().lastPathComponent, text: try String(contentsOfFile: path, encoding: .utf8))
        }
        let table = try isOfNotions ? NotionCompiler.compile(sources) : PhraseCompiler.compile(sources)
        try Data(table).write(to: URL(filePath: output))
    }
}
