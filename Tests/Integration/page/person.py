"""What a person does on the page, in the page's own words: whatever they press is found as they find it, by its label."""

import contextlib
import re

from cases import expect
from server import pattern, texts

# The places that have no label of their own.
MAIN = "main"
MESSAGE = "#message"  # The message, folded: its passages, and what explains them.
PASSAGE = ".passage"  # Of the message: the sender's words, with references and masks between them that are ours.
OURS_IN_IT = ".number, .secret > summary"
FOREIGN = f"{PASSAGE}, bdi, #letter"  # Where something of the message stands as it is.


class Person:
    def __init__(self, visitor, language="en"):
        self.visitor = visitor
        self.server = visitor.server
        self.page = visitor.page
        self.language = language

    def text(self, name, **words):
        text = texts(self.language)[name]
        for word, replacement in words.items():
            text = text.replace("{%s}" % word, replacement)
        return text

    # --- at the start

    def comes(self):
        self.page.goto(self.server.url(f"/{self.language}/"))
        return self

    def box(self):
        return self.page.get_by_label(pattern(self.text("page.start.text")))

    def picker(self):
        return self.page.get_by_label(pattern(self.text("page.start.file")))

    def pastes(self, words):
        self.box().fill(words)
        return self

    def picks(self, name, kind, data):
        self.picker().set_input_files({"name": name, "mimeType": kind, "buffer": data})
        return self

    def presses(self, name, **words):
        self.button(name, **words).first.click()
        return self

    def button(self, name, **words):
        return self.page.get_by_role("button", name=self.text(name, **words), exact=True)

    def link(self, name, **words):
        return self.page.get_by_role("link", name=self.text(name, **words), exact=True)

    def follows(self, name, **words):
        self.link(name, **words).first.click()
        return self

    def opens(self, name, **words):
        """A folded part, by what stands on it."""
        self.page.locator("summary").filter(has_text=pattern(self.text(name, **words))).first.click()
        return self

    def opens_all(self):
        """Every folded part, without a click: what is in it is looked at as well."""
        with self.visitor.unnoticed("shift"):
            self.page.evaluate("() => { for (const one of document.querySelectorAll('details')) { one.open = true } }")
        return self

    @contextlib.contextmanager
    def on_paper(self):
        with self.visitor.unnoticed("shift"):
            self.page.emulate_media(media="print")
            yield
            self.page.emulate_media(media="screen")

    def restyled(self, rules):
        """As a browser's own settings would: not from the page, and not by its policy."""
        with self.visitor.unnoticed("shift"):
            self.page.evaluate("(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet] }", rules)
        return self

    def checks(self, data, name="message.eml", kind="message/rfc822"):
        """From the start to the answer, by a file."""
        self.comes().picks(name, kind, data).presses("page.start.check")
        # The click returns when the answer begins to come.
        self.page.wait_for_load_state("domcontentloaded")
        return self

    # --- what they see

    def headline(self):
        heading = self.page.get_by_role("heading", level=1)
        expect(heading.count() == 1, f"{heading.count()} main headings at {self.page.url}")
        return " ".join(heading.inner_text().split())

    def sees(self, name, **words):
        found = self.page.get_by_text(pattern(self.text(name, **words)))
        for index in range(found.count()):
            if found.nth(index).is_visible():
                return True
        return False

    def expect_sees(self, *names):
        for name in names:
            expect(self.sees(name), f"not seen: {name} ({self.text(name)[:60]}) at {self.page.url}")
        return self

    def expect_answer(self, kind):
        expect(pattern(self.text(f"headline.{kind}")).search(" ".join(self.page.locator(MAIN).inner_text().split())), f"no answer {kind} but:", self.headline())
        return self

    def message(self):
        """The sender's words alone."""
        return self.page.evaluate(
            """([passage, ours]) => [...document.querySelectorAll(passage)].map((one) => {
                 const copy = one.cloneNode(true)
                 for (const own of copy.querySelectorAll(ours)) { own.remove() }
                 return copy.textContent
               }).join('\\n')""", [PASSAGE, OURS_IN_IT])

    def list_buttons(self):
        """Of a mailbox's list: they open its messages."""
        return self.page.locator("main li[data-verdict] button")

    def downloads(self, name):
        """The file that a button or a link gives."""
        with self.page.expect_download() as waiting:
            self.page.locator("a, button").filter(has_text=pattern(self.text(name))).first.click()
        return waiting.value.suggested_filename, open(waiting.value.path(), "rb").read()

    def expect_no_sideways(self):
        """Nothing has to be scrolled sideways, and nothing sticks out."""
        wide, room = self.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        expect(wide <= room, f"{wide} px wide where there are {room} at {self.page.url}:", self.page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
               .map((one) => one.outerHTML.slice(0, 80)).slice(0, 3)"""))
        return self


def plain(text):
    """Words with single spaces."""
    return re.sub(r"\s+", " ", text).strip()
