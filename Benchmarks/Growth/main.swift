import Foundation

// growth                       the names of all cases, one a line, with what is measured in each
// growth CASE MEASURE BYTES    one line of JSON: nanoseconds of CPU a byte, the most memory resident beyond the input

let arguments = CommandLine.arguments.dropFirst().map { $0 }
if arguments.isEmpty {
    for worst in WorstCase.all { print(worst.name, worst.measures.map(\.rawValue).joined(separator: ",")) }
} else if arguments.count == 3, let worst = WorstCase.all.first(where: { $0.name == arguments[0] }), let measure = Measure(rawValue: arguments[1]),
    let size = Int(arguments[2])
{
    let bytes = worst.bytes(size)
    let before = Resources.residentBytes()
    let seconds = Resources.leastSeconds { measure.run(bytes) }
    let figures = ["nanoseconds": seconds * 1e9 / Double(bytes.count), "seconds": seconds, "peak": Double(Resources.peakBytes - before)]
    print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
} else {
    FileHandle.standardError.write(Data("usage: growth [CASE MEASURE BYTES]\n".utf8))
    exit(2)
}
