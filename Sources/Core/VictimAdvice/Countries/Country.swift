/// A country or region with its reporting points and helplines: what `countries.txt` says of it, with the day when it was looked at.
public struct Country: Sendable {
    /// ISO 3166-1 alpha-2, in capitals; `world` for `Country.world`.
    public let code: String
    public let englishName: String
    /// Its names in its own languages, the most used first.
    public let ownNames: [String]
    /// Its languages (ISO 639-1), of which one may be asked for.
    public let languages: [String]
    /// The language that all but certainly is read from here, where no country is named.
    let homeLanguage: String?
    /// In the order of the file.
    public internal(set) var points: [ReportingPoint]

    /// The points of a role; those that speak the language come first, then those of whom no language is known.
    public func points(for role: ReportingPoint.Role, speaking language: String = "") -> [ReportingPoint] {
        let points = points.filter { $0.role == role }
        let fluent = points.filter { $0.languages.contains(language) }
        let unknown = points.filter { $0.languages.isEmpty }
        return fluent + unknown + points.filter { !$0.languages.isEmpty && !$0.languages.contains(language) }
    }

    /// Those, and behind them what helps anywhere: what a page shows, so that nobody is left without somebody to turn to.
    public func pointsHereAndAnywhere(for role: ReportingPoint.Role, speaking language: String = "") -> [ReportingPoint] {
        points(for: role, speaking: language) + (code == Self.worldCode ? [] : Self.world.points(for: role, speaking: language))
    }

    /// The oldest day on which one of its points was looked at, which is what the whole list is as good as.
    public var dated: CalendarDate { points.map(\.checked).min() ?? CalendarDate(year: 0, month: 1, day: 1) }

    /// All but the world, in the order of their English names.
    public static let all: [Country] = table.filter { $0.code != worldCode }.sorted { $0.englishName < $1.englishName }

    /// What helps anywhere.
    public static let world: Country = table.first { $0.code == worldCode } ?? Country(code: worldCode, englishName: "World")

    /// A code in either case; nil where nothing is known of it.
    public init?(code: String) {
        guard let country = Self.all.first(where: { $0.code == code.uppercased() }) else { return nil }
        self = country
    }

    private static let worldCode = "world"
    private static let table = CountryTable.read()

    init(code: String, englishName: String, ownNames: [String] = [], languages: [String] = [], homeLanguage: String? = nil, points: [ReportingPoint] = []) {
        self.code = code
        self.englishName = englishName
        self.ownNames = ownNames
        self.languages = languages
        self.homeLanguage = homeLanguage
        self.points = points
    }
}
