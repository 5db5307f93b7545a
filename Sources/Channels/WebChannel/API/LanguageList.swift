/// The answer to `GET /v1/languages`.
enum LanguageList {
    static var json: [UInt8] {
        // None of these has a character that JSON would escape.
        let languages = AnswerLanguage.all.map { #"{"direction":"\#($0.isRightToLeft ? "rtl" : "ltr")","name":"\#($0.name)","tag":"\#($0.tag)"}"# }
        return Array(#"{"languages":[\#(languages.joined(separator: ","))]}"#.utf8)
    }
}
