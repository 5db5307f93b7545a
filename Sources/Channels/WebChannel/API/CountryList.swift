internal import Examination
internal import VictimAdvice

/// The answer to `GET /v1/countries`: where to report, and who helps, each with the day when it was looked at.
enum CountryList {
    static var json: [UInt8] {
        var text = JSONText(capacity: 64 << 10)
        text.object { text in
            text.name("countries")
            text.list(Country.all) { write($0, to: &$1) }
            text.name("world")
            write(Country.world, to: &text)
        }
        return text.bytes
    }

    private static func write(_ country: Country, to text: inout JSONText) {
        text.object { text in
            text.member("code", country.code)
            text.member("dated", country.dated.description)
            text.member("languages", country.languages)
            text.member("name", country.englishName)
            text.member("ownNames", country.ownNames)
            text.name("points")
            text.list(country.points) { write($0, to: &$1) }
        }
    }

    private static func write(_ point: ReportingPoint, to text: inout JSONText) {
        text.object { text in
            text.member("checked", point.checked.description)
            text.name("contacts")
            text.list(point.contacts) { contact, text in
                text.object { text in
                    text.member("link", contact.link)
                    text.member("text", contact.text)
                }
            }
            text.member("languages", point.languages)
            text.member("name", point.name)
            text.member("notes", point.notes.map(\.rawValue))
            text.member("role", point.role.rawValue)
            text.member("source", point.source)
        }
    }
}
