import Foundation
import Testing

@testable import VictimAdvice

private let everywhere = Country.all + [.world]
private let allPoints = everywhere.flatMap { country in country.points.map { (country: country.code, point: $0) } }

private let languages = AdviceTexts.languages

@Suite struct CountriesTests {
    /// Nothing is lost on the way from the file to the program.
    @Test func theFileIsReadWhole() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = try String(contentsOf: root.appending(path: "Sources/Core/VictimAdvice/Countries/countries.txt"), encoding: .utf8)
        let keys = file.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != ":" } }
        #expect(keys.count { $0 == "country" } == everywhere.count)
        #expect(keys.count { $0 == "point" } == allPoints.count)
        #expect(keys.count { ["mail", "web", "phone", "sms"].contains($0) } == allPoints.reduce(0) { $0 + $1.point.contacts.count })
        #expect(keys.count { $0 == "name" } == allPoints.count { !$0.point.name.isEmpty })
        #expect(allPoints.count > 100)
    }

    @Test func eachCountryIsThereOnceWithItsNames() {
        #expect(Set(everywhere.map(\.code)).count == everywhere.count)
        for country in Country.all {
            #expect(country.code.count == 2 && country.code.allSatisfy { ("A"..."Z").contains($0) }, "\(country.code)")
            #expect(!country.englishName.isEmpty && !country.ownNames.isEmpty && !country.points.isEmpty, "\(country.code)")
            #expect(Country(code: country.code.lowercased())?.englishName == country.englishName)
        }
        #expect(Country.all.map(\.englishName) == Country.all.map(\.englishName).sorted())
        #expect(Country(code: "world") == nil)
        #expect(Country(code: "XX") == nil && Country(code: "") == nil)
    }

    @Test func eachPointSaysWhereItIsFromAndWhen() throws {
        let today = try #require(CalendarDate(Date.now.formatted(.iso8601.year().month().day())))
        for (country, point) in allPoints {
            let page = try #require(URL(string: point.source), "\(country) \(point.name)")
            #expect(["http", "https"].contains(page.scheme) && page.host()?.contains(".") == true, "\(point.source)")
            #expect(point.checked <= today, "\(country) \(point.name)")
            #expect(point.checked.year >= 2026)
            #expect(point.role == .emergency || !point.name.isEmpty, "\(country)")
            #expect(!point.contacts.isEmpty, "\(country) \(point.name)")
        }
    }

    @Test func aCountryIsAsFreshAsItsOldestPoint() throws {
        for country in everywhere { #expect(country.dated == country.points.map(\.checked).min()) }
        let text = "country: AA\npoint: helpline\nphone: 12\nsource: s\nchecked: 2027-01-02\npoint: police\nphone: 12\nsource: s\nchecked: 2026-12-31 copy\n"
        let country = try #require(CountryTable.countries(in: text).first)
        #expect(country.dated == CalendarDate(year: 2026, month: 12, day: 31))
        #expect(country.points.map(\.isFromCopy) == [false, true])
    }

    @Test func eachContactCanBeUsed() throws {
        for contact in allPoints.flatMap(\.point.contacts) {
            switch contact {
            case .mail(let address):
                let halves = address.split(separator: "@", omittingEmptySubsequences: false)
                #expect(halves.count == 2 && !halves[0].isEmpty && halves[1].contains(".") && !address.contains(" "), "\(address)")
            case .web(let page):
                let address = try #require(URL(string: page), "\(page)")
                #expect(address.scheme == "https" && address.user == nil && address.host()?.contains(".") == true, "\(page)")
            case .phone(let number), .sms(let number):
                #expect(number.allSatisfy { "0123456789+-() ".contains($0) }, "\(number)")
                #expect((2...15).contains(number.count { $0.isNumber }), "\(number)")
            }
            #expect(URL(string: contact.link)?.scheme != nil, "\(contact.link)")
        }
        #expect(Contact.phone("(011) 5275-1135").link == "tel:01152751135")
        #expect(Contact.phone("+32 2 648").link == "tel:+322648")
        #expect(Contact.sms("988").link == "sms:988")
        #expect(Contact.mail("a@example.org").link == "mailto:a@example.org")
    }

    /// All but `reportBluff` is shown to somebody who may be a real victim, in whichever language they read.
    @Test(arguments: languages)
    func noNameCallsARealThreatEmpty(_ language: String) throws {
        let words = try #require(AdviceTexts(language: language)).calmingWords
        for (country, point) in allPoints where point.role != .reportBluff {
            let shown = ([point.name] + point.contacts.map(\.text)).joined(separator: " ").lowercased()
            #expect(!words.contains { shown.contains($0) }, "\(country): \(shown)")
        }
    }

    /// Whoever is in danger finds a number first, wherever a country is offered at all.
    @Test func eachCountryHasAnEmergencyNumber() {
        for country in Country.all {
            let emergency = country.points(for: .emergency)
            #expect(!emergency.isEmpty, "\(country.code)")
            for point in emergency {
                #expect(point.contacts.allSatisfy { if case .phone = $0 { true } else { false } }, "\(country.code)")
            }
            // A number of the police alone has the ambulance's beside it.
            if emergency.allSatisfy({ $0.notes.contains(.police) }) { Issue.record("\(country.code) has the police only") }
        }
    }

    @Test func theWorldHasSomebodyForEachNeedThatIsNotLocal() {
        for role in [ReportingPoint.Role.minors, .intimateImages, .helpline] { #expect(!Country.world.points(for: role).isEmpty, "\(role)") }
        #expect(Country.world.points(for: .minors).allSatisfy { $0.notes.contains(.under18) })
        #expect(Country.world.points(for: .intimateImages).allSatisfy { $0.notes.contains(.over18) })
    }

    @Test func whoeverIsInACountryFindsWhatHelpsAnywhereToo() {
        for country in Country.all {
            for role in [ReportingPoint.Role.minors, .intimateImages, .helpline] {
                let names = country.pointsHereAndAnywhere(for: role).map(\.name)
                #expect(names == country.points(for: role).map(\.name) + Country.world.points(for: role).map(\.name), "\(country.code)")
            }
        }
        #expect(Country.world.pointsHereAndAnywhere(for: .helpline).count == Country.world.points(for: .helpline).count)
    }

    @Test func whoSpeaksTheLanguageComesFirst() throws {
        let belgium = try #require(Country(code: "BE"))
        #expect(belgium.points(for: .helpline, speaking: "fr").first?.languages == ["fr"])
        #expect(belgium.points(for: .helpline, speaking: "nl").first?.languages == ["nl"])
        #expect(belgium.points(for: .helpline, speaking: "ja").count == belgium.points(for: .helpline).count)
        let text = "country: AA\n" + ["de", "", "fr"].map { "point: police\n\($0.isEmpty ? "" : "speaks: \($0)\n")source: s\nchecked: 2026-01-01\n" }.joined()
        let points = try #require(CountryTable.countries(in: text).first).points(for: .police, speaking: "fr")
        #expect(points.map(\.languages) == [["fr"], [], ["de"]])
    }

    @Test(
        arguments: [
            (["nl-BE", "nl", "en-US", "en"], "nl", "BE"),
            (["nl-NL"], "de", "NL"),  // read in another language, and still from there
            (["zh-Hant-TW", "zh"], "zh", "TW"),
            (["en-gb"], "en", "GB"),
            (["pl", "en-US"], "pl", "PL"),
            (["uk"], "uk", "UA"),
            ([], "ko", "KR"),
            (["en", "de-AT"], "de", "AT"),
        ] as [([String], String, String)])
    func aCountryIsOfferedWhereTheBrowserNamesIt(_ ranges: [String], _ language: String, _ code: String) {
        #expect(Country.likely(ranges: ranges, language: language)?.code == code)
    }

    @Test(
        arguments: [
            (["nl", "en-US", "en"], "nl"),  // the Netherlands or Belgium; the American English is the browser's
            (["fr-SN", "fr"], "fr"),  // not France
            (["pl-XX"], "pl"),
            (["es-419"], "es"),
            (["de"], "de"), (["en"], "en"), (["ar"], "ar"), (["ru"], "ru"),
            ([], ""), ([""], ""), (["*"], "en"), (["-"], "en"), (["en-x-us"], "en"), (["en-u-rg-uszzzz"], "en"), (["en-\u{e9}\u{e9}"], "en"),
        ] as [([String], String)])
    func noCountryIsGuessed(_ ranges: [String], _ language: String) {
        #expect(Country.likely(ranges: ranges, language: language) == nil)
    }

    @Test func aHomeLanguageIsOneOfOursAndHasOneHome() {
        let homes = Country.all.compactMap { country in country.homeLanguage.map { (country, $0) } }
        #expect(Set(homes.map(\.1)).count == homes.count && !homes.isEmpty)
        for (country, language) in homes {
            #expect(languages.contains(language) && country.languages.contains(language), "\(country.code)")
        }
    }

    @Test(arguments: [
        "", ":", "country", "point: helpline\nphone: 12", "country: AA\npoint: nobody\nphone: 12", "country: AA\npoint: police\nphone: 12\nchecked: soon",
    ])
    func aBrokenTableGivesNoPoint(_ text: String) {
        #expect(CountryTable.countries(in: text).allSatisfy { $0.points.isEmpty })
    }
}

@Suite struct CalendarDateTests {
    @Test func aDayIsWrittenAsItIsRead() {
        #expect(CalendarDate("2026-02-03")?.description == "2026-02-03")
        #expect(CalendarDate("0009-12-31")?.description == "0009-12-31")
    }

    @Test(arguments: ["", "2026-13-01", "2026-00-01", "2026-01-32", "2026-1-1", "26-01-01", "2026-01-01 ", "2026-01--1", "２０２６-01-01", "2026-01-01-01"])
    func whatIsNoDayIsNone(_ text: String) { #expect(CalendarDate(text) == nil) }

    @Test func daysAreInOrder() throws {
        let days = try ["2025-12-31", "2026-01-30", "2026-02-01"].map { try #require(CalendarDate($0)) }
        #expect(days == days.shuffled().sorted())
    }
}
