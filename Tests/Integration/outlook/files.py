"""Which `.msg` files are made, of which texts: mails of Tests/Fixtures and Tests/Languages, and a few lines of their own where the form is the point."""

import dataclasses
import email
import email.policy
import email.utils
import mailbox
import pathlib

import makers
from makers import Draft, by_aspose, by_independentsoft, by_msgforge

ROOT = pathlib.Path(__file__).resolve().parents[3]
PICTURE = bytes.fromhex("89504e470d0a1a0a") + bytes(64)
LETTERS = "Ваш аккаунт, žluťoučký kůň"
WORDS = (  # Those of fixture 19.
    "I hacked your device.\r\nI recorded you with your camera.\r\n"
    "Send 720 USD in bitcoin to 31h1vYVSYuKP6AhS86fbRdMw9XHieotbST within 48 hours.\r\nOr I send the video to all your contacts.\r\n")
RTF_HTML = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fmodern\fcharset0 Courier New;}{\f2\fnil\fcharset204 Arial;}}" b"\r\n"
    rb"{\colortbl\red0\green0\blue0;\red0\green0\blue255;}\uc1\pard\plain\deftab360 \f0\fs24 {\*\htmltag19 <html>}" b"\r\n"
    rb"{\*\htmltag34 <head>}{\*\htmltag41 </head>}{\*\htmltag50 <body>}\htmlrtf \lang1033 \htmlrtf0 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 {\f2 \'c2\'ed\'e8\'ec\'e0\'ed\'e8\'e5: }"
    rb"I hacked your device &amp; recorded you {\*\htmltag84 &nbsp;}with your camera.\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}" b"\r\n"
    rb"{\*\htmltag0 \par }{\*\htmltag64 <p>}Pay 950 \u8364? in bitcoin to 31h1vYVSYuKP6AhS86fbRdMw9XHieotbST \u-10179?\u-8704?within 48 hours\{!\}{\*\htmltag72 </p>}"
    rb"{\*\htmltag58 </body>}{\*\htmltag27 </html>}}" b"\r\n")
RTF_TEXT = rb"{\rtf1\ansi\ansicpg1252\fromtext \deff0{\fonttbl{\f0\fmodern Courier New;}}\uc1\pard\plain\f0 " + WORDS.replace("\r\n", "\\par\r\n").encode() + b"}"


def hexadecimal(text, charset):
    """As RTF writes bytes beyond ASCII."""
    return b"".join(bytes([byte]) if byte < 0x80 and byte not in b"\\{}" else b"\\'%02x" % byte for byte in text.encode(charset))


RTF_MIXED = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}{\*\htmltag64 <p>}"
    rb"\f0 " + hexadecimal("Café", "cp1252") + rb"\f1  " + hexadecimal("Привет", "cp1251") + rb"{\*\htmltag72 </p>}}")
RTF_OWN = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fnil\fcharset204 Arial;}}{\info{\title not shown}}\f0\b " + hexadecimal("Я взломал ваш телефон", "cp1251") + rb"\b0\par }"


@dataclasses.dataclass
class File:
    name: str
    maker: object
    draft: Draft | None
    mail: bytes | None = None  # Of which it was made: it has to get the same verdict.
    data: bytes | None = None

    def bytes(self):
        return self.data if self.data is not None else self.maker(self.draft)


def fixture(number):
    return next((ROOT / "Tests/Fixtures").glob(f"{number}-*.eml")).read_bytes()


def language(name, index=0):
    """A scam of the texts that the phrases were tuned on."""
    file = ROOT / f"Tests/Languages/{name}/tuned/sextortion-scam.mbox"
    return mailbox.mbox(file, create=False).get_bytes(index)


def draft(data, with_header=False, **changes):
    """What Outlook keeps of a mail that came in."""
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    made = Draft(subject=str(parsed["Subject"] or ""))
    people = {name: email.utils.getaddresses([str(value) for value in parsed.get_all(name, [])]) for name in ("From", "To", "Cc")}
    made.sender = next(iter(people["From"]), ("", ""))
    made.to, made.cc = people["To"], people["Cc"]
    made.date = parsed["Date"].datetime if parsed["Date"] else None
    if with_header:
        header = data.split(b"\n\n", 1)[0].decode()
        made.headers = header.replace("\n", "\r\n") + "\r\n\r\n"
    plain, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    made.plain = plain.get_content().replace("\n", "\r\n") if plain else None
    made.html = html.get_content() if html else None
    for part in parsed.iter_attachments() if parsed.is_multipart() else []:
        if part.get_content_type() == "message/rfc822":
            made.messages.append((part.get_filename().removesuffix(".eml"), draft(part.get_payload(0).as_bytes())))
        else:
            made.files.append((part.get_filename(), part.get_content_type(), part.get_payload(decode=True)))
    return dataclasses.replace(made, **changes)


def own(**changes):
    return Draft(**{"subject": "Your device", "sender": ("Sender", "sender@example.com"), "to": [("Alex", "alex@example.org")], **changes})


