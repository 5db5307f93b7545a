import Testing

@testable import Quarantine

/// With programs that say what Postfix 3.7 was seen to say. Tests/Integration/quarantine asks the real ones.
@Suite struct PostfixHoldTests {
    private static let entry =
        #"{"queue_name": "%", "queue_id": "B5BFFF8265C", "arrival_time": 12, "message_size": 1, "forced_expire": false, "sender": "a@example.com", "recipients": [{"address": "b@example.com"}]}"#

    private static func line(_ queue: String) -> String { entry.replacing("%", with: queue) }

    /// A folder of programs; each is a script for /bin/sh.
    private static func programs(postqueue: String = "", postcat: String = "", postsuper: String = "") -> TemporaryFolder {
        let folder = TemporaryFolder()
        for (name, script) in [("postqueue", postqueue), ("postcat", postcat), ("postsuper", postsuper)] where !script.isEmpty {
            folder.write(name, "#!/bin/sh\n\(script)\n", mode: 0o700)
        }
        folder.write("mail", Sample.mail("sextortion-scam; probability=0.98; action=hold; version=0.1.0"))
        folder.write("others", Sample.mail("sextortion-scam; probability=0.98; version=0.1.0"))
        return folder
    }

    private static func store(_ folder: TemporaryFolder, time: Duration = .seconds(20)) -> PostfixHold {
        PostfixHold(configuration: nil, programs: [folder.path, "/usr/bin", "/bin"], time: time)
    }

