/// Where something was written: in a file, or in a variable of the environment.
public struct ConfigurationPlace: Sendable, Hashable, CustomStringConvertible {
    /// A file's path as it was named, or a variable's name.
    public let source: String
    /// From 1; nil for a variable, and for a file that could not be read.
    public let line: Int?
    /// From 1, in Unicode scalars.
    public let column: Int?

    init(_ source: String, line: Int? = nil, column: Int? = nil) {
        self.source = source
        self.line = line
        self.column = column
    }

    /// `file:line:column`, as compilers write it and editors read it.
    public var description: String { ([source] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") }
}

/// One thing that is wrong with a configuration.
public struct ConfigurationProblem: Sendable, Hashable, CustomStringConvertible {
    public let place: ConfigurationPlace
    /// One line without control characters: the key, what was expected, what was found, and what may have been meant.
    public let message: String

    public var description: String { "\(place): \(message)" }
}

/// All that is wrong with a configuration, in the order of the files and lines; never empty.
public struct ConfigurationProblems: Error, Sendable, Equatable, CustomStringConvertible {
    public let problems: [ConfigurationProblem]
    /// How many there are in all: not all are told of a file of something else.
    public let count: Int

    init(_ list: ProblemList) {
        let sources = list.problems.map(\.place.source)
        func order(_ place: ConfigurationPlace) -> (Int, Int, Int) { (sources.firstIndex(of: place.source) ?? 0, place.line ?? 0, place.column ?? 0) }
        problems = list.problems.sorted { order($0.place) < order($1.place) }
        count = list.count
    }

    /// For people: `file:line:column: message` each, and how many more there are.
    public var lines: [String] {
        problems.map(\.description) + (count > problems.count ? ["and \(count - problems.count) problems more"] : [])
    }

    /// On one line: for a log.
    public var description: String { lines.joined(separator: "; ") }
}

/// The problems found so far.
struct ProblemList {
    private(set) var problems: [ConfigurationProblem] = []

    /// Those that are not told included.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func add(_ place: ConfigurationPlace, _ message: String) {
        count += 1
        guard problems.count < ConfigurationLimits.problems else { return }
        problems.append(ConfigurationProblem(place: place, message: message))
    }
}

/// Thrown where a problem is in the list already.
struct Reported: Error {}
