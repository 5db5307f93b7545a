"""What may not be said to somebody who may be a real victim: all mails that may be real, in every language, and each word on their page."""

import concurrent.futures
import html
import html.parser
import http.client
import json
import re
import subprocess

import messages
from cases import expect
from person import FOREIGN, Person
from server import FIXTURES, PROGRAM, ROOT, texts

FEWEST_MAILS = 100
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BOUNDARY = "unbluff-boundary"


class Frame(html.parser.HTMLParser):
    """All words of a page that are ours: its text, title, labels and descriptions, open or folded, without those of the message."""

    def __init__(self):
        super().__init__()
        self.words = []
        self.open = []  # Of each open element: whether the words in it are the sender's.

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        is_foreign = bool(self.open) and self.open[-1]
        classes = (facts.get("class") or "").split()
        if "passage" in classes or tag == "bdi" or facts.get("id") == "letter":
            is_foreign = True
        elif "number" in classes or tag == "summary":
            is_foreign = False
        if not is_foreign:
            self.words += [facts[name] or "" for name in ("title", "aria-label", "alt", "placeholder", "content", "href") if name in facts]
        if tag not in VOID:
            self.open.append(is_foreign)

    def handle_endtag(self, tag):
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data):
        if not (self.open and self.open[-1]):
            self.words.append(data)


def ours(page):
    frame = Frame()
    frame.feed(page)
    return cleaned(" ".join(frame.words))


def cleaned(text):
    # The product's name has the word in it.
    return " ".join(text.lower().replace("unbluff", "").split())


# What is certainly not ours, as the page writes it. All else is looked at as it stands, names of elements too: only where a word is found there, it is parsed.
NOT_OURS = re.compile(r'<div class="passage".*?</div>|<bdi>.*?</bdi>|<textarea id="letter".*?</textarea>|<input type="hidden"[^>]*>', re.DOTALL)


def said(page, calming):
    """Those of the words that the page says, each with what is around it."""
    rough = cleaned(html.unescape(NOT_OURS.sub(" ", page)))
    if not any(word in rough for word in calming):
        return []
    words = ours(page)
    return [(word, words[max(0, words.find(word) - 40):words.find(word) + 40]) for word in calming if word in words]


def may_be_real():
    """Every mail of the fixtures and of the languages' texts with that verdict."""
    files = [*sorted(FIXTURES.glob("*.eml")), *sorted(ROOT.glob("Tests/Languages/*/*/*.mbox"))]
    done = subprocess.run([PROGRAM, "check", "--json", *files], stdout=subprocess.PIPE)
    found = []
    for line in done.stdout.splitlines():
        record = json.loads(line)
        if record["verdict"] == "possibly-real":
            found.append((record["file"], record.get("index", 0)))
    boxes = {}
    result = []
    for file, index in found:
        if file.endswith(".eml"):
            result.append((file, open(file, "rb").read()))
        else:
            box = boxes.setdefault(file, messages.of_file(file))
            result.append((f"{file} {index}", box[index]))
    return result


def posted(link, path, data):
    body = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="message.eml"\r\nContent-Type: message/rfc822\r\n\r\n'.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    link.request("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
    answer = link.getresponse()
    return answer.status, answer.read().decode()


def said_to_real_victims(site):
    """no page for what may be real has a calming word of its language outside of the message: all such mails, every language (those that train the model: one language each in turn)"""
    chosen = may_be_real()
    expect(len(chosen) >= FEWEST_MAILS, f"{len(chosen)} mails")

    def look(language):
        link = http.client.HTTPConnection("127.0.0.1", site.server.port)
        calming = texts(language)["calming-words"].split(", ")
        found = []
        turn = site.languages.index(language)
        for number, (name, data) in enumerate(chosen):
            if "/training/" in name and number % len(site.languages) != turn:
                continue
            status, page = posted(link, f"/{language}/check", data)
            expect(status == 200 and 'data-verdict="possibly-real"' in page, f"{name} in {language}: {status}", page[page.find("<h1>"):][:80])
            found += [(language, name.removeprefix(str(ROOT) + "/"), *one) for one in said(page, calming)]
        return found

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = [one for some in pool.map(look, site.languages) for one in some]
    print(f"  {len(chosen)} mails, {sum('/training/' in name for name, _ in chosen)} of them in one of {len(site.languages)} languages each, the others in all")
    expect(not found, f"{len(found)} times:", found[:4])


def is_noticed(site):
    """the check can fail: the page of a scam has such words in every language, and those of the message alone do not count"""
    link = http.client.HTTPConnection("127.0.0.1", site.server.port)
    for language in site.languages:
        calming = texts(language)["calming-words"].split(", ")
        expect(said(posted(link, f"/{language}/check", messages.SCAM)[1], calming), "nothing is found in", language)
        _, page = posted(link, f"/{language}/check", messages.REAL + f" {' '.join(calming)}".encode())
        expect(calming[0] in page.lower() and said(page, calming) == [], language, said(page, calming))


def in_the_browser(site):
    """the same of what Chromium shows, all folded parts opened: one such mail a language, and the help page"""
    with site.visitor() as visitor:
        for language in site.languages:
            person = Person(visitor, language)
            calming = texts(language)["calming-words"].split(", ")
            for come in (lambda: person.checks(messages.of_language(language, "possibly-real")[0]), lambda: visitor.page.goto(site.server.url(f"/{language}/real")),
                         lambda: visitor.page.goto(site.server.url(f"/{language}/answer/possibly-real"))):
                come()
                person.opens_all()
                with visitor.unnoticed("shift"):
                    words = visitor.page.evaluate(
                        "(foreign) => { for (const one of document.querySelectorAll(foreign)) { one.remove() } return document.title + ' ' + document.body.innerText }", FOREIGN)
                words = words.lower().replace("unbluff", "")
                found = [word for word in calming if word in words]
                expect(not found, language, visitor.page.url, found, words[max(0, words.find((found or [''])[0]) - 40):][:90])


CASES = [is_noticed, said_to_real_victims, in_the_browser]
