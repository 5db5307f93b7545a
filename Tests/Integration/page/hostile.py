"""Mails that want to be more than text: the same ones each time, from a fixed seed. Nothing of them is in the repository, and they do nothing but tell on the page."""

import base64
import email.header
import random
import urllib.parse

SEED = 20261126
COUNT = 500
TRACKER = "https://tracker.example.net"

# {t}: the mail's token, by which it is found again. {u}: an address outside. Each says so when it runs: by a dialog, or by a request.
MARKUP = """
<script>alert('{t}')</script>
<script src={u}.js></script>
<SCRIPT/x src="{u}.js"></SCRIPT>
<scr<script>ipt>alert('{t}')</scr</script>ipt>
<img src={u}.png>
<img src=x onerror=alert('{t}')>
<img/src=`x`onerror=alert('{t}')>
<img srcset="{u}.png 1x, {u}2.png 2x">
<svg onload=alert('{t}')>
<svg><script>alert('{t}')</script></svg>
<svg><animate onbegin=alert('{t}') attributeName=x dur=1s>
<svg><use href="data:image/svg+xml;base64,PHN2Zy8+#{t}"/></svg>
<svg><style><img src=x onerror=alert('{t}')></style></svg>
<math><mtext><table><mglyph><style><img src=x onerror=alert('{t}')>
<math href="javascript:alert('{t}')">{t}</math>
<iframe src="{u}"></iframe>
<iframe srcdoc="<script>alert('{t}')</script>"></iframe>
<object data="{u}.swf"></object>
<embed src="{u}.svg">
<link rel=stylesheet href="{u}.css">
<link rel=prefetch href="{u}">
<link rel=dns-prefetch href="//{t}.tracker.example.net">
<style>@import url({u}.css); body {{ display: none }}</style>
<style>* {{ background: url({u}.png) }}</style>
<div style="position:fixed;inset:0;background:url({u}.png)">{t}</div>
<base href="{u}/">
<meta http-equiv=refresh content="0;url={u}">
<meta http-equiv="Content-Security-Policy" content="default-src *">
<form action="{u}"><button>{t}</button></form>
<button formaction="javascript:alert('{t}')">{t}</button>
<input autofocus onfocus=alert('{t}')>
<details open ontoggle=alert('{t}')>{t}
<video src={u}.mp4 autoplay onerror=alert('{t}')></video>
<audio src=x onerror=alert('{t}')>
<body onload=alert('{t}') background="{u}.png">
<marquee onstart=alert('{t}')>{t}</marquee>
<a href="javascript:alert('{t}')" autofocus>{t}</a>
<a href="data:text/html,<script>alert('{t}')</script>">{t}</a>
<a href="{u}" ping="{u}">{t}</a>
<a id=document name=cookie>{t}</a><img name=body id=location>
<template><script>alert('{t}')</script></template>
<noscript><p title="</noscript><img src=x onerror=alert('{t}')>">
<textarea></textarea><script>alert('{t}')</script>
<title></title><script>alert('{t}')</script>
<!--><script>alert('{t}')</script-->
<!-- <img src=x onerror=alert('{t}')> --!> <img src=x onerror=alert('{t}')>
<![CDATA[<script>alert('{t}')</script>]]>
<?xml-stylesheet href="{u}.css"?>
<b><i><table><tr><td><select><option>{t}
<div><div><div><div><span><ul><li><pre>{t}
<portal src="{u}"></portal><frameset onload=alert('{t}')>
<slot name={t}></slot><x-{t} onclick=alert(1) style=animation-name:x onanimationstart=alert('{t}')>
""".strip().split("\n")

# Out of whatever the text is written into: an element, an attribute with either quote or none, a text area, a comment, a script, a template.
BREAKING = """
"><script>alert('{t}')</script>
'><img src=x onerror=alert('{t}')>
" autofocus onfocus=alert('{t}') x="
' onmouseover=alert('{t}') x='
x onpointerenter=alert('{t}')
`onload=alert('{t}')
</textarea><script>alert('{t}')</script>
</title><script>alert('{t}')</script>
</script><script>alert('{t}')</script>
</style><script>alert('{t}')</script>
</pre></main></body></html><script>alert('{t}')</script>
--><script>alert('{t}')</script>
]]><script>alert('{t}')</script>
&lt;script&gt;alert('{t}')&lt;/script&gt;
&#60;img src=x onerror=alert('{t}')&#62;
&amp;lt;script&amp;gt;{t}
\\u003cscript\\u003ealert('{t}')\\u003c/script\\u003e
%3Cscript%3Ealert('{t}')%3C/script%3E
+ADw-script+AD4-alert('{t}')+ADw-/script+AD4-
javascript:alert('{t}')
java\tscript:alert('{t}')
data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#{t}
{{{{text}}}} {{{{{{text}}}}}} {{{{#language}}}}{t}{{{{/language}}}}
{{{{>page}}}} {{{{! {t} }}}} {{{{=<% %>=}}}} <%text%>
${{alert('{t}')}} #{{7*7}} <%= {t} %> [[${{7*7}}]]
=cmd|'/c calc'!A1 {t}
\\"}};alert('{t}');//
<mark><a href="#top">{t}</a></mark></mark></details></summary>
""".strip("\n").split("\n")

