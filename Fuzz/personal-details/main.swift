import Fuzzing
@testable import ScamEvidence

// Telephone numbers, addresses and user names: behind the place or before it, inside the text, and found again where they stand alone.
fuzz { bytes in
    let place = bytes.count / 2
    for detail in PersonalDetail.allCases {
        var finder = DetailFinder(text: bytes)
        if let value = finder.look(behind: place..<place, for: detail) {
            requireApart([value], within: place..<bytes.count, "behind")
            var again = DetailFinder(text: Array(bytes[value]))
            require(detail == .userName || again.look(behind: 0..<0, for: detail)?.lowerBound == 0, "\(detail) is one by itself")
        }
        if let value = finder.look(before: place..<place, for: detail) { requireApart([value], within: 0..<place, "before") }
    }
}