    @Test func heldMailsOfOursAreListed() async throws {
        let queue = [Self.line("hold"), Self.line("deferred"), "nonsense", Self.line("hold").replacing("B5BFFF8265C", with: "OTHERS12345")].joined(
            separator: "\n")
        let folder = Self.programs(
            postqueue: "cat <<'END'\n\(queue)\nEND",
            postcat: #"[ "$1" = -qh ] || exit 9; case $2 in OTHERS*) cat "${0%/*}/others";; *) cat "${0%/*}/mail";; esac"#)
        let listing = try await Self.store(folder).list(limit: 10)
        #expect(listing.mails.map(\.id) == ["B5BFFF8265C"])
        #expect(listing.mails.first?.arrived == 12)
        #expect(listing.mails.first?.authorAddress == "bob@example.com")
        #expect(listing.problems.isEmpty && listing.leftOut == 0)
    }

    @Test func moreThanTheLimitAreCounted() async throws {
        let queue = (0..<5).map { Self.line("hold").replacing("B5BFFF8265C", with: "B5BFFF8265\($0)") }.joined(separator: "\n")
        let folder = Self.programs(postqueue: "cat <<'END'\n\(queue)\nEND", postcat: #"cat "${0%/*}/mail""#)
        let listing = try await Self.store(folder).list(limit: 2)
        #expect(listing.mails.count == 2 && listing.leftOut == 3)
    }

    @Test func releaseAsksPostfix() async throws {
        let folder = Self.programs(
            postqueue: #"[ "$1" = -i ] && echo "$2" >"${0%/*}/flushed" || cat <<'END'"# + "\n\(Self.line("hold"))\nEND", postcat: #"cat "${0%/*}/mail""#,
            postsuper: #"echo "$*" >"${0%/*}/asked"; echo "postsuper: Released from hold: 1 message" >&2"#)
        let released = try await Self.store(folder).release("B5BFFF8265C")
        #expect(released.mail.messageID == Array("1@example.com".utf8) && released.notice == nil)
        #expect(folder.text("asked") == "-H B5BFFF8265C\n")
        #expect(folder.text("flushed") == "B5BFFF8265C\n")
    }

    @Test func warningsDoNotHideTheRelease() async throws {
        let warnings = #"head -c 100000 /dev/zero | tr '\0' w >&2; echo >&2; "#
        let folder = Self.programs(
            postqueue: "cat <<'END'\n\(Self.line("hold"))\nEND", postcat: #"cat "${0%/*}/mail""#,
            postsuper: warnings + "echo 'postsuper: Released from hold: 1 message' >&2")
        #expect(try await Self.store(folder).release("B5BFFF8265C").mail.id == "B5BFFF8265C")
    }

    @Test func warningsDoNotHideTheFatalError() async {
        let folder = Self.programs(postqueue: "for i in $(seq 400); do echo 'postqueue: warning: x' >&2; done; echo 'postqueue: fatal: y' >&2; exit 1")
        let told = await problem { () async throws(QuarantineProblem) in try await Self.store(folder).list(limit: 1) }
        guard case .program("postqueue", "postqueue: fatal: y", _) = told else { return #expect(Bool(false), "\(String(describing: told))") }
    }

    @Test(arguments: [
        // Held, but not by us.
        ("cat \"${0%/*}/others\"", "echo 'postsuper: Released from hold: 1 message' >&2", QuarantineProblem.gone),
        // Somebody was quicker.
        ("cat \"${0%/*}/mail\"", "echo 'postsuper: Released from hold: 0 messages' >&2", .gone),
        ("echo 'postcat: fatal: open queue file B5BFFF8265C: No such file or directory' >&2; exit 1", "", .gone),
    ])
    func releaseOfNothing(_ postcat: String, _ postsuper: String, _ expected: QuarantineProblem) async {
        let folder = Self.programs(postqueue: "cat <<'END'\n\(Self.line("hold"))\nEND", postcat: postcat, postsuper: postsuper)
        #expect(await problem { () async throws(QuarantineProblem) in try await Self.store(folder).release("B5BFFF8265C") } == expected)
    }

    @Test(arguments: ["ALL", "-", "-H", "", "x; true"])
    func nothingIsAskedForWhatIsNoID(_ id: String) async {
        let folder = Self.programs(postqueue: #"touch "${0%/*}/asked""#, postsuper: #"touch "${0%/*}/asked""#)
        #expect(await problem { () async throws(QuarantineProblem) in try await Self.store(folder).release(id) } == .noID)
        #expect(folder.text("asked") == nil)
    }

    @Test func absentPostfixIsTold() async {
        let folder = Self.programs()
        let store = PostfixHold(configuration: nil, programs: [folder.path], time: .seconds(20))
        #expect(await problem { () async throws(QuarantineProblem) in try await store.list(limit: 1) } == .programMissing("postqueue"))
    }

    @Test func complaintIsTold() async {
        let folder = Self.programs(postqueue: "echo 'postqueue: warning: x' >&2; echo 'postqueue: fatal: y' >&2; exit 1")
        let told = await problem { () async throws(QuarantineProblem) in try await Self.store(folder).list(limit: 1) }
        guard case .program("postqueue", "postqueue: fatal: y", _) = told else { return #expect(Bool(false), "\(String(describing: told))") }
    }

    @Test func hangingProgramIsEnded() async {
        let folder = Self.programs(postqueue: "exec sleep 600")
        let start = ContinuousClock.now
        #expect(
            await problem { () async throws(QuarantineProblem) in try await Self.store(folder, time: .milliseconds(300)).list(limit: 1) }
                == .programTime("postqueue"))
        // Long before it would have ended. Other tests keep the threads of tasks busy for a minute and more.
        #expect(start.duration(to: .now) < .seconds(500))
    }

    /// Neither memory nor time without bound, whatever a program writes.
    @Test func endlessOutputIsCut() async throws {
        let folder = Self.programs(
            postqueue: "cat <<'END'\n\(Self.line("hold"))\nEND",
            postcat: #"cat "${0%/*}/mail" | head -n 4; while :; do echo "X-Y: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"; done"#)
        #expect(try await Self.store(folder).list(limit: 1).mails.count == 1)
    }

    @Test func noisyComplaintsDoNotBlock() async throws {
        let folder = Self.programs(postqueue: "head -c 1000000 /dev/zero >&2; cat <<'END'\n\(Self.line("hold"))\nEND", postcat: #"cat "${0%/*}/mail""#)
        #expect(try await Self.store(folder).list(limit: 1).mails.count == 1)
    }
}
