internal import VictimAdvice

/// Help for whoever is threatened for real. For the template `real`.
enum RealPage {
    private static let steps = [
        "step.helpline", "real.do-not-pay", "real.stop-answering", "real.keep-proof", "real.tell", "page.real.contacts", "real.block", "real.take-down",
    ]

    static func view(_ country: Country?, _ texts: AdviceTexts) -> [String: Any] {
        [
            "steps": steps.map { ["pieces": LinkedText.pieces(texts[$0]), "isLogin": false, "isPassword": false] },
            "contacts": ContactsView(country, isReal: true, texts: texts).view, "isReal": true,
        ]
    }
}
