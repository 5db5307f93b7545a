internal import Glibc

/// When to use colours.
enum ColorChoice: String, CaseIterable {
    /// On a terminal that can, unless NO_COLOR is set (no-color.org).
    case auto
    case always
    case never
}

/// What standard output can show.
struct Terminal {
    let isTerminal: Bool
    let hasColor: Bool
    /// In columns.
    let width: Int

    /// Narrower than any terminal, nothing is readable; wider than this, no line is.
    static let widths = 40...100
    static let usualWidth = 80

    init(color: ColorChoice) {
        isTerminal = isatty(STDOUT_FILENO) == 1
        width = min(max(Self.environmentWidth ?? Self.windowWidth ?? Self.usualWidth, Self.widths.lowerBound), Self.widths.upperBound)
        hasColor =
            switch color {
            case .always: true
            case .never: false
            case .auto: isTerminal && Self.canRewriteLines && Self.environment("NO_COLOR") == nil
            }
    }

    /// Whether the terminal understands more than characters and line ends.
    static var canRewriteLines: Bool { environment("TERM") != nil && environment("TERM") != "dumb" }

    private static var environmentWidth: Int? { environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

    private static var windowWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Nil where it is not set or empty.
    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
