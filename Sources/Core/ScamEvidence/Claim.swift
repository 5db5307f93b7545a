/// What the sender of an extortion mail asserts: the closed list (docs/adding-a-claim.md).
///
/// The raw values are part of the JSON contract and the names that phrase files use.
public enum Claim: String, Sendable, CaseIterable {
    case deviceCompromised = "device-compromised"
    case accountCompromised = "account-compromised"
    /// A telephone is watched or listened to: what such senders call Pegasus.
    case phoneSpyware = "phone-spyware"
    case recordedYou = "recorded-you"
    case watchedAdultSites = "watched-adult-sites"
    case hasYourContacts = "has-your-contacts"
    case knowsYourPassword = "knows-your-password"
    /// A telephone number, postal address or user name is held out as proof of more.
    case knowsYourDetails = "knows-your-details"
    case wroteFromYourAddress = "wrote-from-your-address"
    case illegalContentAccusation = "illegal-content-accusation"
    case willPublish = "will-publish"
    case demandsPayment = "demands-payment"
    case deadline = "deadline"
    /// "… or else", "if you do not …".
    case ultimatum
    case noPolice = "no-police"
    case knowsWhenOpened = "knows-when-opened"
    case promisesToDelete = "promises-to-delete"
    case howToBuyCrypto = "how-to-buy-crypto"
    case antivirusUseless = "antivirus-useless"
    case siteHacked = "site-hacked"
    /// The person's own files, or a company's, are encrypted.
    case filesLocked = "files-locked"
    case denialOfServiceThreat = "denial-of-service-threat"
    case violenceThreat = "violence-threat"
    case fakeSummons = "fake-summons"
    case infidelitySecret = "infidelity-secret"
}

/// A sign that the sender and the person had to do with each other before: then it may be no bluff.
public enum RelationalSign: String, Sendable, CaseIterable {
    case earlierContact = "earlier-contact"
    case sentSomething = "sent-something"
    case namedContacts = "named-contacts"
    case giftCards = "gift-cards"
    case paymentApp = "payment-app"
    /// The writer is the one who is threatened: "he will send my pictures".
    case victimSpeaks = "victim-speaks"
    case minor = "minor"
    /// The writer speaks of ending their own life. It tells nothing about the sender; help comes before everything else.
    case selfHarm = "self-harm"
}

/// A sign of who speaks: someone who writes *about* such mail rather than one who sends it.
public enum ContextSign: String, Sendable, CaseIterable {
    /// The words for this kind of crime: sextortion, phishing, scam.
    case namesTheScam = "names-the-scam"
    /// Advice and reports: "do not pay", "I received this", "please investigate".
    case advisesOrReports = "advises-or-reports"
    /// The sender of the mail is spoken of in the third person: "the attacker claims".
    case speaksOfTheSender = "speaks-of-the-sender"
}

/// What money that is asked for is, and what it may be for.
public enum PaymentSign: String, Sendable, CaseIterable {
    case cryptocurrency
    /// A gift to a charity, an account at an exchange, goods, work, a debt to a friend.
    case ordinaryPayment = "ordinary-payment"
    /// Silence, shame, a break-in, a bomb: what money is paid against, in words that whoever asks for ordinary money hardly has.
    case hushMoney = "hush-money"
    /// What such money may be about too, in everyday words: a video, contacts, a server, protection.
    case everydayHush = "everyday-hush"
}

/// What a phrase stands for.
enum PhraseMeaning: Sendable, Equatable {
    case claim(Claim)
    case relation(RelationalSign)
    case context(ContextSign)
    case payment(PaymentSign)
    /// The phrase ends where a secret may begin: "your password is".
    case secretFollows
    /// The phrase begins where a secret may end: "is your password".
    case secretPrecedes
    /// That sender and person do not know each other: no contact is meant at the same words.
    case noContact
    /// The string by which administrators try out a filter.
    case testMessage
    /// The phrase ends where a detail of the person may begin: "you live at".
    case detailFollows(PersonalDetail)
    /// The phrase begins where one may end: "is your phone number".
    case detailPrecedes(PersonalDetail)
    /// Everyday words of the file's language, by which the language is told: one word each.
    case language

    static let languageName = "language"

    /// What nobody writes to excuse a mail. The rest may be put where nobody sees it: a word about scams, an order, an acquaintance.
    var isAgainstWriter: Bool {
        switch self {
        case .claim, .payment(.cryptocurrency), .payment(.hushMoney), .payment(.everydayHush), .secretFollows, .secretPrecedes, .testMessage, .detailFollows,
            .detailPrecedes:
            true
        case .relation, .noContact, .context, .payment(.ordinaryPayment), .language: false
        }
    }

    /// Whether it is something that somebody says, and not where to look or how to tell a language.
    var isSaid: Bool {
        switch self {
        case .claim, .relation, .detailFollows, .detailPrecedes: true
        case .noContact, .context, .payment, .secretFollows, .secretPrecedes, .testMessage, .language: false
        }
    }

    init?(name: String) {
        if let claim = Claim(rawValue: name) {
            self = .claim(claim)
        } else if let sign = RelationalSign(rawValue: name) {
            self = .relation(sign)
        } else if let sign = ContextSign(rawValue: name) {
            self = .context(sign)
        } else if let sign = PaymentSign(rawValue: name) {
            self = .payment(sign)
        } else {
            switch name {
            case "secret-follows": self = .secretFollows
            case "secret-precedes": self = .secretPrecedes
            case "no-contact": self = .noContact
            case "test-message": self = .testMessage
            case "phone-follows": self = .detailFollows(.phoneNumber)
            case "phone-precedes": self = .detailPrecedes(.phoneNumber)
            case "address-follows": self = .detailFollows(.postalAddress)
            case "address-precedes": self = .detailPrecedes(.postalAddress)
            case "username-follows": self = .detailFollows(.userName)
            case "username-precedes": self = .detailPrecedes(.userName)
            case Self.languageName: self = .language
            default: return nil
            }
        }
    }
}
