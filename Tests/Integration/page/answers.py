"""What follows an answer: a secret behind its mask, the list of a mailbox, help with real threats, downloads, reports, sharing, and leaving."""

import base64
import email
import email.policy
import time

import messages
import states
from cases import expect
from messages import SCAM, SECRET, SECRET_SCAM, words
from person import MAIN, Person, plain
from server import OWNER, QUICK_EXIT, texts


def secret_is_masked(site):
    """a quoted password is hidden until the person asks, on paper and in the summary too"""
    with site.visitor() as visitor:
        person = Person(visitor)
        states.scam_with_password(person)
        visible = visitor.page.locator("body").inner_text()
        expect(SECRET not in visible, "the password is to be seen")
        expect(texts()["step.change-password"][:40] in visible, "nothing is said of the password")
        with person.on_paper():
            expect(SECRET not in visitor.page.locator("body").inner_text(), "the password is printed")
        expect(SECRET not in visitor.page.title() + visitor.page.url, "in the title or the address")
        _, summary = person.downloads("page.keep.summary")
        expect(SECRET not in summary.decode(), "the password is in the summary")
        secret = visitor.page.get_by_text(SECRET).first
        for name in ("page.message.show", "page.message.secret"):
            if not secret.is_visible():
                person.opens(name)
        expect(secret.is_visible(), "the person asked, and does not see it")


RECEIVED = b"Received: from a.example.net (a.example.net [192.0.2.1]) by mx.example.org with ESMTP id 1; Mon, 02 Nov 2026 10:17:01 +0000\n"


def change_password_link(site):
    """the link to change a password leads to a provider whose own server took the mail in, and tells it nothing; for copied words there is none"""
    with site.visitor() as visitor:
        person = Person(visitor)
        link = visitor.page.locator("a[href*='.well-known/change-password']")
        person.checks(RECEIVED + SECRET_SCAM)
        expect(link.get_attribute("href") == "https://example.org/.well-known/change-password", link.get_attribute("href"))
        expect("noreferrer" in (link.get_attribute("rel") or ""), "rel:", link.get_attribute("rel"))
        person = states.switch(person, "nl")
        expect(link.count() == 1, "the link is lost with the language")
        person = states.switch(person, "en")
        for whole in (messages.words(SECRET_SCAM), (RECEIVED + SECRET_SCAM).decode()):
            person.comes().pastes(whole).presses("page.start.check").expect_answer("sextortion-scam")
            expect(link.count() == 0, "a link for words that were copied")
        states.scam_with_password(person)
        expect(link.count() == 0, "a link where no server took the mail in")


def passages_are_explained(site):
    """each marked passage has a number, and what it means is found by a click or a key"""
    with site.visitor() as visitor:
        person = Person(visitor)
        states.scam(person)
        person.opens_all()
        marks = visitor.page.locator("#message mark")
        expect(marks.count() >= 3, f"{marks.count()} marks")
        expect("I hacked your device" in plain(" ".join(marks.all_inner_texts())), marks.all_inner_texts())
        person.expect_sees("claim.device-compromised", "claim.recorded-you", "claim.demands-payment", "page.mark.payment-address")


def real_branch_in_one_step(site):
    """from every answer one click leads to the help with real threats, without the message, and it says who helps those under 18 first"""
    with site.visitor(expected=states.EXPECTED) as visitor:
        person = Person(visitor)
        for state in states.ANSWERS:
            state(person)
            links = [one for one in visitor.page.locator("a[href*='/real']").all() if one.is_visible()]
            expect(links, f"no way to /real from {state.__name__}")
            person = helped(visitor, links[0])
            person.expect_sees("page.real.headline", "real.do-not-pay", "real.keep-proof")
            text = person.page.locator(MAIN).inner_text()
            if person.page is not visitor.page:
                person.page.close()
            person = Person(visitor)
        expect(0 <= text.find(texts()["page.real.minor-title"]) < text.find(texts()["real.do-not-pay"][:20]), "those under 18 do not come first")


def helped(visitor, link):
    """Where the link leads: beside the answer to a form, to which no browser can go back."""
    person = Person(visitor)
    if link.get_attribute("target"):
        expect("noopener" in link.get_attribute("rel"), "rel:", link.get_attribute("rel"))
        with visitor.unnoticed("window"), visitor.context.expect_page() as waiting:
            link.click()
        person.page = waiting.value
        person.page.wait_for_load_state()
        expect(person.page.evaluate("() => opener") is None, "help can reach back to the answer")
    else:
        link.click()
    expect(person.page.url.startswith(visitor.server.url("/en/real")), person.page.url)
    return person


def possibly_real_is_helped(site):
    """what may be real gets the help itself, those under 18 first, and no explanation of a trick"""
    with site.visitor() as visitor:
        for number in (36, 40):
            person = Person(visitor).checks(messages.fixture(number)).expect_answer("possibly-real").expect_sees("real.do-not-pay", "real.keep-proof", "real.tell", "page.real.minor-title")
            text = visitor.page.locator(MAIN).inner_text()
            expect(text.find(texts()["page.real.minor-title"]) < text.find(texts()["real.do-not-pay"][:20]), "those under 18 do not come first")
            for name in (name for name in texts() if name.startswith("claim.")):
                expect(not person.sees(name), f"{name} is told to somebody who may be a real victim")


