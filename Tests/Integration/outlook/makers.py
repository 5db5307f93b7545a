"""Three makers of `.msg` files, none of which shares code with ours or with another: each takes the same `Draft`."""

import contextlib
import dataclasses
import datetime
import io

import compressed_rtf
import independentsoft.msg
import msgforge
from aspose.email_foss import msg as aspose

UNICODE = 1200
MESSAGE_CODEPAGE, INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
STRING8, BINARY, NUMBER, TIME = 0x001E, 0x0102, 0x0003, 0x0040
SUBJECT, BODY, HTML, RTF, HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
SENDER = {0x0C1A: 0, 0x0C1E: None, 0x0C1F: 1, 0x5D01: 1, 0x0042: 0, 0x0064: None, 0x0065: 1, 0x5D02: 1}
DISPLAY_TO, DISPLAY_CC = 0x0E04, 0x0E03
SUBMIT_TIME, DELIVERY_TIME = 0x0039, 0x0E06
TO, CC = 1, 2


@dataclasses.dataclass
class Draft:
    subject: str = ""
    sender: tuple = ("", "")  # Name and address.
    to: list = dataclasses.field(default_factory=list)
    cc: list = dataclasses.field(default_factory=list)
    date: datetime.datetime | None = None
    plain: str | None = None
    html: str | None = None
    rtf: bytes | None = None
    headers: str | None = None
    files: list = dataclasses.field(default_factory=list)  # (name, media type, bytes)
    messages: list = dataclasses.field(default_factory=list)  # (name, Draft)
    codepage: int = UNICODE  # Of all texts but HTML.
    html_codepage: int = 65001
    is_rtf_packed: bool = True
    large_sectors: bool = False


def charset(codepage):
    return {UNICODE: "utf-16-le", 65001: "utf-8", 28591: "latin-1", 20866: "koi8-r", 50220: "iso2022_jp"}.get(codepage, f"cp{codepage}")


def packed_rtf(draft):
    return compressed_rtf.compress(draft.rtf) if draft.is_rtf_packed else compressed_rtf.compress(draft.rtf, compressed=False)


def by_aspose(draft):
    """aspose-email-foss; 8-bit texts are given to it as bytes, as it knows windows-1252 alone."""
    return _aspose(draft).to_bytes()


def _aspose(draft):
    is_unicode = draft.codepage == UNICODE
    made = aspose.MapiMessage(unicode_strings=is_unicode)
    made.major_version = 4 if draft.large_sectors else 3

    def text(value):
        return value if is_unicode else value.encode(charset(draft.codepage))

    def put(target, identifier, value):
        target.set_property(identifier, 0x001F if is_unicode else STRING8, text(value))

    if draft.subject:
        put(made, SUBJECT, draft.subject)
    for identifier, part in SENDER.items():
        if any(draft.sender):
            put(made, identifier, "SMTP" if part is None else draft.sender[part] or draft.sender[1])
    if draft.plain is not None:
        put(made, BODY, draft.plain)
    if draft.html is not None:
        made.set_property(HTML, BINARY, draft.html.encode(charset(draft.html_codepage)))
    if draft.rtf is not None:
        made.set_property(RTF, BINARY, packed_rtf(draft))
    if draft.headers is not None:
        put(made, HEADERS, draft.headers)
    if draft.date:
        made.set_property(SUBMIT_TIME, TIME, draft.date)
        made.set_property(DELIVERY_TIME, TIME, draft.date)
    for identifier, people in (DISPLAY_TO, draft.to), (DISPLAY_CC, draft.cc):
        if people:
            put(made, identifier, "; ".join(name or address for name, address in people))
    if not is_unicode:
        made.set_property(MESSAGE_CODEPAGE, NUMBER, draft.codepage)
    made.set_property(INTERNET_CODEPAGE, NUMBER, draft.html_codepage)
    for kind, people in (TO, draft.to), (CC, draft.cc):
        for name, address in people:
            recipient = made.add_recipient(address, recipient_type=kind)
            recipient.display_name = name or address
            if not is_unicode:
                recipient.display_name = None
                put(recipient, 0x3001, name or address)
    for name, media_type, data in draft.files:
        attachment = made.add_attachment(name, data, mime_type=media_type)
        if not is_unicode:
            # It would write the name itself, and only windows-1252.
            attachment.filename = None
            for identifier in (0x3704, 0x3707):
                attachment.set_property(identifier, STRING8, text(name))
    for name, inner in draft.messages:
        made.add_embedded_message_attachment(_aspose(inner), filename=name)
    return made


def by_msgforge(draft):
    """msgforge, which writes the HTML a second time as rich text."""
    made = msgforge.Message(
        subject=draft.subject, html_body=draft.html or "", text_body=draft.plain or "", sender=(draft.sender[1], draft.sender[0]) if any(draft.sender) else None,
        to=[(address, name) for name, address in draft.to], cc=[(address, name) for name, address in draft.cc], sent=draft.date or False)
    for name, media_type, data in draft.files:
        made.attach_bytes(name, data, media_type)
    return made.as_bytes()


def by_independentsoft(draft):
    """independentsoft.msg, in its evaluation version, which says so on standard output and marks nothing. Files of 4,096-byte sectors."""
    with contextlib.redirect_stdout(io.StringIO()):
        return _independentsoft(draft).to_bytes()


def _independentsoft(draft):
    module = independentsoft.msg.msg
    made = module.Message()
    made.encoding = charset(draft.codepage)
    made.subject = draft.subject or None
    if any(draft.sender):
        made.sender_name = made.sent_representing_name = draft.sender[0] or draft.sender[1]
        made.sender_email_address = made.sent_representing_email_address = draft.sender[1]
        made.sender_smtp_address = made.sent_representing_smtp_address = draft.sender[1]
        made.sender_address_type = made.sent_representing_address_type = "SMTP"
    made.body = draft.plain
    made.transport_message_headers = draft.headers
    if draft.html is not None:
        made.body_html = draft.html.encode(charset(draft.html_codepage))
        made.internet_code_page = draft.html_codepage
    if draft.rtf is not None:
        if draft.is_rtf_packed:
            made.rtf_compressed = packed_rtf(draft)
        else:
            made.body_rtf = draft.rtf
    if draft.codepage != UNICODE:
        made.message_code_page = draft.codepage
    if draft.date:
        made.client_submit_time = made.message_delivery_time = draft.date.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    made.message_flags = [module.MessageFlag.READ]
    for kind, people in (module.RecipientType.TO, draft.to), (module.RecipientType.CC, draft.cc):
        for name, address in people:
            recipient = module.Recipient()
            recipient.display_name, recipient.email_address, recipient.smtp_address = name or address, address, address
            recipient.address_type, recipient.recipient_type = "SMTP", kind
            recipient.object_type, recipient.display_type = module.ObjectType.MAIL_USER, module.DisplayType.MAIL_USER
            made.recipients.append(recipient)
    for name, media_type, data in draft.files:
        attachment = module.Attachment(buffer=data)
        attachment.file_name = attachment.long_file_name = attachment.display_name = name
        attachment.mime_tag = media_type
        made.attachments.append(attachment)
    for name, inner in draft.messages:
        attachment = module.Attachment()
        attachment.embedded_message = _independentsoft(inner)
        attachment.embedded_message.is_embedded = True
        attachment.method = module.AttachmentMethod.EMBEDDED_MESSAGE
        attachment.display_name = name
        made.attachments.append(attachment)
    return made