def of(name, maker, data, **changes):
    return File(name, maker, draft(data, **changes), mail=data)


def all_files():
    files = bodies() + code_pages() + rich_texts() + attachments() + headers() + faulty()
    assert len({file.name for file in files}) == len(files)
    return files


def bodies():
    """Plain, HTML, both and neither, by each maker."""
    made = []
    for maker in (by_aspose, by_msgforge, by_independentsoft):
        short = maker.__name__.removeprefix("by_")
        made += [
            of(f"{short}-plain", maker, fixture("01")),
            of(f"{short}-plain-and-html", maker, fixture("05")),
            of(f"{short}-html", maker, fixture("06")),
            of(f"{short}-ham", maker, fixture("59")),
            of(f"{short}-russian", maker, language("ru")),
            of(f"{short}-japanese", maker, language("ja")),
            of(f"{short}-arabic", maker, language("ar")),
            File(f"{short}-nothing", maker, Draft()),
            # Beyond the 109 sectors of the table that the header names, where sectors have 512 bytes.
            File(f"{short}-large", maker, own(plain=WORDS, files=[("large.bin", "application/octet-stream", bytes(8 << 20))])),
        ]
    return made


def code_pages():
    """Texts of 8 bits, and HTML in another code page than they are."""
    made = []
    pages = [("de", 1252), ("pl", 1250), ("hu", 1250), ("ru", 1251), ("uk", 1251), ("tr", 1254), ("ar", 1256), ("ja", 932), ("zh", 936), ("ko", 949)]
    pages += [("ru", 20866), ("ja", 50220), ("ru", 65001)]
    for name, page in pages:
        made.append(of(f"aspose-8-bit-{name}-{page}", by_aspose, without_others(language(name), page), codepage=page))
    for name, page in [("fr", 1252), ("ru", 1251), ("ja", 932)]:
        made.append(of(f"independentsoft-8-bit-{name}-{page}", by_independentsoft, without_others(language(name), page), codepage=page))
    html = "<p>Вас взломали</p>"
    return made + [
        File("aspose-8-bit-and-utf-8-html", by_aspose, own(subject="Тема", plain="Вас взломали\r\n", html=html, codepage=1251, html_codepage=65001)),
        File("aspose-8-bit-and-koi8-html", by_aspose, own(subject="Тема", plain="Вас взломали\r\n", html=html, codepage=1251, html_codepage=20866)),
        File("independentsoft-windows-1251-html", by_independentsoft, own(subject=LETTERS, plain="Вас взломали\r\n", html=html, html_codepage=1251)),
        File("aspose-8-bit-names", by_aspose, own(subject="é", sender=("José Núñez", "jose@example.com"), to=[("Zoë", "zoe@example.org")], plain="a\r\n", codepage=1252)),
        File("aspose-8-bit-greek", by_aspose, own(subject="Ο λογαριασμός σας", plain="Ο λογαριασμός σας\r\n", codepage=1253)),
    ]


def without_others(data, page):
    """The mail without the characters that a code page does not have."""
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    name = makers.charset(page)
    text = parsed.get_content().encode(name, "replace").decode(name)
    parsed.set_content(text)
    for field in ("Subject", "From"):
        value = str(parsed[field]).encode(name, "replace").decode(name)
        parsed.replace_header(field, value)
    return parsed.as_bytes()


def rich_texts():
    return [
        File("aspose-rtf-of-html", by_aspose, own(rtf=RTF_HTML)),
        File("aspose-rtf-of-html-and-plain", by_aspose, own(rtf=RTF_HTML, plain=WORDS)),
        File("independentsoft-rtf-of-html", by_independentsoft, own(rtf=RTF_HTML)),
        File("independentsoft-rtf-not-compressed", by_independentsoft, own(rtf=RTF_HTML, is_rtf_packed=False)),
        File("aspose-rtf-not-compressed", by_aspose, own(rtf=RTF_HTML, is_rtf_packed=False)),
        File("aspose-rtf-of-text", by_aspose, own(rtf=RTF_TEXT)),
        File("independentsoft-rtf-of-text", by_independentsoft, own(rtf=RTF_TEXT)),
        File("aspose-rtf-of-two-code-pages", by_aspose, own(rtf=RTF_MIXED)),
        File("aspose-rtf-of-its-own", by_aspose, own(rtf=RTF_OWN)),
        File("aspose-rtf-long", by_aspose, own(rtf=RTF_TEXT.replace(b"I hacked", b"I really hacked " * 400))),
        # Its HTML is not told: only the rich text that msgforge makes of it is left.
        File("msgforge-rtf-alone", None, own(plain=None), data=without_html(by_msgforge(own(html="<p>Вас <b>взломали</b> &amp; é€\U0001F600</p><p>Pay {now}</p>")))),
    ]


