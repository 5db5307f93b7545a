internal import ScamEvidence
internal import ScamVerdict

extension AdviceTexts {
    static let english = AdviceTexts(
        headline: { verdict in
            switch verdict.outcome {
            case .sextortionScam: "This is a scam message. The sender almost certainly has nothing: no video of you and no way into your device."
            case .otherExtortionScam: englishHeadline(verdict.kind ?? .hackBluff)
            case .possiblyReal: "This may be real. It is not your fault, and you do not have to solve it alone."
            case .mentionsScam where verdict.quotesScam: "This message passes on such a scam. It is not one itself."
            case .mentionsScam: "This message is about such a scam. It is not one itself."
            case .nothingFound where !verdict.gaps.isEmpty: "We found no sign of an extortion scam, but we could not read all of this message."
            case .nothingFound: "There is no sign of an extortion scam in this message."
            }
        },
        doNotPay: "Do not pay. Do not answer.",
        changePassword:
            "Change the password that the message shows, wherever you still use it. It comes from an old leak at some website. Turn on two-step login there.",
        report: "Report the message as spam in your mail program. It goes to Junk; leave one copy there until you feel sure.",
        alreadyPaid:
            "Did you pay already? Call your bank or the exchange now, keep the proof, and tell the police. Be careful with anyone who offers to get your money back.",
        isItDifferent: { kind in
            switch kind {
            case .fakeSummons: "Is it different for you? If you know of an open case, ask the police or your lawyer about it."
            case .websiteHack, .denialOfService:
                "Is it different for you? If files are locked, data of yours was shown, or your website is down, it may be real. "
                    + "Then ask a specialist for help, and tell the police."
            case .violence, .infidelity, .illegalContent, .hackBluff, nil:
                "Is it different for you? If you know the sender, sent a picture, or were on a video call with them, it may be real. "
                    + "Then still do not pay, keep the messages, and go to the police."
            }
        },
        talk: "Talk to someone you trust. Thousands of people get this same text, and you did nothing wrong.",
        kindSteps: englishSteps,
        possiblyRealSteps: [
            "If you feel unsafe or think of harming yourself, call your emergency number or a helpline now (findahelpline.com).",
            "Do not pay, and do not pay again. Paying rarely ends it.",
            "Stop answering. Do not delete your account or the messages.",
            "Did you pay already? Call your bank or the payment service now, and keep the proof.",
            "Keep proof: screenshots, user names, payment details, dates.",
            "Tell someone you trust, and go to the police. They see this often and will not judge you.",
            "Block the person once the proof is saved, and report them to the app or website.",
            "StopNCII.org helps to keep intimate pictures offline. If you are under 18, or were in the picture: takeitdown.ncmec.org.",
        ],
        mentionSteps: [
            englishPersonal, "You do not have to do anything.", "Did you get such a message yourself? Check that message on its own.",
        ],
        quotedScamSteps: [
            "Did you get the quoted text yourself? Do not pay. Do not answer. Its sender almost certainly has nothing.",
            "To see why, check the original message on its own.",
            "Talk to someone you trust. Thousands of people get texts like this, and you did nothing wrong.",
        ],
        nothingFoundSteps: [
            englishPersonal, "Does something in it still worry you? Ask someone you trust, or your help desk, before you click or pay.",
        ],
        gap: { gap in
            switch gap {
            case .language: "The text is in a language that unbluff does not know yet. So far it reads English."
            case .picture: "The message is a picture, and unbluff cannot read pictures yet. Copy its words into a text and check that."
            case .length: "The message is very long, and only its first part was read."
            }
        },
        explanation: englishExplanation
    )

    private static let englishPersonal =
        "Does someone who has pictures of you, or whom you met online, want something from you? Do not pay, keep the messages, and tell the police "
        + "or someone you trust."

    private static func englishHeadline(_ kind: Verdict.Kind) -> String {
        switch kind {
        case .websiteHack: "This is a scam message. The sender almost certainly did not break into your website."
        case .denialOfService: "This is very likely an empty threat. The same text goes to many companies, and hardly ever does anything follow."
        case .violence: "This is a scam message. The same threat goes to thousands of people, and nobody was hired to hurt you."
        case .fakeSummons: "This is a scam message. It does not come from the police or a court."
        case .infidelity: "This is a scam message. The sender guesses, and knows nothing about you."
        case .illegalContent: "This is a scam message. The sender knows nothing about you, and the accusation is made up."
        case .hackBluff: "This is a scam message. The sender almost certainly has no way into your device or your account."
        }
    }

    private static func englishSteps(_ kind: Verdict.Kind) -> [String] {
        switch kind {
        case .websiteHack:
            ["Forward it to whoever looks after your website. They can check the log files and install updates; there is no hurry."]
        case .denialOfService: ["Tell your hosting or network provider, so that they are prepared."]
        case .violence: ["Tell the police, also to be sure. If you know who wrote it or feel in danger, call the emergency number."]
        case .fakeSummons: ["If you want to be sure, call your local police. Use the number from their website, not one from the message."]
        case .infidelity, .illegalContent, .hackBluff: []
        }
    }

    private static func englishExplanation(_ claim: Claim) -> String {
        switch claim {
        case .deviceCompromised: "Writing \"I hacked your device\" costs nothing. Someone who really had could show you proof; they never do."
        case .accountCompromised: "Nobody needs your account to write to you. The same claim goes to thousands of addresses."
        case .recordedYou: "There is no video. The sender does not know whether you have a camera, and shows no picture because there is none."
        case .watchedAdultSites: "This is a guess that fits many people. The sender does not know which websites you visit."
        case .hasYourContacts: "This is a guess: everybody has contacts. No real name from yours is ever given."
        case .knowsYourPassword: "Passwords like this come from old leaks of websites and are traded in long lists. It is no sign of a hacked device."
        case .knowsYourDetails:
            "Names, addresses, phone numbers and user names like these stand in leaked lists and can be bought by anyone. "
                + "A picture of a house comes from an online map."
        case .wroteFromYourAddress: "Anyone can write any sender on a mail, as on a paper envelope. It does not mean that the mail came from your account."
        case .illegalContentAccusation: "The accusation is made up to frighten you. The same words go to everyone on the list."
        case .willPublish: "There is nothing to send to anyone. The threat is the whole trick."
        case .demandsPayment: "Payment in cryptocurrency is asked for because it can hardly be traced or taken back."
        case .deadline: "The short time is there so that you do not think or ask anyone. Nothing happens when it ends."
        case .ultimatum: "The \"or else\" is empty. Nothing follows when you do not pay."
        case .noPolice: "You may talk to anyone, and to the police. The sender wants you to be alone with this."
        case .knowsWhenOpened: "The sender does not learn when you open or read the message."
        case .promisesToDelete: "There is nothing to delete."
        case .howToBuyCrypto: "Instructions like these are part of every such text: most people it is sent to never used cryptocurrency."
        case .antivirusUseless: "This explains away that your virus scanner found nothing. It found nothing because there is nothing."
        case .siteHacked: "No data or proof is shown. The same text is pasted into the contact forms of thousands of websites."
        case .denialOfServiceThreat: "Threats like this are sent to many companies at once; the attack hardly ever comes."
        case .violenceThreat: "Hired killers do not write e-mails to strangers. The same text went to thousands of people."
        case .fakeSummons: "Police and courts do not accuse people by e-mail, and never ask for an answer or money this way."
        case .infidelitySecret: "No name, place or date is given. The text fits anyone."
        }
    }
}
