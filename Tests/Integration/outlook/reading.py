"""What extract-msg reads of a `.msg` file, in the form in which our own test writes what it reads (Tests/VisibleTextTests/OutlookComparison.swift)."""

import email
import email.policy
import email.utils
import html
import logging
import re

import extract_msg
from extract_msg.enums import DeencapType, ErrorBehavior, RecipientType

logging.disable(logging.CRITICAL)
DATE, HTML = "00390040", "__substg1.0_10130102"


def read(path):
    """None where it finds no message."""
    try:
        with extract_msg.openMsg(path, errorBehavior=ErrorBehavior.SUPPRESS_ALL) as message:
            return record(message)
    except Exception as error:  # Of any kind: it says of each fault something else.
        return {"error": f"{type(error).__name__}: {error}"}


def record(message):
    return {
        "subject": message.subject or "",
        "from": sender(message),
        "to": people(message, RecipientType.TO),
        "cc": people(message, RecipientType.CC),
        "date": int(message.props.date.timestamp()) if message.props.date else None,
        "plain": attempt(lambda: message.body) or "",
        "html": attempt(lambda: html_text(message)) or "",
        "files": [file(attachment) for attachment in message.attachments],
    }


def attempt(read):
    try:
        return read()
    except Exception as error:  # As above.
        return f"{type(error).__name__}: {error}"


def sender(message):
    """The header's From where there is one, as it has it; else the properties' own."""
    if message.headerText:
        return [person(*email.utils.parseaddr(str(message.sender or "")))]
    name, address = (message.getStringStream(f"__substg1.0_{tag}") or "" for tag in ("0C1A", "5D01"))
    return [person(name, address)] if name or address else []


def people(message, kind):
    return [person(recipient.name or "", recipient.email or "") for recipient in message.recipients if recipient.type == kind]


def person(name, address):
    """A name that is the address says nothing more."""
    return ["" if name == address else name, address]


def html_text(message):
    """The HTML that is told, or that is in the rich text: not what extract-msg makes of the plain text."""
    data = message.getStream(HTML)
    if data is not None:
        return data.decode(codec(message))
    if not message.rtfBody:
        return ""
    data = message.deencapsulateBody(message.rtfBody, DeencapType.HTML)
    return (data or b"").decode()


def codec(message):
    page = message.getPropertyVal("3FDE0003") or 65001
    return extract_msg.encoding.lookupCodePage(page)


def file(attachment):
    data = attachment.data
    if isinstance(data, extract_msg.MSGFile):
        return {"name": attachment.name or "", "message": record(data)}
    return {"name": attachment.name or "", "message": message_file(attachment.name or "", data or b"")}


def message_file(name, data):
    """A file that is a message: to extract-msg it is only a file, so that it is given to it once more, and a mail to Python's own reader."""
    if name.endswith(".msg"):
        with extract_msg.openMsg(data, errorBehavior=ErrorBehavior.SUPPRESS_ALL) as message:
            return record(message)
    return mail(email.message_from_bytes(data, policy=email.policy.default)) if name.endswith(".eml") else None


def mail(parsed):
    people = {name: [person(*pair) for pair in email.utils.getaddresses([str(value) for value in parsed.get_all(name, [])])] for name in ("from", "to", "cc")}
    texts = {kind: parsed.get_body((kind,)) for kind in ("plain", "html")}
    return {
        "subject": str(parsed["subject"] or ""),
        **people,
        "date": int(parsed["date"].datetime.timestamp()) if parsed["date"] else None,
        **{kind: part.get_content() if part else "" for kind, part in texts.items()},
        "files": [{"name": part.get_filename() or "", "message": None} for part in parsed.iter_attachments()] if parsed.is_multipart() else [],
    }


def plain(text):
    """Without what a display does not show: line ends of either kind, white space at the ends."""
    return re.sub(r"[ \t]*\n", "\n", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")).strip()


def shown(markup):
    """HTML as text, with white space as one space and tags kept: how a reader of rich text breaks its lines is its own affair."""
    return re.sub(r"\s+", " ", re.sub(r"\s*(<[^>]*>)\s*", r" \1 ", html.unescape(markup.replace("\0", "")))).strip()
