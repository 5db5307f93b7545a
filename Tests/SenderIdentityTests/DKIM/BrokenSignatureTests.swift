import Foundation
import Testing

@testable import SenderIdentity

/// One thing wrong with an otherwise right signature, its key record, or its mail. The signature is made over what is written here, so that nothing
/// but what the row says can be its reason.
@Suite struct BrokenSignatureTests {
    /// What is replaced in a list of tags, what by, and what comes of it.
    typealias Row = (old: String, new: String, reason: SignatureReason)

    static let tags: [Row] = [
        // v=, a=
        ("v=1; ", "", .missingTag("v")), ("v=1", "v=2", .unknownVersion), ("v=1", "v=", .unknownVersion), ("v=1", "v=1.0", .unknownVersion),
        ("v=1", "v=01", .unknownVersion), ("v=1", "V=1", .missingTag("v")), ("v=1", "v=DKIM1", .unknownVersion), ("v=1;", "v=1,", .missingTag("a")),
        ("a=$a; ", "", .missingTag("a")), ("a=$a", "a=rsa-sha1", .historicAlgorithm), ("a=$a", "a=rsa-sha512", .unknownAlgorithm),
        ("a=$a", "a=", .unknownAlgorithm), ("a=$a", "a=sha256", .unknownAlgorithm), ("a=$a", "a=rsa-md5", .unknownAlgorithm),
        ("a=$a", "a=ed25519", .unknownAlgorithm), ("a=$a", "a=RSA-SHA256", .unknownAlgorithm), ("a=$a", "a=$a $a", .unknownAlgorithm),
        ("a=$a", "a=rsa-sha256", .keyOfOtherType), ("a=$a", "a=ecdsa-sha256", .unknownAlgorithm), ("a=$a", "A=$a", .missingTag("a")),
        // c=
        ("relaxed/relaxed", "nofws", .unknownCanonicalization), ("relaxed/relaxed", "", .unknownCanonicalization),
        ("relaxed/relaxed", "/relaxed", .unknownCanonicalization), ("relaxed/relaxed", "relaxed/", .unknownCanonicalization),
        ("relaxed/relaxed", "relaxed/relaxed/relaxed", .unknownCanonicalization), ("relaxed/relaxed", "relaxed / relaxed", .unknownCanonicalization),
        ("relaxed/relaxed", "Relaxed/Relaxed", .unknownCanonicalization), ("relaxed/relaxed", "relaxed/strict", .unknownCanonicalization),
        ("relaxed/relaxed", "strict/relaxed", .unknownCanonicalization), ("relaxed/relaxed", "relaxed", .bodyHashDiffers),
        ("c=relaxed/relaxed; ", "", .bodyHashDiffers), ("relaxed/relaxed", "relaxed/simple", .bodyHashDiffers),
        ("relaxed/relaxed", "simple/relaxed", .signatureDiffers),
        // d=, s=
        ("d=example.com; ", "", .missingTag("d")), ("d=example.com", "d=", .malformedTag("d")), ("d=example.com", "d=com", .malformedTag("d")),
        ("d=example.com", "d=example..com", .malformedTag("d")), ("d=example.com", "d=.example.com", .malformedTag("d")),
        ("d=example.com", "d=example.com.", .malformedTag("d")), ("d=example.com", "d=exa mple.com", .malformedTag("d")),
        ("d=example.com", "d=@example.com", .malformedTag("d")), ("d=example.com", "d=example.com:25", .malformedTag("d")),
        ("d=example.com", "d=<example.com>", .malformedTag("d")), ("d=example.com", "d=ex\u{E4}mple.com", .malformedTag("d")),
        ("d=example.com", "d=\(String(repeating: "a", count: 64)).com", .malformedTag("d")),
        ("d=example.com", "d=\(String(repeating: "a.", count: 130))com", .malformedTag("d")),
        ("d=example.com", "d=example.com\r\n .org", .malformedTag("d")), ("d=example.com", "d=example.org", .noKey),
        ("d=example.com", "d=sub.example.com", .noKey), ("d=example.com", "D=example.com", .missingTag("d")),
        ("s=sel; ", "", .missingTag("s")), ("s=sel", "s=", .malformedTag("s")), ("s=sel", "s=.", .malformedTag("s")), ("s=sel", "s=a..b", .malformedTag("s")),
        ("s=sel", "s=sel.", .malformedTag("s")), ("s=sel", "s=s el", .malformedTag("s")), ("s=sel", "s=*", .malformedTag("s")),
        ("s=sel", "s=\(String(repeating: "a", count: 64))", .malformedTag("s")), ("s=sel", "s=\(String(repeating: "a.", count: 117))a", .malformedTag("s")),
        ("s=sel", "s=other", .noKey), ("s=sel", "S=sel", .missingTag("s")), ("s=sel", "s=sel._domainkey", .noKey),
        // h=
        ("h=from:to:subject; ", "", .missingTag("h")), ("h=from:to:subject", "h=", .malformedTag("h")), ("h=from:to:subject", "h=:", .malformedTag("h")),
        ("h=from:to:subject", "h=to:subject", .fromNotSigned), ("h=from:to:subject", "h=from:to:subject:", .malformedTag("h")),
        ("h=from:to:subject", "h=:from:to:subject", .malformedTag("h")), ("h=from:to:subject", "h=from::subject", .malformedTag("h")),
        ("h=from:to:subject", "h=from,to,subject", .fromNotSigned), ("h=from:to:subject", "h=from to subject", .malformedTag("h")),
        ("h=from:to:subject", "h=fr\u{F6}m:to", .malformedTag("h")), ("h=from:to:subject", "h=resent-from:to:subject", .fromNotSigned),
        ("h=from:to:subject", "h=from:to", .signatureDiffers), ("h=from:to:subject", "h=from:subject:to", .signatureDiffers),
        ("h=from:to:subject", "h=from:to:subject:x-fixture", .signatureDiffers), ("h=from:to:subject", "h=from|to|subject", .fromNotSigned),
        ("h=from:to:subject", "h=from" + String(repeating: ":to", count: 1_000), .tooManySignedNames), ("h=from", "H=from", .missingTag("h")),
        // bh=, l=
        ("bh=$bh; ", "", .missingTag("bh")), ("bh=$bh", "bh=", .malformedTag("bh")), ("bh=$bh", "bh=AAAA", .malformedTag("bh")),
        ("bh=$bh", "bh=$bh$bh", .malformedTag("bh")), ("bh=$bh", "bh=!$bh", .malformedTag("bh")), ("bh=$bh", "bh==$bh", .malformedTag("bh")),
        ("bh=$bh", "bh=$bh==", .malformedTag("bh")), ("bh=$bh", "bh=\(String(repeating: "A", count: 43))=", .bodyHashDiffers),
        ("bh=$bh", "bh=\(String(repeating: "A", count: 42))=", .malformedTag("bh")),
        ("bh=$bh", "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", .bodyHashDiffers),
        ("bh=$bh", "BH=$bh", .missingTag("bh")), ("bh=$bh", "bh=\(String(repeating: "-", count: 43))=", .malformedTag("bh")),
        ("bh=$bh", "l=; bh=$bh", .malformedTag("l")), ("bh=$bh", "l=-1; bh=$bh", .malformedTag("l")), ("bh=$bh", "l=all; bh=$bh", .malformedTag("l")),
        ("bh=$bh", "l=1 0; bh=$bh", .malformedTag("l")), ("bh=$bh", "l=0x10; bh=$bh", .malformedTag("l")), ("bh=$bh", "l=0; bh=$bh", .bodyHashDiffers),
        ("bh=$bh", "l=10; bh=$bh", .bodyHashDiffers), ("bh=$bh", "l=1000; bh=$bh", .bodyShorterThanLength),
        ("bh=$bh", "l=99999999999999999999999999; bh=$bh", .bodyShorterThanLength),
        ("bh=$bh", "l=\(String(repeating: "9", count: 77)); bh=$bh", .malformedTag("l")),
        ("bh=$bh", "l=1e3; bh=$bh", .malformedTag("l")), ("bh=$bh", "l=+10; bh=$bh", .malformedTag("l")),
        // i=
        ("s=sel", "s=sel; i=", .malformedTag("i")), ("s=sel", "s=sel; i=someone", .malformedTag("i")), ("s=sel", "s=sel; i=someone@", .malformedTag("i")),
        ("s=sel", "s=sel; i=@example.org", .identityOutsideDomain), ("s=sel", "s=sel; i=@com", .identityOutsideDomain),
        ("s=sel", "s=sel; i=@badexample.com", .identityOutsideDomain), ("s=sel", "s=sel; i=a@example.com@example.org", .identityOutsideDomain),
        ("s=sel", "s=sel; i=@example.com.example.org", .identityOutsideDomain), ("s=sel", "s=sel; i=@.example.com", .malformedTag("i")),
        ("s=sel", "s=sel; i=@example.com.", .malformedTag("i")), ("s=sel", "s=sel; i=@exa mple.com", .malformedTag("i")),
        ("s=sel", "s=sel; i=a=40example.com", .malformedTag("i")), ("s=sel", "s=sel; i=@[192.0.2.1]", .malformedTag("i")),
        // t=, x=
        ("t=1600000000", "t=", .malformedTag("t")), ("t=1600000000", "t=yesterday", .malformedTag("t")), ("t=1600000000", "t=-1", .malformedTag("t")),
        ("t=1600000000", "t=1600000000.5", .malformedTag("t")), ("t=1600000000", "t=1700000301", .fromTheFuture),
        ("t=1600000000", "t=999999999999", .fromTheFuture),
        ("t=1600000000", "t=99999999999999999999999", .fromTheFuture), ("t=1600000000", "t=1600000000; x=1600000000", .malformedTag("x")),
        ("t=1600000000", "t=1600000000; x=1599999999", .malformedTag("x")), ("t=1600000000", "t=1600000000; x=1699999699", .expired),
        ("t=1600000000", "x=0", .expired), ("t=1600000000", "x=1", .expired), ("t=1600000000", "x=", .malformedTag("x")),
        ("t=1600000000", "x=never", .malformedTag("x")), ("t=1600000000", "x=-5", .malformedTag("x")), ("t=1600000000", "t=1600000000; x=1600000001", .expired),
        // q=
        ("t=1600000000", "q=", .unknownQueryMethod), ("t=1600000000", "q=dns", .unknownQueryMethod), ("t=1600000000", "q=http/txt", .unknownQueryMethod),
        ("t=1600000000", "q=dns/txt/x", .unknownQueryMethod), ("t=1600000000", "q=dns/txt,x", .unknownQueryMethod),
        ("t=1600000000", "q=DNS/TXT", .unknownQueryMethod),
        // the list itself
        ("v=1", "v=1; v=1", .malformedTagList), ("s=sel", "s=sel; s=sel", .malformedTagList), ("s=sel", "s=sel; x1=a; x1=b", .malformedTagList),
        ("v=1; ", "", .missingTag("v")), ("v=1;", ";v=1;", .malformedTagList), ("v=1;", "v=1;;", .malformedTagList), ("v=1", "v", .malformedTagList),
        ("v=1", "=1", .malformedTagList), ("v=1;", "v=1; x;", .malformedTagList), ("v=1;", "v=1; 1x=2;", .malformedTagList),
        ("v=1;", "v=1; x-y=2;", .malformedTagList), ("v=1;", "v=1; x y=2;", .malformedTagList), ("v=1;", "v=1; x=\u{7F};", .malformedTagList),
        ("v=1;", "v=1; x=\u{0};", .malformedTagList), ("v=1;", "v=1; x=a\u{1}b;", .malformedTagList), ("v=1;", "v=1; x\u{0}=1;", .malformedTagList),
        ("v=1;", "v=1; _x=1;", .malformedTagList), ("v=1;", "v=1; x=a\rb;", .malformedTagList), ("v=1;", "v=1 d=example.com;", .unknownVersion),
        ("v=1;", "v=1; x=\(String(repeating: "y", count: 17_000));", .tooLong),
        ("v=1;", "v=1; " + (0..<64).map { "x\($0)=;" }.joined(), .tooManyTags), ("v=1;", "v=1; \u{E9}=1;", .malformedTagList),
        ("v=1;", "(comment) v=1;", .malformedTagList), ("v=1;", "\"v\"=1;", .malformedTagList), ("v=1;", "v:1;", .malformedTagList),
    ]

