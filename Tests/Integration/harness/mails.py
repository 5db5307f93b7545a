"""Which mails go through a server, and what has become of them behind it."""

import csv
import random
import re

from program import ROOT

FIXTURES = ROOT / "Tests/Fixtures"
RESULT = "X-Unbluff-Result"
NO_MAIL_LINE = re.compile(rb"^(?:>?From )[^\n]*\n")


def fixture(name):
    """The bytes of a fixture, with the line ends that SMTP wants."""
    return as_sent(next(FIXTURES.glob(f"{name}*.eml")).read_bytes())


def as_sent(data):
    """RFC 5321 § 2.3.8: lines end with CRLF, and neither stands alone. What an mbox puts on top is no part of the mail."""
    data = NO_MAIL_LINE.sub(b"", data, count=1)
    data = re.sub(rb"\r*\n|\r", b"\r\n", data)
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def mix(corpus, count, share):
    """`count` mails of a labelled corpus, or of the fixtures, `share` of them scams; in random order, the same each time."""
    scams, others = from_corpus(corpus) if corpus else from_fixtures()
    number = round(count * share)
    chosen = [scams[index % len(scams)] for index in range(number)] + [others[index % len(others)] for index in range(count - number)]
    random.Random(1).shuffle(chosen)
    return chosen


def from_corpus(corpus):
    with open(corpus / "manifest.tsv", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["path"].endswith(".eml")]
    mails = [(row["class"] in ("pos", "sibling"), as_sent((corpus / row["path"]).read_bytes())) for row in rows]
    return [mail for is_scam, mail in mails if is_scam], [mail for is_scam, mail in mails if not is_scam]


def from_fixtures():
    scams, others = [], []
    for file in sorted(FIXTURES.glob("*.eml")):
        is_scam = '-scam"' in file.with_suffix(".expect.json").read_text().split('"verdict"')[1].split(",")[0].replace("mentions-scam", "")
        (scams if is_scam else others).append(as_sent(file.read_bytes()))
    return scams, others


def fields(mail, name):
    """The values of all fields of this name, unfolded."""
    head = re.split(rb"\r?\n\r?\n", mail, maxsplit=1)[0].decode("latin-1")
    head = re.sub(r"\r?\n(?=[ \t])", "", head)
    lines = re.split(r"\r?\n", head)
    return [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith(name.lower() + ":")]


def verdict(mail):
    """What our field says; None without it. More than one ends the test: all but ours have to go."""
    values = fields(mail, RESULT)
    if len(values) > 1:
        raise SystemExit(f"more than one {RESULT}: {values}")
    return values[0].split(";")[0].strip() if values else None


def without_added(mail):
    """The mail without what was put on top of it on its way: our field and the server's Received, each once."""
    seen = set()
    while match := re.match(rb"([!-9;-~]+):[^\n]*\n(?:[ \t][^\n]*\n)*", mail):
        name, text = match[1].lower(), match[0]
        if name in seen or not (name == RESULT.lower().encode() or name == b"received" and b"by mail.example.org" in text):
            break
        seen.add(name)
        mail = mail[match.end():]
    return mail
