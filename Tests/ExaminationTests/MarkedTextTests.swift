import Foundation
import MailMessage
import ScamEvidence
import Testing
import VisibleText

@testable import Examination

@Suite struct MarkedTextTests {
    private static func marked(_ text: String, header: String = "") -> (MarkedText, CaseFile) {
        let file = Examiner().examine(mail: Array(("Subject: hello\nContent-Type: text/plain; charset=utf-8\n" + header + "\n" + text).utf8))
        return (MarkedText(of: file), file)
    }

    private static func body(_ marked: MarkedText) -> [MarkedText.Run] { marked.sections.filter { $0.place == .body }.flatMap(\.passages).flatMap(\.runs) }

    // MARK: What holds for every message

    @Test(arguments: Fixture.all)
    func runsTileTheText(_ fixture: Fixture) {
        for bytes in [fixture.bytes, fixture.withCRLF.bytes] {
            let file = Examiner().examine(mail: bytes)
            let marked = MarkedText(of: file)
            #expect(!marked.isCut)
            #expect(marked.sections.count == file.reading.sections.count { !$0.text.isEmpty })
            check(marked, file)
        }
    }

    /// Cut anywhere, so that characters, lines and encodings are torn.
    @Test(arguments: Fixture.all)
    func cutMessages(_ fixture: Fixture) {
        // Some three places in each, others than in its neighbours.
        for end in stride(from: 97 + fixture.bytes.count % 89, to: fixture.bytes.count, by: 331) {
            let file = Examiner().examine(mail: Array(fixture.bytes.prefix(end)))
            check(MarkedText(of: file), file)
        }
    }

    @Test(arguments: LanguageTests.languages)
    func everyLanguage(_ language: String) throws {
        for outcome in ["sextortion-scam", "possibly-real", "mentions-scam"] {
            var splitter = MboxSplitter()
            splitter.append([UInt8](try Data(contentsOf: LanguageTests.folder.appending(path: "\(language)/tuned/\(outcome).mbox"))))
            splitter.finish()
            for piece in sequence(state: splitter, next: { $0.next() }).prefix(3) {
                let file = Examiner().examine(mail: piece.bytes)
                check(MarkedText(of: file), file)
            }
        }
    }

    private func check(_ marked: MarkedText, _ file: CaseFile) {
        let problems = MarkedTextCheck(marked, file).problems
        #expect(problems == [])
    }

    // MARK: Marks

    /// White text on white stands in a text of its own behind what is surely seen, with all words of that.
    @Test func whatMayBeHiddenIsShownOnce() throws {
        let seen = "<p>I hacked your device and recorded you with your camera. Pay 500 USD in bitcoin or I send the video to your contacts.</p>"
        let hidden = "<div style='color:white'>" + String(repeating: "Thank you for your order. ", count: 20) + "</div>"
        let file = Examiner().examine(mail: Array("Subject: hello\nContent-Type: text/html; charset=utf-8\n\n\(seen)\(hidden)".utf8))
        #expect(file.reading.sections.count { $0.place == .body } == 2)
        let body = MarkedText(of: file).sections.filter { $0.place == .body }
        let text = body.flatMap(\.passages).flatMap(\.runs).map(\.text).joined()
        #expect(body.count == 1 && text.contains("Thank you") && text.contains("hacked"))
    }

    @Test func overlappingEvidenceIsOneMark() throws {
        let (marked, _) = Self.marked("I hacked your device. Pay 500 dollars in bitcoin within 48 hours to 1111111111111111111114oLvT2 or else.\n")
        let runs = Self.body(marked)
        let amount = try #require(runs.first { $0.text.contains("500") })
        #expect(amount.reasons.contains(.amount) && amount.reasons.contains(.claim(.demandsPayment)))
        #expect(runs.contains { $0.reasons.contains(.paymentAddress(.bitcoin)) && $0.text.contains("1111111111111111111114oLvT2") })
        #expect(Set(amount.reasons).count == amount.reasons.count)
        #expect(runs.first { $0.mark == nil }?.reasons == [])
    }

    private static func marks(_ text: String, _ pieces: [(String, MarkReason)]) throws -> [[String]] {
        let pieces = try pieces.map { words, reason in
            let range = try #require(text.range(of: words))
            return Mark.Piece(range: text[..<range.lowerBound].utf8.count..<text[..<range.upperBound].utf8.count, reason: reason)
        }
        let bytes = Array(text.utf8)
        return Mark.merged(pieces, in: bytes, from: 1).map { [String(decoding: bytes[$0.range], as: UTF8.self)] + $0.reasons.map(\.name) }
    }

