import Fuzzing

@testable import ServerConfiguration

// A configuration's file: each is read, or has problems within it, a line each; what was read is written down as a file that says the same.
once { require(!Setting.all.isEmpty, "there are settings") }
fuzz { bytes in
    let disk = ConfigurationDisk { path, _ in
        path == "f" ? bytes : nil
    } names: { _ in
        []
    }
    do throws(ConfigurationProblems) {
        let loaded = try Configuration.load(file: "f", environment: [:], disk: disk)
        let page = Array(loaded.page.utf8)
        let again = ConfigurationDisk { path, _ in
            path == "f" ? page : nil
        } names: { _ in
            []
        }
        guard let copy = try? Configuration.load(file: "f", environment: [:], disk: again) else { fatalError("cannot read again:\n\(loaded.page)") }
        // What is secret is not written down.
        var shown = loaded.configuration
        shown.guarding.alerts.webhook = nil
        shown.guarding.alerts.webhookSecret = nil
        require(copy.configuration == shown, "written and read again it is another:\n\(loaded.page)")
        for notice in loaded.notices {
            require(!notice.message.unicodeScalars.contains { $0.properties.generalCategory == .control }, "a control character in: \(notice.message)")
        }
    } catch {
        let lines =
            bytes.count { $0 == 0x0A || $0 == 0x0D }
            + bytes.indices.count { bytes[$0...].starts(with: [0xC2, 0x85]) || bytes[$0...].starts(with: [0xE2, 0x80]) }
        require(!error.problems.isEmpty && error.problems.count <= min(error.count, ConfigurationLimits.problems), "\(error.problems.count) of \(error.count)")
        for problem in error.problems {
            require(problem.place.source == "f" || problem.place.source == "defaults", "\(problem.place)")
            // What is missing at the end is missing in the line behind it.
            require((problem.place.line ?? 1) <= lines + 2, "line \(problem.place) of \(lines + 1)")
            require(!problem.message.unicodeScalars.contains { $0.properties.generalCategory == .control }, "a control character in: \(problem.message)")
        }
    }
}
