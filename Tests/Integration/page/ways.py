"""The ways in which a message is handed in, and the whole way from there."""

import base64
import tempfile

import states
from cases import expect
from messages import PDF, PNG, SAVED, SCAM, SECRET_SCAM, words
from person import Person, plain
from server import texts

TOO_LARGE = 51 << 20

DROP = """
([name, kind, base64]) => {
  const data = new DataTransfer()
  data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name, {type: kind}))
  return data
}
"""


def pastes(site):
    """pasted words are answered: first what it is, then what to do, and the words are shown as they are"""
    with site.visitor() as visitor:
        person = Person(visitor).comes().pastes(words(SCAM)).presses("page.start.check")
        person.expect_answer("sextortion-scam").expect_sees("step.do-not-pay").opens("page.message.show").expect_sees("claim.device-compromised")
        expect(plain(words(SCAM)) in plain(person.message()), person.message())
        main = visitor.page.locator("main").inner_text()
        order = [main.find(texts()[name][:30]) for name in ("headline.sextortion-scam", "step.do-not-pay", "page.different.title", "page.paid.title", "page.report.title")]
        expect(order == sorted(order) and order[0] >= 0, "the order of the answer:", order)
        expect("%" not in main, "a per cent in the answer")


def pastes_source(site):
    """a pasted source is read as the mail that it is"""
    with site.visitor() as visitor:
        person = Person(visitor).comes().pastes(SCAM.decode()).presses("page.start.check").expect_answer("sextortion-scam")
        expect("Content-Transfer-Encoding" not in person.message(), "the header is shown as text")


def uploads(site):
    """.eml, .mbox, .emlx, .msg, .txt and .html are read, and the file picker lets them through"""
    with site.visitor() as visitor:
        person = Person(visitor)
        accepted = person.comes().picker().get_attribute("accept")
        for name, kind, data in SAVED:
            expect(f".{name.rsplit('.')[-1]}" in accepted, f"{name} cannot be picked: {accepted}")
            person.checks(data, name, kind).expect_answer("sextortion-scam")
            expect("I hacked your device" in plain(person.message()), name, "shows", person.message()[:200])


def drops(site):
    """a file that is dropped anywhere on the form is read"""
    with site.visitor() as visitor:
        person = Person(visitor).comes()
        data = visitor.page.evaluate_handle(DROP, ["message.eml", "message/rfc822", base64.b64encode(SCAM).decode()])
        for event in ("dragenter", "dragover", "drop"):
            person.box().dispatch_event(event, {"dataTransfer": data})
        visitor.page.wait_for_load_state()
        if visitor.page.url.rstrip("/").endswith("/en"):
            person.presses("page.start.check")
        person.expect_answer("sextortion-scam")


def cannot_be_read(site):
    """a picture, a PDF, an empty form and a file of 51 MB get a calm page that says what to do, with the box in it"""
    with site.visitor(expected=states.EXPECTED) as visitor, tempfile.NamedTemporaryFile(suffix=".eml") as large:
        person = Person(visitor)
        person.checks(PNG, "screenshot.png", "image/png").expect_sees("page.error.picture", "page.error.meanwhile")
        person.checks(PDF, "mail.pdf", "application/pdf").expect_sees("page.error.pdf")
        person.comes().presses("page.start.check").expect_sees("page.error.empty")
        person.checks(b"", "empty.eml", "message/rfc822").expect_sees("page.error.empty")
        expect(person.box().count() == 1, "the box is not there")
        person.pastes(words(SCAM)).presses("page.start.check").expect_answer("sextortion-scam")
        large.truncate(TOO_LARGE)
        person.comes().picker().set_input_files(large.name)
        person.presses("page.start.check").expect_sees("page.error.too-large")


def tries_an_example(site):
    """the example is answered, and is called one, in every language"""
    with site.visitor() as visitor:
        for language in site.languages:
            person = Person(visitor, language).comes().presses("page.start.example").expect_answer("sextortion-scam").expect_sees("page.message.example")
        expect(person.message().strip(), "the example shows no text")


def without_script(site):
    """the whole way without JavaScript: paste, file, country, downloads, language, list, help, owner"""
    with site.visitor(script=False) as visitor:
        person = Person(visitor).comes().pastes(words(SCAM)).presses("page.start.check").expect_answer("sextortion-scam")
        for name, kind, data in SAVED:
            person.checks(data, name, kind).expect_answer("sextortion-scam")
        person.checks(SECRET_SCAM)
        person.page.get_by_label(person.text("page.report.country")).first.select_option("BE")
        person.presses("page.report.show").expect_answer("sextortion-scam").expect_sees("page.report.checked")
        for name in ("page.report.download-report", "page.report.download-message", "page.keep.summary"):
            file, data = person.downloads(name)
            expect(len(data) > 200, name, "gives", len(data), "bytes as", file)
        states.confirm(person)
        person.presses("page.owner.back").expect_answer("sextortion-scam")
        with visitor.unnoticed("window"), visitor.context.expect_page() as beside:
            person.follows("page.different.link")
        help = Person(visitor)
        help.page = beside.value
        help.expect_sees("page.real.headline", "real.do-not-pay")
        help.page.close()
        states.mbox_list(person)
        person.list_buttons().first.click()
        person.expect_answer("possibly-real")
        states.switch(person, "nl").expect_answer("possibly-real")


CASES = [pastes, pastes_source, uploads, drops, cannot_be_read, tries_an_example, without_script]
