import Foundation

extension Evasion {
    static let pictures: [Evasion] = [
        Evasion(name: "a random picture attached") { letter, random in
            let picture = [0xFF, 0xD8, 0xFF, 0xE0] + (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            let body = """
                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                \(letter.text)
                --b
                Content-Type: image/jpeg; name=photo.jpg
                Content-Disposition: attachment; filename=photo.jpg
                Content-Transfer-Encoding: base64

                \(Data(picture).base64EncodedString(options: .lineLength76Characters))
                --b--
                """
            return letter.mail(type: "multipart/mixed; boundary=b", encoding: "8bit", body: Array(body.utf8))
        }
    ]
}
