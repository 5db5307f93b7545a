/// A message, recipient or attachment as Outlook keeps it, with those of its properties that are read here: MS-OXPROPS.
///
/// The items of a file are a flat list in which each stands behind the one it belongs to.
struct OutlookItem {
    enum Kind { case message, recipient, attachment }

    struct Property {
        /// MS-OXCDATA § 2.11.1; `Property.unicode` and the like.
        let type: UInt16
        /// Where the value stands, in order; empty for a number. Of a time, its 8 bytes.
        let pieces: [Range<Int>]
        let number: UInt32

        static let number: UInt16 = 0x0003
        static let object: UInt16 = 0x000D
        static let time: UInt16 = 0x0040
        static let ansi: UInt16 = 0x001E
        static let unicode: UInt16 = 0x001F
        static let binary: UInt16 = 0x0102
    }

    /// Property identifiers: MS-OXPROPS § 2, named by their canonical names without `PidTag`.
    enum Name: UInt16, CaseIterable {
        case subject = 0x0037, transportMessageHeaders = 0x007D
        case sentRepresentingName = 0x0042, sentRepresentingEmailAddress = 0x0065, sentRepresentingSMTPAddress = 0x5D02
        case senderName = 0x0C1A, senderEmailAddress = 0x0C1F, senderSMTPAddress = 0x5D01
        case clientSubmitTime = 0x0039, messageDeliveryTime = 0x0E06
        case recipientType = 0x0C15, displayTo = 0x0E04, displayCC = 0x0E03
        case body = 0x1000, rtfCompressed = 0x1009, html = 0x1013, internetMessageID = 0x1035, internetReferences = 0x1039, inReplyToID = 0x1042
        case displayName = 0x3001, emailAddress = 0x3003, smtpAddress = 0x39FE
        case attachData = 0x3701, attachFilename = 0x3704, attachMethod = 0x3705, attachLongFilename = 0x3707, attachMimeTag = 0x370E
        case internetCodepage = 0x3FDE, messageCodepage = 0x3FFD
    }

    let kind: Kind
    /// The index of the item that it belongs to; nil for the first.
    let parent: Int?
    /// How many messages and attachments it stands in.
    let depth: Int
    var properties: [Name: Property] = [:]

    init(_ kind: Kind, parent: Int?, depth: Int) {
        self.kind = kind
        self.parent = parent
        self.depth = depth
    }

    /// The charset label of text properties that are not Unicode: PidTagMessageCodepage, MS-OXPROPS. Empty where nothing is said.
    ///
    /// The plain body is one of them. MS-OXCMSG § 2.2.1.58.6 has PidTagInternetCodepage for it too; writers that give both have converted it with the rest.
    var ansiCharset: [UInt8] { charset(.messageCodepage, or: .internetCodepage) }

    /// The charset label of the HTML: MS-OXCMSG § 2.2.1.58.6. Empty where nothing is said.
    var htmlCharset: [UInt8] { charset(.internetCodepage, or: .messageCodepage) }

    /// QUIRK: UTF-16 (1200, 1201) says that the texts are Unicode, and nothing about those that are not.
    private func charset(_ first: Name, or second: Name) -> [UInt8] {
        let pages = [first, second].compactMap { properties[$0]?.number }
        return CodePage.label(pages.first { $0 != 0 && $0 != 1_200 && $0 != 1_201 } ?? 0)
    }
}

/// Windows code pages as charset labels.
enum CodePage {
    private static let labels: [UInt32: StaticString] = [
        708: "iso-8859-6", 866: "ibm866", 874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 1200: "utf-16le",
        1201: "utf-16be", 10_000: "macintosh", 20_127: "us-ascii", 20_866: "koi8-r", 20_932: "euc-jp", 20_936: "gbk", 21_866: "koi8-u",
        28_605: "iso-8859-15", 38_598: "iso-8859-8-i", 50_220: "iso-2022-jp", 50_221: "iso-2022-jp", 50_222: "iso-2022-jp", 51_932: "euc-jp",
        51_936: "gbk", 51_949: "euc-kr", 54_936: "gb18030", 65_000: "utf-7", 65_001: "utf-8",
    ]

    /// Empty for a code page that is not known.
    static func label(_ number: UInt32) -> [UInt8] {
        if (1_250...1_258).contains(number) { return Array("windows-\(number)".utf8) }
        if (28_591...28_599).contains(number) { return Array("iso-8859-\(number - 28_590)".utf8) }
        return labels[number].map { $0.withUTF8Buffer { Array($0) } } ?? []
    }
}