    @Test(arguments: tags.indices) func tag(row: Int) {
        let (old, new, reason) = Self.tags[row]
        var signer = MailSigner()
        signer.tags = signer.tags.replacingOnce(old, new)
        #expect(dkimReasons(signer.sign(), signer.answers) == [reason], "\(new)")
    }

    /// What stands at `b=`.
    static let values: [(value: String, reason: SignatureReason)] = [
        ("", .malformedTag("b")), ("=", .malformedTag("b")), ("====", .malformedTag("b")), ("A", .malformedTag("b")), ("AA", .signatureDiffers),
        ("AAAA", .signatureDiffers), ("!!!!", .malformedTag("b")), ("AA=A", .malformedTag("b")), ("AAAA===", .malformedTag("b")), ("AAAAA", .malformedTag("b")),
        (String(repeating: "A", count: 86) + "==", .signatureDiffers), (String(repeating: "A", count: 15_000), .signatureDiffers), ("AA-_", .malformedTag("b")),
        ("AAAA; b=AAAA", .malformedTagList), ("AAAA; ;", .malformedTagList), ("AAAA; d", .malformedTagList), ("\u{E4}AAA", .malformedTag("b")),
        ("AAAA\r\n", .signatureDiffers), ("AAAA;\r\n ", .signatureDiffers), ("AAAA; v=1", .malformedTagList),
    ]

