import Testing

@testable import MailMessage

@Suite struct OffsetMapTests {
    @Test func anEmptyMapIsTheIdentity() {
        #expect(OffsetMap().sources(of: 3..<7) == [3..<7])
        #expect(OffsetMap().sources(of: 3..<3) == [])
    }

    @Test func linearRunsThatGoOnAreOneSegment() {
        var map = OffsetMap()
        map.appendLinear(output: 0, source: 10)
        map.appendLinear(output: 4, source: 14)
        #expect(map.segments.count == 1)
        #expect(map.sources(of: 2..<6) == [12..<16])
    }

    @Test func aGapInTheSourceSplitsARange() {
        var map = OffsetMap()
        map.appendLinear(output: 0, source: 0)
        map.appendLinear(output: 4, source: 9)
        #expect(map.sources(of: 2..<6) == [2..<4, 9..<11])
    }

    @Test func atomicOutputStandsForAllOfItsSource() {
        var map = OffsetMap()
        map.appendLinear(output: 0, source: 0)
        map.appendAtomic(output: 2, source: 2..<8)
        map.appendLinear(output: 4, source: 8)
        #expect(map.sources(of: 3..<4) == [2..<8])
        #expect(map.sources(of: 1..<5) == [1..<9])
    }

    @Test func base64GivesWholeUnits() {
        var map = OffsetMap()
        map.appendUnits(output: 0, source: 100, outputBytes: 3, sourceBytes: 4)
        #expect(map.sources(of: 0..<1) == [100..<104])
        #expect(map.sources(of: 2..<4) == [100..<108])
        #expect(map.sources(of: 3..<6) == [104..<108])
    }

    @Test func aSegmentWithoutOutputIsForgotten() {
        var map = OffsetMap()
        map.appendLinear(output: 0, source: 0)
        map.appendLinear(output: 0, source: 5)
        #expect(map.sources(of: 0..<1) == [5..<6])
        #expect(map.segments.count == 1)
    }
}