def mbox_list(site):
    """a mailbox is a list, worst first; each of its messages opens as an answer of its own"""
    with site.visitor() as visitor:
        person = Person(visitor)
        states.mbox_list(person)
        person.expect_sees("page.list.title", "page.list.order")
        buttons = person.list_buttons()
        expect(buttons.count() == 4, f"{buttons.count()} messages")
        for index, kind in enumerate(("possibly-real", "sextortion-scam", "mentions-scam", "nothing-found")):
            states.mbox_list(person)
            buttons.nth(index).click()
            person.expect_answer(kind)


def language_keeps_the_message(site):
    """the language is switched on the answer, and the message is not lost"""
    with site.visitor() as visitor:
        person = Person(visitor)
        states.scam_with_password(person)
        before = plain(person.message())
        for language in ("nl", "ar", "ja", "en"):
            person = states.switch(person, language).expect_answer("sextortion-scam")
            expect(visitor.page.locator("html").get_attribute("lang") == language, visitor.page.url)
        expect(plain(person.message()) == before, "another message:", person.message())


def large_message_is_asked_for_again(site):
    """a message of more than 1 MB is answered, and what follows asks for it once more"""
    large = with_attachment(SCAM, 1_100_000)
    with site.visitor(expected=states.EXPECTED) as visitor:
        person = Person(visitor).checks(large).expect_answer("sextortion-scam")
        expect(len(visitor.page.content()) < 1 << 20, f"the page has {len(visitor.page.content())} bytes")
        person = states.switch(person, "nl")
        expect(person.picker().count() == 1, "the file is not asked for:", person.headline())
        person.picks("message.eml", "message/rfc822", large).presses("page.start.check").expect_answer("sextortion-scam")


