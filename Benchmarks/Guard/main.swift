import Foundation

// guard-measure             the names of all measures
// guard-measure NAME        one line of JSON: its figures, and whether they are within their bounds ("fine")

let arguments = CommandLine.arguments.dropFirst().map { $0 }
if arguments.isEmpty {
    for measure in GuardMeasure.allCases { print(measure.rawValue) }
} else if arguments.count == 1, let measure = GuardMeasure(rawValue: arguments[0]) {
    print(String(decoding: try JSONSerialization.data(withJSONObject: measure.run(), options: [.sortedKeys]), as: UTF8.self))
} else {
    FileHandle.standardError.write(Data("usage: guard-measure [NAME]\n".utf8))
    exit(2)
}
