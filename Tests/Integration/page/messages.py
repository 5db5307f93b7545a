"""What people hand in: the project's own fixtures, in every form in which a mail program saves a message."""

import email
import email.policy
import functools
import mailbox
import plistlib

from server import FIXTURES, ROOT

MILLION = 1 << 20
SECRET = "PLACEHOLDER-secret"  # What 17-password-quoted.eml quotes.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003830180"
    "5a2d9b6e0000000049454e44ae426082")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@functools.cache
def fixture(number):
    return next(FIXTURES.glob(f"{number:02}-*.eml")).read_bytes()


SCAM, SECRET_SCAM, REAL, NEWS, NOTHING = map(fixture, (1, 17, 36, 44, 61))

# A scam that no phrase knows: it is told by its words.
UNKNOWN_SCAM = (
    b"From: ops@example.com\r\nTo: alex@example.org\r\nSubject: your shop\r\nX-Fixture: unbluff\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"We'll throw masses of traffic at your server and stop it. Shop shut for a day, how much is that? Paying us 1,500 is cheaper, no? We wait till Friday night.\r\n"
)


@functools.cache
def words(data):
    return email.message_from_bytes(data, policy=email.policy.default).get_body(("plain",)).get_content()


def mbox(*mails):
    return b"".join(b"From unbluff Thu Jan  1 00:00:00 1970\n" + mail.replace(b"\r\n", b"\n") + b"\n" for mail in mails)


def emlx(mail):
    """Apple Mail: a line with the length, the mail, a property list."""
    return b"%-10d\n" % len(mail) + mail + plistlib.dumps({"flags": 8623750145})


def msg(mail):
    """Outlook, by a maker that shares no code with our reader."""
    import msgforge
    return msgforge.Message(
        subject="Your device", html_body="", text_body=words(mail), sender=("sender@example.com", "Sender"), to=[("alex@example.org", "Alex")], sent=False).as_bytes()


def html(mail):
    return f"<html><body><p>{words(mail)}</p></body></html>".encode()


# File name, media type as a browser says it, bytes.
SAVED = [
    ("message.eml", "message/rfc822", SCAM), ("message.mbox", "application/mbox", mbox(SCAM)), ("message.emlx", "", emlx(SCAM)),
    ("message.msg", "application/vnd.ms-outlook", msg(SCAM)), ("message.txt", "text/plain", words(SCAM).encode()), ("message.html", "text/html", html(SCAM))]


def of_language(language, verdict, folder="tuned"):
    """The mails of this verdict that a language has."""
    file = ROOT / f"Tests/Languages/{language}/{folder}/{verdict}.mbox"
    return of_file(file) if file.exists() else []


def of_file(file):
    """As they stand in it: a parser would write some anew."""
    box = mailbox.mbox(file, create=False)
    return [box.get_bytes(key) for key in box.keys()]