    @Test(arguments: values.indices) func signature(row: Int) {
        let signer = MailSigner()
        let mail = signer.sign()
        let field = mail.utf8.split(separator: 13, maxSplits: 1).map { String(Substring($0)) }
        let start = field[0].range(of: "; b=")!.upperBound
        // A message's header ends at an empty line.
        let value = Self.values[row].value.hasSuffix("\r\n") ? String(Self.values[row].value.dropLast()) : Self.values[row].value
        #expect(dkimReasons(field[0][..<start] + value + "\r" + field[1], signer.answers) == [Self.values[row].reason], "\(Self.values[row].value)")
    }

    /// What is replaced in the key's record `v=DKIM1; k=ed25519; p=…`.
    static let records: [Row] = [
        ("v=DKIM1", "v=DKIM2", .malformedKey), ("v=DKIM1", "v=", .malformedKey), ("v=DKIM1", "v=dkim1", .malformedKey), ("v=DKIM1", "v=DKIM1.0", .malformedKey),
        ("v=DKIM1; ", "n=x; v=DKIM1; ", .malformedKey), ("v=DKIM1", "v=spf1 -all", .malformedKey), ("v=DKIM1", "v=DKIM1; v=DKIM1", .malformedKey),
        ("k=ed25519", "k=rsa", .keyOfOtherType), ("k=ed25519", "k=ECDSA", .keyOfOtherType), ("k=ed25519", "k=", .keyOfOtherType),
        ("k=ed25519; ", "", .keyOfOtherType), ("k=ed25519", "K=ed25519", .keyOfOtherType), ("k=ed25519", "k=Ed25519", .keyOfOtherType),
        ("p=", "q=", .malformedKey), ("p=", "P=", .malformedKey), ("p=", "p=; x=", .revokedKey), ("p=", "p= ; x=", .revokedKey),
        ("p=", "p=!", .malformedKey), ("p=", "p==", .malformedKey), ("p=", "p=AAAA", .malformedKey), ("p=", "p=AAAA; x=", .malformedKey),
        ("p=", "p=\(String(repeating: "A", count: 9_000)); x=", .malformedKey), ("p=", "p=\(String(repeating: "A", count: 43))=; x=", .signatureDiffers),
        ("p=", "p=A; x=", .malformedKey), ("p=", "p=\"; x=", .malformedKey),
        ("k=", "h=sha1; k=", .hashNotAllowed), ("k=", "h=; k=", .hashNotAllowed), ("k=", "h=sha512:sha1; k=", .hashNotAllowed),
        ("k=", "h=SHA256; k=", .hashNotAllowed), ("k=", "h=sha256,sha1; k=", .hashNotAllowed), ("k=", "h=*; k=", .hashNotAllowed),
        ("k=", "s=tlsrpt; k=", .keyNotForMail), ("k=", "s=; k=", .keyNotForMail), ("k=", "s=mail:web; k=", .keyNotForMail),
        ("k=", "s=EMAIL; k=", .keyNotForMail), ("k=", "s=email,*; k=", .keyNotForMail),
        ("k=", ";k=", .malformedKey), ("k=", "t; k=", .malformedKey), ("k=", "n=\u{0}; k=", .malformedKey), ("k=", "n=a; n=b; k=", .malformedKey),
        ("k=", "n=\(String(repeating: "n", count: 9_000)); k=", .malformedKey), ("v=DKIM1; ", "", .verified), ("v=DKIM1", "\"v=DKIM1\"", .malformedKey),
        ("k=", "n=\n; k=", .malformedKey), ("v=DKIM1;", "v=DKIM1", .malformedKey),
    ]

    @Test(arguments: records.indices) func record(row: Int) {
        let (old, new, reason) = Self.records[row]
        let signer = MailSigner()
        let record = ("v=DKIM1; " + signer.key.record).replacingOnce(old, new)
        #expect(dkimReasons(signer.sign(), MailSigner.answers(record)) == [reason], "\(new)")
    }

    @Test func thereAreManyRows() { #expect(Self.tags.count + Self.values.count + Self.records.count >= 200) }
}