    /// Else nobody sees which words a reason is about.
    @Test func aMarkEndsWithTheSentenceWhereReasonsChange() throws {
        let text = "One two. (Three four!)  Five\r\nsix. Seven\n"
        let pieces: [(String, MarkReason)] = [("two. (Three", .amount), ("Three four!)  Five\r\nsix", .timeLimit), ("six. Seven", .paymentAddress(.bitcoin))]
        let expected = [
            ["two.", "amount"], [" (Three four!)", "amount", "time-limit"], ["  Five", "time-limit"], ["\r\nsix.", "time-limit", "payment-address"],
            [" Seven", "payment-address"],
        ]
        #expect(try Self.marks(text, pieces) == expected)
        // The same reason in all of them is one mark, and what overlaps in one sentence too.
        #expect(try Self.marks(text, [("One two. (Three four!)  Five", .amount)]) == [["One two. (Three four!)  Five", "amount"]])
        #expect(try Self.marks("One two three", [("One two", .amount), ("two three", .timeLimit)]) == [["One two three", "amount", "time-limit"]])
        // A reason that begins anew is no other one.
        let again: [(String, MarkReason)] = [("One", .amount), ("One. Two", .timeLimit), ("Two", .amount)]
        #expect(try Self.marks("One. Two", again) == [["One. Two", "amount", "time-limit"]])
        #expect(try Self.marks("一。二", [("一。二", .amount), ("二", .timeLimit)]) == [["一。", "amount"], ["二", "amount", "time-limit"]])
        #expect(try Self.marks("هل؟ نعم", [("هل؟ نعم", .amount), ("نعم", .timeLimit)]) == [["هل؟", "amount"], [" نعم", "amount", "time-limit"]])
    }

