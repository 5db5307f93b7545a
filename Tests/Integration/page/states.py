"""The states in which the page can be, and how a person gets there. Each is looked at in several languages, sizes and colours."""

import messages
from messages import NEWS, NOTHING, PDF, PNG, REAL, SCAM, SECRET_SCAM


def start(person):
    person.comes()


def example(person):
    person.comes().presses("page.start.example")


def scam(person):
    person.checks(SCAM)


def scam_with_password(person):
    person.checks(SECRET_SCAM)


def own_account(person):
    person.checks(messages.fixture(18))


def other_scam(person):
    person.checks(messages.fixture(28))


def scam_by_words(person):
    person.checks(messages.UNKNOWN_SCAM)


def fake_summons(person):
    person.checks(messages.fixture(31))


def possibly_real(person):
    person.checks(REAL)


def minor(person):
    person.checks(messages.fixture(40))


def mentions(person):
    person.checks(NEWS)


def quotes(person):
    person.checks(messages.fixture(46))


def nothing_found(person):
    person.checks(NOTHING)


def real_branch(person):
    person.comes().follows("page.real-link")


def mbox_list(person):
    person.checks(messages.mbox(NOTHING, SCAM, REAL, NEWS), "messages.mbox", "application/mbox")


def from_the_list(person):
    mbox_list(person)
    person.list_buttons().first.click()


def no_message(person):
    person.comes().presses("page.start.check")


def picture(person):
    person.checks(PNG, "screenshot.png", "image/png")


def pdf(person):
    person.checks(PDF, "mail.pdf", "application/pdf")


def shared(person):
    scam(person)
    person.follows("page.keep.share")


def country(person):
    scam(person)
    person.page.get_by_label(person.text("page.report.country")).first.select_option("BE")
    person.presses("page.report.show")


def confirm(person):
    from server import OWNER
    scam_with_password(person)
    person.presses("page.owner.report", owner=OWNER)


def sent(person):
    confirm(person)
    person.presses("page.owner.send")


def not_found(person):
    person.page.goto(person.server.url(f"/{person.language}/no-such-page"))


ALL = [
    start, example, scam, scam_with_password, own_account, other_scam, fake_summons, possibly_real, minor, mentions, quotes, nothing_found, real_branch, mbox_list,
    from_the_list, no_message, picture, pdf, shared, country, confirm, sent, not_found]
# The answers: from each of them the help with real threats is one step away.
ANSWERS = [scam, scam_with_password, own_account, other_scam, fake_summons, mentions, quotes, nothing_found, from_the_list, shared, country]
# What a case does on purpose is said by Chromium in its console.
EXPECTED = ["status of 400", "status of 404", "status of 405", "status of 413", "status of 415", "status of 422"]


def switch(person, language):
    """The same page in another language: by the language's own name."""
    from person import Person
    switcher = person.page.locator("summary").filter(has_text=person.text("page.language")).first
    switcher.click()
    person.page.locator(f"a[hreflang='{language}'], button[lang='{language}']").first.click()
    return Person(person.visitor, language)