def without_html(data):
    """The file with the name of its HTML's stream spoiled, and that of its plain text's."""
    for tag in ("10130102", "1000001F"):
        data = data.replace(f"__substg1.0_{tag}".encode("utf-16-le"), f"__substg1.0_{'7' + tag[1:]}".encode("utf-16-le"))
    return data


def attachments():
    inner = own(subject="Вложенное", plain=WORDS, date=None)
    deep = own(subject="Outer", plain="Read the message.\r\n", messages=[("Middle", own(subject="Middle", plain="Read on.\r\n", messages=[("Inner", inner)]))])
    names = [
        ("read.txt", "text/plain", b"Only words.\r\n"),
        ("письмо о вас.txt", "text/plain", b"More words.\r\n"),
        ("photo.png", "image/png", PICTURE),
        ("a;b\"c'.bin", "application/octet-stream", b"\0\1"),
        ("no type", "", b"x"),
    ]
    made = [
        File("aspose-8-bit-attachments", by_aspose, own(plain="Two files.\r\n", files=names[:2], codepage=1251)),
        File("aspose-deep", by_aspose, deep),
        File("independentsoft-deep", by_independentsoft, deep),
        File("aspose-8-bit-deep", by_aspose, in_code_page(deep, 1251)),
    ]
    for maker in (by_aspose, by_msgforge, by_independentsoft):
        short = maker.__name__.removeprefix("by_")
        made += [
            of(f"{short}-attached-text", maker, fixture("19")),
            File(f"{short}-attachments", maker, own(plain="Five files.\r\n", files=names)),
            File(f"{short}-attached-eml", maker, own(plain="Read it.\r\n", files=[("mail.eml", "message/rfc822", fixture("01"))])),
            File(f"{short}-attached-eml-untold", maker, own(plain="Read it.\r\n", files=[("mail.eml", "application/octet-stream", fixture("01"))])),
            File(f"{short}-attached-msg", maker, own(plain="Read it.\r\n", files=[("mail.msg", "application/vnd.ms-outlook", by_aspose(inner))])),
        ]
    for maker in (by_aspose, by_independentsoft):
        made.append(of(f"{maker.__name__.removeprefix('by_')}-embedded", maker, fixture("47")))
    return made


def in_code_page(made, page):
    return dataclasses.replace(made, codepage=page, messages=[(name, in_code_page(inner, page)) for name, inner in made.messages])


def headers():
    many = [("Müller, Jörg", "joerg@example.org"), ('Quote "Q" Quote', "quote@example.org"), ("Алекс", "alex@example.org"), ("", "bare@example.org")]
    exchange = "Microsoft Mail Internet Headers Version 2.0\r\n" + draft(fixture("18"), with_header=True).headers
    return [
        of("aspose-header", by_aspose, fixture("18"), with_header=True),
        of("independentsoft-header", by_independentsoft, fixture("18"), with_header=True),
        of("aspose-header-of-exchange", by_aspose, fixture("18"), headers=exchange),
        of("aspose-8-bit-header", by_aspose, fixture("18"), with_header=True, codepage=1252),
        of("aspose-reply", by_aspose, fixture("38"), with_header=True),
        File("aspose-recipients", by_aspose, own(plain=WORDS, to=many, cc=many[::-1])),
        File("msgforge-recipients", by_msgforge, own(plain=WORDS, to=many, cc=many[::-1])),
        File("independentsoft-recipients", by_independentsoft, own(plain=WORDS, to=many, cc=many[::-1])),
        File("aspose-cc-alone", by_aspose, own(plain=WORDS, to=[], cc=many[2:3])),
        File("aspose-long-subject", by_aspose, own(subject="long " * 400 + "end", plain=WORDS)),
        File("independentsoft-long-subject", by_independentsoft, own(subject="Длинная " * 400 + "тема", plain=WORDS)),
        File("aspose-subject-of-lines", by_aspose, own(subject="one\r\nTo: forged@example.com\r\n\r\ntwo", plain=WORDS)),
        File("aspose-large-sectors", by_aspose, own(plain=WORDS * 100, large_sectors=True)),
        File("aspose-old", by_aspose, own(plain=WORDS, date=email.utils.parsedate_to_datetime("Tue, 29 Feb 2000 23:59:59 +0000"))),
        File("msgforge-zone", by_msgforge, own(plain=WORDS, date=email.utils.parsedate_to_datetime("Fri, 01 Jan 2027 00:30:00 +0530"))),
    ]


def faulty():
    """Neither ends early nor invents anything: their reader has no answer for most of them, so ours is only held to give one."""
    whole = by_aspose(draft(fixture("01")))
    return [
        File("empty", None, None, data=b""),
        File("signature-alone", None, None, data=whole[:8]),
        File("header-alone", None, None, data=whole[:512]),
        File("cut-in-the-middle", None, None, data=whole[: len(whole) // 2]),
        File("last-sector-cut", None, None, data=whole[:-700]),
        File("no-outlook-file", None, None, data=fixture("01")),
        File("looped-table", None, None, data=whole[:0x4C] + bytes(4 * 109) + whole[512:]),
    ]
