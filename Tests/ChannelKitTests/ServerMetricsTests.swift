import ScamVerdict
import Testing

@testable import ChannelKit

@Suite struct ServerMetricsTests {
    @Test func exposition() {
        let metrics = ServerMetrics(version: "1.0", model: "a\"b")
        metrics.examined(.milter, .sextortionScam)
        metrics.examined(.milter, .sextortionScam)
        metrics.did(.milter, .tag)
        metrics.took(.milter, nanoseconds: 700_000)
        metrics.took(.milter, nanoseconds: 7_000_000_000)
        metrics.fault(.spamd, .length)
        let lines = metrics.exposition.split(separator: "\n").map(String.init)
        for line in [
            #"unbluff_examined_total{channel="milter",verdict="sextortion-scam"} 2"#, #"unbluff_examined_total{channel="spamd",verdict="sextortion-scam"} 0"#,
            #"unbluff_actions_total{channel="milter",action="tag"} 1"#, #"unbluff_examination_seconds_bucket{channel="milter",le="0.0005"} 0"#,
            #"unbluff_examination_seconds_bucket{channel="milter",le="0.001"} 1"#, #"unbluff_examination_seconds_bucket{channel="milter",le="+Inf"} 2"#,
            #"unbluff_examination_seconds_count{channel="milter"} 2"#, #"unbluff_examination_seconds_sum{channel="milter"} 7.0007"#,
            #"unbluff_protocol_errors_total{channel="spamd",kind="length"} 1"#, #"unbluff_build_info{version="1.0",model="a\"b"} 1"#,
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    /// promtool's rules: a HELP and a TYPE before each name, every line a name and a number.
    @Test func form() {
        var known: Set<String> = []
        for line in ServerMetrics(version: "1", model: "2").exposition.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") { #expect(known.insert(String(line.split(separator: " ")[2])).inserted) }
            guard !line.hasPrefix("#") else { continue }
            let name = line.prefix { $0 != "{" && $0 != " " }
            #expect(known.contains { name == $0 || name.hasPrefix($0 + "_") }, "\(line)")
            #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
        }
        #expect(known.contains("process_resident_memory_bytes"))
    }

    @Test func unknownLabelsCountNothing() {
        let family = CounterFamily("n", "h", labels: ["l"], values: [["a"]])
        family["b"].add()
        #expect(family.all.map(\.counter.count) == [0])
    }
}
