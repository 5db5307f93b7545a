/// The paths at the end of a long command line, which ArgumentParser is spared: its time grows with the square of their
/// number (40,000 take it a minute), and `unbluff check *` in a large Maildir is a usual thing to type.
struct TrailingPaths {
    let head: ArraySlice<String>
    let paths: ArraySlice<String>

    /// What stands first among them may be the command or an option's value, so some are left to the parser.
    private static let leftToParser = 16

    init(of arguments: [String]) {
        let lastOption = arguments.lastIndex { $0.hasPrefix("-") && $0 != "-" } ?? -1
        let split = min(lastOption + 1 + Self.leftToParser, arguments.count)
        head = arguments[..<split]
        paths = arguments[split...]
    }
}