# What turns, hides or breaks text.
TURNING = [
    "\u202e{t} gnp.exe\u202c", "\u2066{t}\u2069\u2067abc", "\u202d\u202e\u202d\u202e" * 40 + "{t}", "\u200f{t}\u200e\u061c", "{t}\u0000\u0001\u0008\u001b[31m\u007f\u0085",
    "{t}\ufeff\ufffe\uffff\ufdd0", "{t}" + "\u0300\u0489" * 300, "\u200b\u200c\u200d\u2060".join("<script>") + "{t}", "{t}\U000e0041\U000e0042\U0001f468\u200d\U0001f469", "\u2028{t}\u2029",
    "﹤script﹥alert('{t}')﹤/script﹥ ＜script＞", "{t}\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]

# Written as they are into a mail that says UTF-8.
BROKEN_BYTES = [b"\xff\xfe<\xc0\xbcscript>", b"\xc0\xbcimg src=x onerror=alert(1)>", b"\xe0\x80\xbcscript\xe0\x80\xbe", b"\xf8\x88\x80\x80\x80", b"\xed\xa0\x80\xed\xb0\x80", b"\xe2\x80", b"\x80" * 50]

CHARSETS = [
    "utf-7", "utf-16", "utf-32", "iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "x-user-defined", "replacement", '"><script>alert(1)</script>', "utf-8\"; x=\"<img src=x onerror=alert(1)>",
    "x" * 5_000, "us-ascii", "windows-1256", "ibm037"]

THREAT = "I hacked your device and recorded you on an adult site. {} Pay 1400 USD in bitcoin within 48 hours. {} If you do not pay, I send the video to all your contacts. {}"
PASSWORD = "I know that {} is your password. "


class Hostile:
    """A mail, how it is handed in, and what the page has to show of it."""

    def __init__(self, number, chance):
        self.token = f"evil{number}x"
        self.chance = chance
        self.is_pasted = number % 5 == 0
        # What it says, where that is plain text which has nothing that a reader of mail may change.
        self.text = None
        self.file_name = f"{self.token}.eml"
        self.file_type = "message/rfc822"
        self.bytes = self.pasted() if self.is_pasted else self.mail()

    def payload(self, kinds=(MARKUP, BREAKING, TURNING)):
        return self.chance.choice(self.chance.choice(kinds)).format(t=self.token, u=f"{TRACKER}/{self.token}")

    def words(self, kinds=(MARKUP, BREAKING, TURNING)):
        """Its payloads, in most cases amid a threat, so that passages are marked around and inside of them."""
        payloads = [self.payload(kinds) for _ in range(3)]
        if self.chance.random() < 0.3:
            return "\r\n".join(payloads)
        password = PASSWORD.format(self.payload((BREAKING,))) if self.chance.random() < 0.3 else ""
        return password + THREAT.format(*payloads) + "\r\n"

    def pasted(self):
        words = self.words((MARKUP, BREAKING))
        self.text = words
        return words.encode()

    def mail(self):
        subject, sender, name = (self.payload((MARKUP, BREAKING)) if self.chance.random() < 0.5 else "hello" for _ in range(3))
        address = self.chance.choice(["a@example.com", "a@example.com<script>", '"><img src=x onerror=alert(1)>"@example.com'])
        fields = {
            "From": f"{self.word(name)} <{address}>",
            "To": "alex@example.org", "Subject": self.word(subject), "Message-ID": f"<{self.word(sender)}@example.com>", "X-Fixture": "unbluff", "MIME-Version": "1.0",
            "Received": f"from {self.payload((BREAKING,))} (unknown [192.0.2.1]) by mx.example.org with ESMTP id {self.token}; Mon, 02 Nov 2026 10:17:00 +0000",
            "Date": self.chance.choice(["Mon, 02 Nov 2026 10:17:00 +0000", self.payload((BREAKING,))]),
            "Authentication-Results": f"mx.example.org; spf=pass smtp.mailfrom={self.payload((BREAKING,))}; dkim=pass header.d={self.payload((BREAKING,))}",
            "Return-Path": f"<{self.payload((BREAKING,))}>", "List-Id": self.payload((BREAKING,))}
        fields = {key: value.replace("\r", " ").replace("\n", " ") for key, value in fields.items()}
        head = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
        self.file_name = self.chance.choice([f"{self.token}.eml", self.payload((MARKUP, BREAKING)).replace("\0", "")[:80] + ".eml", "\u202elme.txt", "../../../etc/passwd.eml", "x" * 300 + ".eml"])
        self.file_type = self.chance.choice(["message/rfc822", "text/html", "application/octet-stream", "image/svg+xml", "text/plain", ""])
        return head + self.chance.choice([self.plain, self.plain, self.html, self.html, self.mixed, self.broken, self.odd_charset])()

    def word(self, text):
        return email.header.Header(text, "utf-8", maxlinelen=900).encode() if self.chance.random() < 0.5 else text

    def plain(self):
        words = self.words((MARKUP, BREAKING))
        self.text = words
        return self.part("text/plain; charset=utf-8", words.encode())

    def html(self):
        words = self.words().replace("\r\n", "<br>")
        unclosed = self.chance.choice(["", "<table><tr><td", "<!--", "<textarea>", "<script>", "<plaintext>", "<a href='", '<img src="'])
        return self.part("text/html; charset=utf-8", f"<html><body><p>{words}</p><p>{self.token} {self.payload((MARKUP,))}{unclosed}".encode("utf-8", "replace"))

    def mixed(self):
        mark = f"b-{self.token}"
        name = self.payload().replace("\r", "").replace("\n", "")
        named = self.chance.choice([f'filename="{name}"', f"filename*=utf-8''{urllib.parse.quote(name, safe='')}", f'filename="{self.word(name)}"'])
        inner = f"From: {self.payload((BREAKING,))} <b@example.net>\r\nSubject: {self.payload((MARKUP,))}\r\n\r\n{self.words((MARKUP,))}".encode()
        parts = [
            self.part("text/plain; charset=utf-8", self.words().encode("utf-8", "replace")), self.part("text/html; charset=utf-8", f"<div>{self.words()}".encode("utf-8", "replace")),
            f"Content-Disposition: attachment; {named}\r\n".encode("utf-8", "replace") + self.part("image/svg+xml", f"<svg onload=alert('{self.token}')/>".encode()),
            f"Content-Disposition: attachment; {named}\r\n".encode("utf-8", "replace") + self.part("text/html", b"<script>alert(1)</script>"),
            b"Content-Type: message/rfc822\r\n\r\n" + inner]
        return f'Content-Type: multipart/mixed; boundary="{mark}"\r\n\r\n'.encode() + b"".join(f"--{mark}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{mark}--\r\n".encode()

    def broken(self):
        broken = self.chance.choice(BROKEN_BYTES)
        return b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + broken + self.words().encode("utf-8", "replace").replace(b" ", broken + b" ", 20)

    def odd_charset(self):
        charset = self.chance.choice(CHARSETS)
        return f"Content-Type: {self.chance.choice(['text/plain', 'text/html'])}; charset={charset}\r\n\r\n".encode() + self.words().encode(
            charset if charset in ("utf-7", "utf-16", "utf-32") else "utf-8", "replace")

    def part(self, kind, body):
        encoding, written = self.chance.choice([("8bit", body), ("base64", base64.encodebytes(body).replace(b"\n", b"\r\n"))])
        return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + written


def mails():
    for number in range(COUNT):
        yield Hostile(number, random.Random(SEED * 1_000 + number))


def giants():
    """Name and bytes of what is hostile by its size."""
    head = b"From: a@example.com\r\nSubject: giant\r\nX-Fixture: unbluff\r\nContent-Type: text/%s; charset=utf-8\r\n\r\n"
    million = 1 << 20
    yield "10 MB of one line", head % b"plain" + b"lorem ipsum dolor " * (10 * million // 18)
    yield "10 MB of one word", head % b"plain" + b"a" * (10 * million)
    yield "2 MB of <", head % b"plain" + b"<" * (2 * million)
    yield "2 MB of open tags", head % b"html" + b"<b>" * (2 * million // 3)
    yield "1 MB of combining signs", head % b"plain" + "a\u0300".encode() * (million // 3)
    yield "1 MB of threats to mark", head % b"plain" + b"I hacked your device. Pay 1400 USD in bitcoin. " * (million // 47)