def with_attachment(mail, size):
    """A picture of a program's choosing: nothing of it is text."""
    body = base64.encodebytes(bytes(size * 3 // 4))
    return (b"From: sender@example.com\nSubject: Your device\nX-Fixture: unbluff\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" + words(mail).encode()
            + b"\n--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=data.bin\n\n" + body + b"\n--b--\n")


def country(site):
    """the chosen country's points are shown with their date, and the answer stays"""
    with site.visitor() as visitor:
        person = Person(visitor)
        states.country(person)
        person.expect_answer("sextortion-scam").expect_sees("page.report.checked")
        expect("suspicious@safeonweb.be" in visitor.page.content(), "Belgium's point is not there")
        expect(visitor.page.locator("a[href^='mailto:suspicious@safeonweb.be'], a[href*='safeonweb']").count() >= 1, "and has no link")


def downloads(site):
    """the report is ARF, the message is what came, the summary is the answer in plain words"""
    with site.visitor() as visitor:
        person = Person(visitor)
        states.scam_with_password(person)
        name, data = person.downloads("page.report.download-report")
        report = email.message_from_bytes(data, policy=email.policy.default)
        expect(report.get_content_type() == "multipart/report" and report.get_param("report-type") == "feedback-report", name, report["Content-Type"])
        kinds = [part.get_content_type() for part in report.iter_parts()]
        expect(kinds[1] == "message/feedback-report" and len(kinds) == 3, kinds)
        name, data = person.downloads("page.report.download-message")
        expect(b"alex@example.org" not in report.as_bytes() and SECRET.encode() not in report.as_bytes(), "the report tells who got the message")
        expect(name.endswith(".eml") and data.replace(b"\r\n", b"\n") == SECRET_SCAM.replace(b"\r\n", b"\n"), name, "is another message")
        name, data = person.downloads("page.keep.summary")
        summary = data.decode()
        expect(name.endswith(".txt") and texts()["headline.sextortion-scam"] in plain(summary) and texts()["step.do-not-pay"] in summary, name, summary[:300])


def share_link(site):
    """the link to share has the advice alone: nothing of the message, neither in the address nor on the page"""
    with site.visitor() as visitor:
        person = Person(visitor)
        states.scam_with_password(person)
        expect(person.link("page.keep.share").get_attribute("href") == "/en/answer/sextortion-scam", person.link("page.keep.share").get_attribute("href"))
        person.follows("page.keep.share").expect_answer("sextortion-scam").expect_sees("step.do-not-pay", "page.keep.shared")
        for word in (SECRET, "virus on an adult site", "1900", "alex@", "sender@", "1111111111111111111114oLvT2"):
            expect(word not in visitor.page.content(), f"{word} is shared")
        for kind in ("website-hack", "locked-files", "denial-of-service", "violence", "fake-summons", "infidelity", "illegal-content", "hack-bluff", "other-extortion-scam"):
            visitor.page.goto(site.server.url(f"/en/answer/{kind}"))
            person.expect_answer(kind)
        for kind, place in (("possibly-real", "real"), ("mentions-scam", ""), ("nothing-found", "")):
            visitor.page.goto(site.server.url(f"/en/answer/{kind}"))
            expect(visitor.page.url == site.server.url(f"/en/{place}"), visitor.page.url)
        for state in (states.possibly_real, states.mentions, states.nothing_found):
            state(person)
            expect(person.link("page.keep.share").count() == 0, f"a link that tells something of whoever shares it: {state.__name__}")


def report_to_owner(site):
    """the owner gets what was shown, and only after a yes"""
    with site.visitor() as visitor:
        person = Person(visitor)
        before = reported(site)
        states.confirm(person)
        person.expect_sees("page.owner.what")
        shown = plain(person.opens_all().page.locator(MAIN).inner_text())
        expect(reported(site) == before, "it went without a yes")
        person.presses("page.owner.send")
        expect(person.sees("page.owner.done", owner=OWNER), person.headline())
        new = reported(site) - before
        expect(len(new) == 1 and new.copy().pop().parent.name == "new", "reports:", new)
        mail = email.message_from_bytes(new.pop().read_bytes(), policy=email.policy.default)
        for part in mail.walk():
            if not part.is_multipart() and part.get_content_maintype() == "text":
                for line in filter(None, map(plain, part.get_content().splitlines())):
                    expect(line in shown, "was not shown:", line)
        expect(SECRET not in mail.as_string(), "the password went along")
        expect("alex@example.org" not in mail.as_string() or "alex@example.org" in shown, "the person's address went along unseen")


def reported(site):
    return {file for file in site.server.reports.rglob("*") if file.is_file()}


def quick_exit(site):
    """the button and Esc, three times: the page is blank at once and gone from the history, and the box behind it is empty"""
    for leave in (lambda person: person.page.get_by_role("link", name=person.text("page.quick-exit")).first.click(no_wait_after=True), press_escape):
        with site.visitor(expected=["CONNECT exit.example.org"]) as visitor:  # Chromium connects before we answer in that page's stead.
            visitor.context.route(QUICK_EXIT + "**", answer_late)
            person = Person(visitor).comes().pastes(messages.words(SCAM)).presses("page.start.check").expect_answer("sextortion-scam")
            length = visitor.page.evaluate("() => history.length")
            visitor.page.evaluate("() => addEventListener('pagehide', () => heard('left', document.title + document.body.innerText.trim()))")
            visitor.page.evaluate("() => new MutationObserver(() => heard('changed', document.title + document.body.innerText.trim())).observe(document.body, {childList: true})")
            leave(person)
            visitor.page.wait_for_url(QUICK_EXIT)
            expect(("changed", "") in visitor.noticed, "the page was not blank while the other was loading:", visitor.noticed[:3])
            visitor.noticed = [one for one in visitor.noticed if one[0] not in ("changed", "left")]
            expect(visitor.page.evaluate("() => history.length") == length, "the history has one page more")
            expect(visitor.page.evaluate("() => document.referrer") == "", "the other page knows where the person came from")
            visitor.noticed = [one for one in visitor.noticed if one[0] != "request" or one[1] != QUICK_EXIT]
            visitor.page.go_back()
            visitor.page.wait_for_timeout(200)
            expect(visitor.page.url == site.server.url("/en/"), "back leads to", visitor.page.url)
            expect(person.box().input_value() == "", "the message is still in the box")


def quick_exit_leaves_both(site):
    """whoever leaves the help that opened beside an answer leaves the answer too"""
    with site.visitor(expected=["CONNECT exit.example.org", QUICK_EXIT]) as visitor:
        visitor.context.route(QUICK_EXIT + "**", answer_late)
        person = Person(visitor)
        states.scam(person)
        beside = helped(visitor, visitor.page.locator("a[href*='/real']").first)
        beside.page.get_by_role("link", name=person.text("page.quick-exit")).first.click(no_wait_after=True)
        for page in (beside.page, visitor.page):
            page.wait_for_url(QUICK_EXIT)
        beside.page.close()


def press_escape(person):
    for _ in range(3):
        person.page.keyboard.press("Escape")


def answer_late(route):
    time.sleep(0.7)
    route.fulfill(status=200, content_type="text/html", body="<title>elsewhere</title>elsewhere")


def prints_and_copies(site):
    """print opens the browser's own window, copy takes the advice without the message's secret"""
    with site.visitor(permissions=["clipboard-read", "clipboard-write"]) as visitor:
        visitor.page.add_init_script("window.print = () => { window.printed = true }")
        person = Person(visitor)
        states.scam_with_password(person)
        person.presses("page.keep.print")
        expect(visitor.page.evaluate("() => window.printed === true"), "nothing is printed")
        visitor.page.locator("[data-copy='.keep']").click()
        visitor.page.get_by_text(texts()["page.keep.copied"]).first.wait_for()
        copied = visitor.page.evaluate("() => navigator.clipboard.readText()")
        expect(texts()["step.do-not-pay"] in copied and SECRET not in copied, "copied:", copied[:200])


CASES = [
    secret_is_masked, change_password_link, passages_are_explained, real_branch_in_one_step, possibly_real_is_helped, mbox_list, language_keeps_the_message,
    large_message_is_asked_for_again, country, downloads, share_link, report_to_owner, quick_exit, quick_exit_leaves_both, prints_and_copies]
