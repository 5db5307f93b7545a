internal import Examination

/// The answer to `GET /v1/languages`.
enum LanguageList {
    static var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.name("languages")
            text.list(AnswerLanguage.all) { language, text in
                text.object { text in
                    text.member("direction", language.isRightToLeft ? "rtl" : "ltr")
                    text.member("name", language.name)
                    text.member("tag", language.tag)
                }
            }
        }
        return text.bytes
    }
}
