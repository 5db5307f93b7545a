import MailMessage
import ScamEvidence
import Testing
import VisibleText

@testable import ScamVerdict

private func verdict(_ body: String, header: String = "") -> Verdict {
    let message = Message(parsing: Array((header + "From: a@example.org\n\n" + body).utf8))
    let reading = Reading(of: message)
    let collection = Evidence.collect(from: reading, of: message)
    return Judge(of: collection.evidence, in: reading, of: message, language: collection.language).verdict()
}

private let scam = "I hacked your device and recorded you with your camera. Pay 500 USD in bitcoin or I send the video to your contacts.\n"

@Suite struct VerdictTests {
    @Test func nothingIsAScamByOneSignAlone() {
        for text in [
            "I recorded you.", "Pay 500 USD in bitcoin to 1111111111111111111114oLvT2.", "You have 48 hours.", "I hacked your device.",
            "I will ruin your life.", "Your password is PLACEHOLDER-1.",
        ] {
            #expect([.nothingFound, .mentionsScam].contains(verdict(text).outcome), "\(text)")
        }
    }

    /// A bomb for which nothing is asked is nobody's scam, and no answer may be that nothing was found.
    @Test(arguments: [
        "There is a bomb in the school. It will go off tomorrow at ten.", "In unserer Schule liegt eine Bombe. Sie explodiert morgen um zehn.",
        "Hay una bomba en la escuela. Va a explotar mañana a las diez.",
    ])
    func violenceForNothingMayBeReal(_ text: String) { #expect(verdict(text).outcome == .possiblyReal) }

    /// Help against pictures is for whom pictures may be held against.
    @Test func picturesAreSpokenOfOrNot() {
        #expect(!verdict("There is a bomb in the school. It will go off tomorrow at ten.").isAboutPictures)
        #expect(verdict("We had a video call last night. Pay, or your friends get the pictures you sent me.").isAboutPictures)
    }

    /// Whoever was dismissed is no stranger.
    @Test(arguments: [
        "You fired me. Pay me 9,000 or all your customers learn what I know.",
        "Ihr habt mich entlassen. Zahlt mir 9.000, oder alle Kunden erfahren, was ich weiß.",
        "Vous m'avez licencié. Versez-moi 9 000 euros ou j'envoie le fichier clients à la presse.",
        "Me despidieron. Páguenme 9.000 o envío los datos de los clientes a la prensa.",
        "Mi avete licenziato. Pagatemi 9.000 euro o mando i dati dei clienti ai giornali.",
    ])
    func theDismissedAreNoStrangers(_ text: String) { #expect(verdict(text).outcome == .possiblyReal) }

    /// Whoever asks for money and says nothing else may be owed it, in any language.
    @Test(arguments: [
        "Bitte 0,01 BTC an 1111111111111111111114oLvT2 zahlen.", "Merci de payer 300 euros en bitcoin à 1111111111111111111114oLvT2.",
        "Pay 500 USD in bitcoin within 48 hours.",
        "0.02 BTC, 1111111111111111111114oLvT2", "Оплатите 500 долларов в биткоинах на 1111111111111111111114oLvT2.",
    ])
    func aBareDemandIsNoScam(_ text: String) { #expect(verdict(text).outcome == .nothingFound) }

    /// A threat in words that no phrase knows is told by what comes together: such money, what it is paid against, and no ordinary purpose.
    @Test func moneyForSilenceIsAScamWithoutAKnownThreat() {
        let demand = "Pay 900 USD in bitcoin to 1111111111111111111114oLvT2 until Sunday."
        func reasons(_ text: String) -> [String] { verdict(text).reasons.map(\.name) }
        #expect(verdict("Silence has its price. \(demand)").outcome.isScam)
        #expect(reasons("Silence has its price. \(demand)").contains("unexplained-payment"))
        // Without what it is paid against, with an ordinary purpose, with a sign of contact, or spoken of from outside, it is none.
        for text in [
            "Here is the address. \(demand)", "Thank you for your order of silence. \(demand)", "Silence, my birthday song, is yours. \(demand)",
            "Silence has its price. We had a video call last night. \(demand)", "Silence has its price, the scammer wrote. \(demand)",
        ] {
            #expect(!verdict(text).outcome.isScam, "\(text.prefix(80))")
            #expect(!reasons(text).contains("unexplained-payment"), "\(text.prefix(80))")
        }
        // A long text has room for reasons that nobody knows; its words may tell all the same.
        let long = "Silence has its price. " + String(repeating: "There is a lot more to say about this matter. ", count: 40) + demand
        #expect(!reasons(long).contains("unexplained-payment"))
    }

    /// Lines without a `>` in the midst of a quote are the quote's.
    @Test func linesTornOutOfAQuoteAreTheSameHands() {
        let lines = [
            "I hacked your device", "and recorded you with your camera.", "Pay 500 USD in bitcoin", "or I send the video", "to your contacts.",
            "You have 48 hours,", "do not tell anyone.",
        ]
        let torn = lines.enumerated().map { ($0 % 2 == 0 ? "> " : "") + $1 }.joined(separator: "\n") + "\n"
        #expect(verdict(torn).outcome == .sextortionScam)
        // Answers between the lines are not.
        for answer in ["No, he did not hack me, I think?", "Should I pay this or not?", "My camera has been off since May."] {
            let answered = lines.map { "> \($0)\n" }.joined(separator: "\n\(answer)\n\n")
            #expect(verdict(answered).outcome == .mentionsScam, "\(answer)")
        }
        // Nor are lines without a word, or what stands above it all, be it the subject.
        let above = "I received this mail today, is it real?\n\n"
        let spaced = lines.map { "> \($0)\n" }.joined(separator: " \n")
        #expect(verdict(above + spaced).outcome == .mentionsScam)
        #expect(verdict("Not a cent from me, I say.\n\n" + spaced, header: "Subject: Fwd: I recorded you with your camera\n").outcome == .mentionsScam)
    }

    @Test func aMailboxWithTheNameOfAScamSaysNothingAboutScams() {
        func reasons(_ text: String) -> [String] { verdict(text).reasons.map(\.name) }
        #expect(!reasons("Hello scam@example.com and hoax@example.org! " + scam).contains("names-the-scam"))
        #expect(!reasons("Hello sc\u{200B}am@example.com and ho\u{0430}x@example.org! " + scam).contains("names-the-scam"))
        #expect(!reasons("Hello s中ca中m@example.com and hoax@example.org! " + scam).contains("names-the-scam"))
        #expect(!reasons("Hello s中с中am@example.com and hoax@example.org! " + scam).contains("names-the-scam"))
        #expect(reasons("This is a scam, write to abuse@example.com about it. " + scam).contains("names-the-scam"))
    }

    /// Friends who ask for such money, and what they say beside: words alone make no scam with any sign of contact.
    @Test(arguments: ["We had a video call last night.", "Remember me from the chat?", "I still have the pictures you sent me."])
    func withASignOfContactWordsMakeNoScam(_ contact: String) {
        let outcome = verdict("Silence has its price. \(contact) Pay 900 USD in bitcoin to 1111111111111111111114oLvT2 until Sunday.").outcome
        #expect(!outcome.isScam)
    }

    /// Text in the colour of its background may convict a mail, and excuses none.
    @Test func whiteTextOnWhiteExcusesNothing() {
        let filler = String(repeating: "Thank you for your order. We had a video call last night. This scam is making the rounds, do not pay. ", count: 10)
        for hidden in ["<p style='color:white'>\(filler)</p>", "<p style='color:#fefefe'>\(filler)</p>"] {
            #expect(verdict(hidden + scam, header: "Content-Type: text/html\n").outcome == .sextortionScam)
            #expect(verdict(scam + hidden, header: "Content-Type: text/html\n").outcome == .sextortionScam)
        }
        // Nor does a quote there make a thread of it.
        let quote = String(repeating: "<br>&gt; Shall we meet at the library? It opens at nine.", count: 20)
        let thread = "<p>\(scam)</p><div style='color:white'>\(quote)</div>"
        #expect(verdict(thread, header: "In-Reply-To: <a@example.org>\nContent-Type: text/html\n").outcome == .sextortionScam)
        // Nor where what is seen is quoted, or stands in another part.
        let white = "<p style='color:white'>\(filler)</p>"
        #expect(verdict(scam.split(separator: ".").map { "<br>&gt; \($0)." }.joined() + white, header: "Content-Type: text/html\n").outcome == .sextortionScam)
        let parts = "--b\nContent-Type: text/html\n\n<p>Hello</p>\(white)\n--b\n\n\(scam)\n--b--\n"
        #expect(verdict(parts, header: "Content-Type: multipart/mixed; boundary=b\n").outcome == .sextortionScam)
        let nested = "--b\nContent-Type: text/html\n\n\(white)\n--b\nContent-Type: message/rfc822\n\nFrom: b@example.org\n\n\(scam)\n--b--\n"
        #expect(verdict(nested, header: "Content-Type: multipart/mixed; boundary=b\n").outcome != .nothingFound)
        let seen = String(repeating: "The library opens at nine. ", count: 5)
        let letter = String(repeating: scam, count: 4)
        #expect(verdict("<p>\(seen)</p><p style='color:white'>\(letter)</p>", header: "Content-Type: text/html\n").outcome == .sextortionScam)
    }

    /// Where what is seen says nothing, the background may be misread, and all of it is the message: a real threat keeps its signs of contact.
    @Test func aLetterOnAMisreadGroundIsReadWhole() {
        let seen = "The library opens at nine. The library closes at six. The library is shut on Sunday."
        let threat =
            "We had a video call last night and I recorded you. I added your sister Anna and your brother. Send me 300 by PayPal or they all see the video."
        let letter = String(repeating: "<p>\(threat)</p>", count: 3)
        #expect(verdict("<p>\(seen)</p><div style='color:white'>\(letter)</div>", header: "Content-Type: text/html\n").outcome == .possiblyReal)
        let alternating = threat.split(separator: " ").enumerated().map { $0 % 2 == 0 ? "<i style='color:white'>\($1)</i>" : String($1) }.joined(separator: " ")
        let torn = "<div style='color:white'>\(letter)</div>\(alternating)"
        #expect(verdict(torn, header: "Content-Type: text/html\n").outcome == .possiblyReal)
    }

    /// People pay each other in such money too.
    @Test(arguments: [
        "Hi Tom, please send me the rest of the money for the bike, 0.002 BTC to 1111111111111111111114oLvT2, by Sunday. Cheers, Ann",
        "Hello Sam, the logo is finished. Please transfer 300 USD in bitcoin to 1111111111111111111114oLvT2 within 14 days.",
        "To hold the room please pay the deposit of 100 EUR in bitcoin to 1111111111111111111114oLvT2 within 48 hours.",
        "Hallo Jan, schick mir bitte die 50 Euro fürs Konzert in Bitcoin bis Freitag an 1111111111111111111114oLvT2. Bis bald!",
        "Ciao Luca, mandami i 50 euro in bitcoin per il concerto entro venerdì a 1111111111111111111114oLvT2. A presto!",
        "Hej Lars, send de 300 kroner i bitcoin for koncerten inden fredag til 1111111111111111111114oLvT2. Vi ses!",
        "Hello Anna, for the video lessons please send 0.01 bitcoin to 1111111111111111111114oLvT2. Best, Tom",
        "Please send the 0.05 BTC to 1111111111111111111114oLvT2. Save the address in your contacts. Cheers",
        "Please send 0.02 BTC to 1111111111111111111114oLvT2 for the scuba weekend. I have added you to my contacts",
        "Send 0.01 BTC to 1111111111111111111114oLvT2 for the life jacket, for your own protection on the boat",
        "To keep your servers online please send 0.002 BTC to 1111111111111111111114oLvT2 by Friday. We keep a backup",
        "0.03 BTC to 1111111111111111111114oLvT2 for the camera with the lens, as agreed",
        "Hallo Jana, schick bitte 0,02 BTC bis Freitag an 1111111111111111111114oLvT2 für den Film und die Kameralinse. Vergiss den Termin nicht!",
        "Bonjour Marc, envoie 0,01 bitcoin à 1111111111111111111114oLvT2 avant vendredi pour la caméra et l'objectif. J'ai supprimé l'ancienne adresse.",
        "Hola Marta, envía 0,02 BTC a 1111111111111111111114oLvT2 antes del viernes por el vídeo de la boda. Guarda la dirección en tus contactos.",
        "Привет, Катя! Отправь, пожалуйста, 0,01 BTC на 1111111111111111111114oLvT2 до пятницы за запись концерта. Не забудь добавить меня в контакты.",
        "田中さん、動画レッスンの代金として金曜日までに0.01ビットコインを1111111111111111111114oLvT2に送ってください。前のファイルは削除しました。",
        "Ciao Paolo, manda 0,01 BTC a 1111111111111111111114oLvT2 entro venerdì per il server e il backup. Non dimenticare la password!",
        "0.03 BTC to 1111111111111111111114oLvT2 for the bathroom tiles, as agreed. Best, Joe",
        "Secret Santa: please send 0.001 BTC to 1111111111111111111114oLvT2 by Friday. Cheers, HR",
        "Please pay 0.01 BTC to 1111111111111111111114oLvT2 for my secret recipe. The video follows.",
        "Bitte 0,02 BTC an 1111111111111111111114oLvT2 bis Freitag für die Videokamera, sonst verkaufe ich sie an die Kollegen.",
    ])
    func moneyAmongFriendsIsNoScam(_ text: String) { #expect(verdict(text).outcome == .nothingFound) }

    /// One word is chance; two that differ, or one under pressure, are not. Everyday words count beside another, or under pressure that friends do not know.
    @Test func hushMoneyTakesPressureOrASecondWord() {
        let demand = "Pay 900 USD in bitcoin to 1111111111111111111114oLvT2."
        func isUnexplained(_ text: String) -> Bool { verdict(text).reasons.map(\.name).contains("unexplained-payment") }
        for text in [
            "Silence has its price. \(demand)", "Silence. Silence! \(demand)", "The film and the contacts. Until Sunday. \(demand)",
            "The film. Or I sell it. \(demand)",
        ] {
            #expect(!isUnexplained(text), "\(text)")
        }
        for text in [
            "Silence and your reputation have a price. \(demand)", "Silence about the film. \(demand)", "Silence has its price. Until Sunday. \(demand)",
            "The film. Do not go to the police. \(demand)",
        ] {
            #expect(isUnexplained(text), "\(text)")
        }
        // The subject and the two forms of one text do not make two words of one.
        let twice = "Content-Type: multipart/alternative; boundary=b\n"
        let body = "--b\n\nSilence has its price. \(demand)\n--b\nContent-Type: text/html\n\n<p>Silence has its price. \(demand)</p>\n--b--\n"
        let message = Message(parsing: Array((twice + "Subject: Silence\nFrom: a@example.org\n\n" + body).utf8))
        let reading = Reading(of: message)
        #expect(!CaseFacts(evidence: Evidence.collect(from: reading, of: message).evidence, reading: reading, message: message).isUnexplainedPayment)
    }

    @Test func theSameWordsDifferByWhoSpeaks() {
        #expect(verdict(scam).outcome == .sextortionScam)
        #expect(verdict("I received this mail today, is it real?\n" + scam.quoted).outcome == .mentionsScam)
        #expect(verdict(scam.quoted).outcome == .sextortionScam)
        #expect(verdict("Hello\n" + scam.quoted).outcome == .sextortionScam)
    }

    @Test func aRelationWinsOverTheScam() {
        #expect(verdict("We had a video call last night.\n" + scam).outcome == .possiblyReal)
        #expect(verdict("The pictures you sent me are nice.\n" + scam).outcome == .possiblyReal)
    }

    /// Whoever has met somebody does not become a stranger by saying so.
    @Test func aStrangerHasNoContact() {
        #expect(verdict("You do not know me.\n" + scam).outcome == .sextortionScam)
        #expect(verdict("Wir haben uns nie getroffen.\n" + scam).outcome == .sextortionScam)
        #expect(verdict("You do not know me. We had a video call last night.\n" + scam).outcome == .possiblyReal)
        #expect(
            verdict("I wish I had never met you on Tinder. I recorded you naked. Pay 500 or I send the video to all your friends.").outcome == .possiblyReal)
        #expect(
            verdict("Wir haben uns nicht nur einmal getroffen. Ich habe dich nackt gefilmt. Zahl 500, sonst geht das Video an alle.").outcome == .possiblyReal)
    }

    /// Somebody else's words, cited in a sentence of one's own.
    @Test func whoCitesAScamSendsNone() {
        #expect(verdict("Can you look at this? It says \"I hacked your device and recorded you\", and it wants 500 dollars.").outcome == .mentionsScam)
        let cited = "\"I hacked your device and filmed you. Pay 900 dollars in bitcoin to 1111111111111111111114oLvT2 or everybody sees the video.\""
        #expect(verdict("Hello, is this real? \(cited) My mother got it and does not know what to do.").outcome == .mentionsScam)
        let twice = "--b\n\nIs this real? I got: \(cited) What now?\n--b\nContent-Type: text/html\n\n<p>Is this real? I got: \(cited) What now?</p>\n--b--\n"
        #expect(verdict(twice, header: "Content-Type: multipart/alternative; boundary=b\n").outcome == .mentionsScam)
        #expect(verdict("\"I hacked your device and recorded you. Pay 500 dollars in bitcoin.\"").outcome == .sextortionScam)
    }

    /// Every scam claims proof; an attached picture is none.
    @Test func aClaimOfProofIsNoRelation() {
        #expect(verdict("I have your pictures and a screenshot as proof.\n" + scam).outcome == .sextortionScam)
    }

    @Test func aReplyThatQuotesAnOwnMailIsARelation() {
        #expect(verdict(scam + "> Please stop writing to me.\n", header: "In-Reply-To: <1@example.org>\n").outcome == .possiblyReal)
        #expect(verdict(scam, header: "In-Reply-To: <1@example.org>\n").outcome == .sextortionScam)
    }

    @Test func aBounceOfAScamIsNoScam() {
        let header = "Content-Type: multipart/report; boundary=b\n"
        let notice = "--b\n\nYour message to alex@example.org could not be delivered.\n"
        let status =
            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; example.org\n\nFinal-Recipient: rfc822; alex@example.org\nAction: failed\n"
        let returned = "--b\nContent-Type: message/rfc822\n\nSubject: x\n\n\(scam)\n--b--\n"
        #expect(verdict(notice + status + returned, header: header).outcome == .mentionsScam)
        // A scam put into a bounce's form is one.
        #expect(verdict(returned, header: header).outcome == .sextortionScam)
    }

    @Test func theProbabilityIsThatOfAnExtortion() {
        for text in [scam, scam.quoted, "I received this mail today, is it real?\n" + scam.quoted, "Hello", ""] {
            let verdict = verdict(text)
            let isScam = [.sextortionScam, .otherExtortionScam].contains(verdict.outcome)
            #expect(verdict.probability >= 0 && verdict.probability <= 1)
            #expect((verdict.probability >= 0.5) == isScam)
        }
    }

    @Test func reasonsAreTheScore() {
        let verdict = verdict(scam)
        #expect(!verdict.reasons.isEmpty)
        #expect(verdict.reasons.map { abs($0.weight) } == verdict.reasons.map { abs($0.weight) }.sorted(by: >))
        #expect(Set(verdict.reasons.map(\.name)).count == verdict.reasons.count)
        #expect(verdict.reasons.contains { $0.claim != nil && $0.weight > 0 })
    }

    @Test(arguments: [
        ("Xin chào, tôi viết thư này cho bạn về hóa đơn của tháng trước, cảm ơn bạn đã đọc và trả lời tôi.", [Verdict.Gap.language]),
        ("Hello, this is the mail that you have asked for, and it is in English so that you can read it.", []), ("Hi", []),
    ])
    func gaps(_ text: String, _ expected: [Verdict.Gap]) { #expect(verdict(text).gaps == expected) }

    @Test func aPictureAloneIsAGap() {
        let header = "Content-Type: multipart/mixed; boundary=b\n"
        #expect(verdict("--b\n\nHi\n--b\nContent-Type: image/png\n\nx\n--b--\n", header: header).gaps == [.picture])
    }

    @Test(arguments: [
        "We talked on Snapchat and you sent me that pic. Pay 100 or im posting it to your followers.",
        "I have your nudes. Send 200 with Cash App or i leak everything to your followers.",
        "I know you are 16. I recorded you on your webcam. Pay $100 in bitcoin or I send the video to your school friends.",
        "You showed yourself to me on cam. I recorded you. Pay 500 dollars in bitcoin or I send the video to your contacts.",
        "Someone is threatening me. He says he will send my pictures to my family. I saw an article about sextortion scams.",
        "I saved our Skype session. Pay 500 dollars in bitcoin or I send the video to your friends.",
        "Remember me from Grindr? Pay 500 dollars or I send the pictures to your wife.",
        "We had a Skype call last week and I recorded you. Pay 1000 USD in bitcoin or all your friends see the video.",
        "Your friend sent me your pictures. Pay 2000 in bitcoin or I send them to your family.",
        "I found your lost phone. I have your private pictures. Pay 500 euro in bitcoin or I post them.",
        "Send me more pics or I will send the ones I have to your parents.",
        "Als je niet nog meer foto's stuurt, stuur ik ze naar je ouders.",
        "Wenn du mir nicht mehr Bilder schickst, zeige ich sie deinen Eltern.",
    ])
    func personalThreatsArePossiblyReal(_ text: String) { #expect(verdict(text).outcome == .possiblyReal) }

    /// Words that somebody copied from a chat.
    @Test(arguments: [
        "I have the video of you. Send me $500 or I send it to all your friends on instagram. You have 2 hours",
        "Hi, I'm Maria from the app. I recorded you. If you don't pay I will send the video to your followers",
        "Ik heb een filmpje van je. Als je niet betaalt stuur ik het naar al je vrienden.",
    ])
    func threatsCopiedFromAChatMayBeReal(_ text: String) {
        #expect(Self.copied(text).outcome == .possiblyReal)
    }

    @Test(arguments: [
        "I hacked your device and recorded you. Pay $500 or I send the video to your friends.",
        "I recorded you while you watched porn. Pay $500 or I send the video to your friends.",
        "I recorded you. Pay $500 in bitcoin to 1111111111111111111114oLvT2 or I send the video to your friends.",
    ])
    func whatIsSaidToThousandsIsAScamWithoutAHeaderToo(_ text: String) {
        #expect(Self.copied(text).outcome == .sextortionScam)
    }

    private static func copied(_ text: String) -> Verdict {
        let message = Message(text: Array(text.utf8), kind: .plain)
        let reading = Reading(of: message)
        let collection = Evidence.collect(from: reading, of: message, phrases: .embedded)
        return Judge(of: collection.evidence, in: reading, of: message, language: collection.language).verdict()
    }

    @Test(arguments: [
        "I will kill you and your family. Give me 5000 dollars or I come to your house tonight.",
        "I was hired to hurt you, but pay 4000 USD in bitcoin and I let you live.",
    ])
    func threatsOfViolenceAreExtortion(_ text: String) { #expect(verdict(text).kind == .violence) }

    @Test func hiddenTextSaysNothingOfWhoSpeaks() {
        let text = "<p>\(scam)</p><div style='display:none'>scam scammers sextortion police report it to the team, do not pay</div>"
        #expect(verdict(text, header: "Content-Type: text/html\n").outcome == .sextortionScam)
    }
}

extension String {
    fileprivate var quoted: String { split(separator: ".").map { "> \($0.trimmingPrefix(" "))." }.joined(separator: "\n") + "\n" }
}
