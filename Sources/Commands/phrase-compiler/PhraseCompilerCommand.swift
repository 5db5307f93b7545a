import FoundationEssentials
import Glibc
import ScamEvidence

/// `phrase-compiler OUTPUT LANGUAGE.txt…`: writes the phrase table that is embedded in the program. The order of the files is the order given.
@main
struct PhraseCompilerCommand {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first, arguments.count >= 2 else { stop("usage: phrase-compiler OUTPUT LANGUAGE.txt …") }
        do {
            try compile(arguments.dropFirst(), to: output)
        } catch {
            stop("phrase-compiler: \(error)")
        }
    }

    private static func stop(_ problem: String) -> Never {
        let line = problem + "\n"
        _ = write(STDERR_FILENO, line, line.utf8.count)
        exit(2)
    }

    private static func compile(_ paths: ArraySlice<String>, to output: String) throws {
        let sources = try paths.map { path in
            (language: URL(filePath: path).deletingPathExtension().lastPathComponent, text: try String(contentsOfFile: path, encoding: .utf8))
        }
        let table = try PhraseCompiler.compile(sources)
        try Data(table).write(to: URL(filePath: output))
    }
}