    @Test func aReasonIsFoundAtItsWords() throws {
        let fixture = try #require(Fixture.all.first { $0.name == "17-password-quoted" })
        let runs = Self.body(MarkedText(of: Examiner().examine(mail: fixture.bytes)))
        func reasons(_ words: String) throws -> Set<String> { Set(try #require(runs.first { $0.text.contains(words) }).reasons.map(\.name)) }
        #expect(try reasons("is your password") == ["knows-your-password"])
        #expect(try reasons("webcam recorded you") == ["watched-adult-sites", "recorded-you"])
        #expect(try reasons("everyone in your address book").isDisjoint(with: ["watched-adult-sites", "recorded-you", "amount", "payment-address"]))
        #expect(try reasons("Pay 1900 USD").isSuperset(of: ["demands-payment", "amount"]))
    }

    /// A text without white space, and one of nothing else.
    @Test func sentencesWithoutEndArePartedAllTheSame() {
        for (text, ends) in [
            ("é" + String(repeating: "é", count: 9), [4, 8, 12, 16, 20]), ("ab cdefg hi", [2, 7, 11]), ("          ", [5, 10]), ("a. \n ", [5]),
        ] {
            let bytes = Array(text.utf8)
            var found: [Int] = []
            while found.last ?? 0 < bytes.count { found.append(SentenceEnd.first(in: (found.last ?? 0)..<bytes.count, of: bytes, longest: 5)) }
            #expect(found == ends)
        }
    }

    @Test func aSecretIsSetApartInAMark() throws {
        let (marked, file) = Self.marked("I know that hunter2xyz is your password. I recorded you. hunter2xyz again.\n")
        let runs = Self.body(marked)
        let secret = try #require(runs.first { $0.isSecret })
        #expect(secret.text == "hunter2xyz")
        #expect(secret.mark != nil && secret.reasons == [.claim(.knowsYourPassword)])
        #expect(runs.filter { $0.mark == secret.mark }.count == 3)
        #expect(runs.filter(\.isSecret).count == 2 && runs.last(where: \.isSecret)?.mark == nil)
        #expect(!runs.filter { !$0.isSecret }.contains { $0.text.contains("hunter2") })
        #expect(file.quotesSecret)
    }

    @Test func quotedLinesAreRunsOfTheirOwn() {
        let (marked, _) = Self.marked("I got this:\n> I hacked your device. I recorded you.\nIs it true?\n")
        let runs = Self.body(marked)
        #expect(runs.filter(\.isQuoted).map(\.text).joined() == "> I hacked your device. I recorded you.\n")
        #expect(runs.first?.text == "I got this:\n" && runs.last?.text == "Is it true?\n")
    }

    /// A sum in a message that asks for none says nothing to a person.
    @Test func sumsAreMarkedWhereMoneyIsAskedFor() {
        let (asked, _) = Self.marked("I hacked your device. Pay 500 dollars in bitcoin.\n")
        #expect(Self.body(asked).contains { $0.reasons.contains(.amount) })
        let (told, _) = Self.marked("I hacked your device. My old one was 500 dollars.\n")
        #expect(!Self.body(told).contains { $0.reasons.contains(.amount) })
    }

    /// A chain of pieces without end is several marks.
    @Test func marksAreBounded() {
        let pieces = (0..<1_000).map { Mark.Piece(range: $0 * 10..<$0 * 10 + 25, reason: $0 % 2 == 0 ? .amount : .timeLimit) }
        let text = [UInt8](repeating: 0x61, count: 10_015)
        let marks = Mark.merged(pieces, in: text, from: 1)
        #expect(marks.count > 5 && marks.allSatisfy { $0.range.count <= 1_000 && $0.reasons.count == 2 })
        #expect(zip(marks, marks.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
        #expect(marks.first?.range.lowerBound == 0 && marks.last?.range.upperBound == 10_015)
    }

    @Test func marksHoldWholeCharacters() {
        let text = Array("aé€😀".utf8)
        let marks = Mark.merged([Mark.Piece(range: 2..<4, reason: .amount), Mark.Piece(range: 8..<9, reason: .amount)], in: text, from: 7)
        #expect(marks.map(\.range) == [1..<6, 6..<10] && marks.map(\.number) == [7, 8])
    }

    /// A person may show their page to somebody without a thought of what the file is called.
    @Test func aSecretInAFilesNameIsMasked() throws {
        let part = "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"of HUNTER2xyz, hunter2xyz.txt\"\n\nSome words.\n"
        let body = "--b\n\nI know that hunter2xyz is your password. I recorded you.\n"
        let file = Examiner().examine(mail: Array(("Content-Type: multipart/mixed; boundary=b\n\n" + body + part + "--b--\n").utf8))
        #expect(file.quotesSecret)
        let attached = try #require(MarkedText(of: file).sections.first { $0.place == .attachment })
        #expect(attached.name == "of •••, •••.txt")
    }

    // MARK: Folds and limits

    @Test func whatIsFarFromMarksIsFolded() throws {
        let far = String(repeating: "Some words of a letter.\n", count: 40)
        let (marked, _) = Self.marked(far + "I hacked your device.\n" + far + "I recorded you with your camera.\n" + far)
        let section = try #require(marked.sections.first { $0.place == .body })
        #expect(section.passages.map(\.form) == [.folded, .shown, .folded, .shown, .folded])
        #expect(section.passages.filter { $0.form == .shown }.allSatisfy { $0.runs.contains { $0.mark != nil } && $0.range.count < 600 })
        #expect(section.passages.filter(\.isFolded).allSatisfy { $0.runs.allSatisfy { $0.mark == nil } })
        let (calm, _) = Self.marked(far)
        #expect(calm.sections.map { $0.passages.map(\.form) } == [[.shown], [.folded]])
    }

    @Test func marksComeBeforeTheRest() throws {
        let long = String(repeating: "Some words of a long letter. ", count: 1_500)
        let (marked, file) = Self.marked(long + "I hacked your device." + long + "I recorded you with your camera. " + long)
        check(marked, file)
        #expect(marked.isCut)
        let section = try #require(marked.sections.first { $0.place == .body })
        let shown = section.passages.filter { !$0.isLeftOut }
        #expect(shown.reduce(0) { $0 + $1.range.count } <= MarkedText.Limits.sectionBytes)
        #expect(shown.filter { $0.form == .shown }.count == 2)
        #expect(shown.contains { $0.runs.contains { $0.reasons.contains(.claim(.recordedYou)) } })
    }

    @Test func manySectionsAreBounded() {
        let part =
            "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"a\u{202E}\nb.txt\"\n\n" + String(repeating: "Some words.\n", count: 250)
        let mail = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: part, count: 150) + "--b\n\nI hacked your device.\n--b--\n"
        let marked = MarkedText(of: Examiner().examine(mail: Array(mail.utf8)))
        #expect(marked.isCut && marked.sections.count == MarkedText.Limits.sections)
        #expect(marked.sections.last?.hasMarks == true)
        let shown = marked.sections.flatMap(\.passages).filter { !$0.isLeftOut }
        #expect(shown.reduce(0) { $0 + $1.range.count } <= MarkedText.Limits.bytes)
        #expect(marked.sections.allSatisfy { !$0.name.contains { $0 == "\u{202E}" || $0 == "\n" } })
    }

    @Test func runsAreBounded() {
        let text = String(repeating: "> I hacked your device.\nI recorded you.\n", count: 1_500)
        let (marked, file) = Self.marked(text)
        check(marked, file)
        #expect(marked.isCut && marked.sections.flatMap(\.passages).reduce(0) { $0 + $1.runs.count } <= MarkedText.Limits.runs)
    }

    /// Ten times as many marks, secrets and quoted lines take some ten times as long, and not a hundred times.
    @Test func timeIsLinear() {
        func seconds(_ count: Int) -> Double {
            let text = Array(String(repeating: "> hunter2 hacked you\nnot me ", count: count).utf8)
            let unit = text.count / count
            let pieces = (0..<count).map { Mark.Piece(range: $0 * unit + 10..<$0 * unit + 20, reason: .amount) }
            let quoted = (0..<count).map { $0 * unit..<$0 * unit + 21 }
            let secrets = (0..<count).map { $0 * unit + 2..<$0 * unit + 9 }
            return (0..<3).map { _ in
                Self.seconds(of: {
                    var cutter = PassageCutter(text, quoted: quoted, secrets: secrets, Mark.merged(pieces, in: text, from: 1), isShown: false)
                    var budget = PassageCutter.Budget()
                    budget.runs = .max
                    budget.bytes = .max
                    cutter.takeShown(&budget)
                    cutter.takeRest(&budget)
                    #expect(cutter.passages.last?.range.upperBound == text.count)
                })
            }.min()!
        }
        #expect(seconds(20_000) < 30 * seconds(2_000))
    }
}

extension MarkedTextTests {
    /// The thread's own CPU time, as other tests run beside.
    private static func seconds(of body: () -> Void) -> Double {
        var start = timespec()
        var end = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
        body()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
        return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    }
}

@Suite struct InertTextTests {
    @Test(arguments: [
        ("plain <b>&amp;</b>\ttext\n", "plain <b>&amp;</b>\ttext\n"),
        ("a\r\nb\rc\nd\u{0B}e\u{0C}f\u{85}g\u{2028}h\u{2029}i", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
        ("a\0b\u{1B}[31mc\u{7F}d\u{9B}e", "a\u{FFFD}b\u{FFFD}[31mc\u{FFFD}d\u{FFFD}e"),
        ("a\u{202E}b\u{202C}\u{2066}c\u{2069}\u{200E}\u{200F}\u{61C}d", "abcd"),
        ("h\u{200B}a\u{AD}c\u{FEFF}k\u{2060}", "hack"), ("👩\u{200D}👧 ❤\u{FE0F} می\u{200C}خواهم", "👩\u{200D}👧 ❤\u{FE0F} می\u{200C}خواهم"),
        ("\u{E0061}\u{E007F}x", "x"), ("", ""),
    ])
    func text(_ source: String, _ expected: String) {
        let bytes = Array(source.utf8)
        #expect(Array(InertText.text(bytes, 0..<bytes.count).utf8) == Array(expected.utf8))
    }

    @Test(arguments: [0xFFFE, 0x1FFFF, 0xFDD0] as [UInt32])
    func noncharacters(_ value: UInt32) throws {
        let bytes = Array(String(try #require(Unicode.Scalar(value))).utf8)
        #expect(InertText.text(bytes, 0..<bytes.count) == "\u{FFFD}")
    }

    @Test func brokenUTF8() {
        let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x62, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80]
        let text = InertText.text(bytes, 0..<bytes.count)
        #expect(text.hasPrefix("a\u{FFFD}\u{FFFD}b") && text.unicodeScalars.dropFirst(4).allSatisfy { $0 == "\u{FFFD}" })
    }

    /// In two halves as in one, also where CRLF is torn.
    @Test func halvesJoin() {
        let bytes = Array("é\r\n\r\r\n\u{202E}€\u{85}\n\r😀".utf8)
        let whole = InertText.text(bytes, 0..<bytes.count)
        for cut in 0...bytes.count where cut == InertText.characterStart(bytes, cut) {
            #expect(InertText.text(bytes, 0..<cut) + InertText.text(bytes, cut..<bytes.count) == whole)
        }
    }

    @Test func charactersAreFound() {
        let bytes = Array("a€b".utf8)
        #expect((0...5).map { InertText.characterStart(bytes, $0) } == [0, 1, 1, 1, 4, 5])
        #expect((0...5).map { InertText.characterEnd(bytes, $0) } == [0, 1, 4, 4, 4, 5])
        let broken = [UInt8](repeating: 0x80, count: 100)
        #expect((0...100).allSatisfy { InertText.characterStart(broken, $0) == $0 || $0 <= 3 } == true)
        #expect(InertText.characterEnd(broken, 50) == 50)
    }

    @Test(arguments: [
        ("  a \r\n\t b\u{3000}c\u{202E} ", 10, "a b c"), ("abcdef", 3, "abc…"), ("abc", 3, "abc"), ("abc  ", 3, "abc"), ("a\u{1B}b", 9, "a\u{FFFD}b"),
        ("", 3, ""),
    ])
    func line(_ source: String, _ limit: Int, _ expected: String) {
        #expect(InertText.line(source, atMost: limit) == expected)
        let bytes = Array(source.utf8)
        #expect(InertText.line(bytes, 0..<bytes.count, atMost: limit) == expected)
    }
}
