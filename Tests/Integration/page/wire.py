"""What goes over the wire: how much, with which headers, to whom, and in which form behind a proxy."""

import states
from cases import expect
from messages import SCAM
from person import Person
from server import LANGUAGES, Server

MOST_WEIGHT = 60 << 10
FOUR_KIB = 4 << 10

WEIGHT = """
() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map((one) => [one.name, one.transferSize, one.encodedBodySize, one.decodedBodySize])
"""

POLICY = {
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"}


def weight(site):
    """the start, and the answer to a mail of 4 KB, weigh at most 60 KB in all, not compressed"""
    filler = b"\r\nThis is one more line of an ordinary message that somebody has written."
    mail = SCAM + filler * ((FOUR_KIB - len(SCAM)) // len(filler))
    for state, largest in ((states.start, "ar"), (lambda person: person.checks(mail), "ar"), (states.real_branch, "ar")):
        for language in ("en", largest):
            with site.visitor() as visitor:  # Each with an empty cache.
                state(Person(visitor, language))
                visitor.settle()
                parts = visitor.page.evaluate(WEIGHT)
                wire, whole = sum(one[1] for one in parts), sum(one[3] for one in parts)
                print(f"  {visitor.page.url.removeprefix(site.server.origin)}: {wire:,} bytes on the wire, {whole:,} unpacked, in {len(parts)} answers: " + ", ".join(
                    f"{one[0].rsplit('/', 1)[-1] or 'page'} {one[1]:,}/{one[3]:,}" for one in parts))
                if state is not states.start:
                    # The style may come from the cache of the page before.
                    continue
                expect(whole <= MOST_WEIGHT, "too heavy:", whole)
                expect(wire < whole, "nothing is compressed")


def headers(site):
    """every answer says what the browser may do with it: policy, referrer, type, frames, caching"""
    with site.visitor(expected=states.EXPECTED) as visitor:
        person = Person(visitor)
        answers = []
        visitor.page.on("response", lambda answer: answers.append(answer))
        for state in (states.start, states.scam, states.real_branch, states.picture, states.not_found, states.shared):
            state(person)
        visitor.settle()
        answers += [visitor.context.request.get(site.server.url(path), max_redirects=0) for path in ("/", "/en/real", "/nothing", "/v1/languages", "/robots.txt", "/favicon.ico")]
        for answer in answers:
            head, url = answer.headers, answer.url.removeprefix(site.server.origin)
            policy = {part.strip() for part in head.get("content-security-policy", "").split(";")}
            expect(POLICY <= policy, url, "policy lacks", POLICY - policy)
            expect(not any("unsafe" in part or "*" in part or "data:" in part for part in policy), url, policy)
            expect(head.get("referrer-policy") == "no-referrer", url, "referrer:", head.get("referrer-policy"))
            expect(head.get("x-content-type-options") == "nosniff", url, "nosniff")
            expect("set-cookie" not in head, url, "sets a cookie")
            expect(head.get("cross-origin-opener-policy") == "same-origin", url, "opener:", head.get("cross-origin-opener-policy"))
            is_asset = url.endswith((".css", ".js", ".svg", ".ico")) and answer.status == 200
            caching = head.get("cache-control", "")
            expect("immutable" in caching or "max-age" in caching if is_asset else "no-store" in caching, url, "cache-control:", caching)
        expect(len(answers) >= 12, "answers:", len(answers))


def no_search_engine(site):
    """answers and errors are not for search engines, and answers to a message cannot be had by an address"""
    with site.visitor(expected=states.EXPECTED) as visitor:
        answer = visitor.context.request.get(site.server.url("/en/check"), max_redirects=0)
        expect(answer.status in (303, 405), answer.status)
        for state in (states.scam, states.possibly_real, states.picture, states.shared):
            state(Person(visitor))
            robots = visitor.page.locator("meta[name=robots]")
            expect(robots.count() == 1 and "noindex" in robots.get_attribute("content"), state.__name__)


def no_suggestions(site):
    """the browser neither remembers, corrects nor sends what is typed"""
    with site.visitor() as visitor:
        box = Person(visitor).comes().box()
        for name, value in (("autocomplete", "off"), ("spellcheck", "false")):
            found = box.evaluate("(one, name) => (one.closest(`[${name}]`) || one).getAttribute(name)", name)
            expect(found == value, name, found)


def behind_a_proxy(site):
    """with a base path every address of the pages begins with it, and none without"""
    with Server(**{"base-path": "/check-it"}) as server, site.browser.visitor(server) as visitor:
        # What the proxy does: the path arrives without its base.
        visitor.context.route(server.url("/check-it/**"), lambda route: route.continue_(url=route.request.url.replace("/check-it/", "/", 1)))
        for language in ("en", LANGUAGES[0]):
            person = Person(visitor, language)
            visitor.page.goto(server.url(f"/check-it/{language}/"))
            for step in (lambda: None, lambda: person.picks("message.eml", "message/rfc822", SCAM).presses("page.start.check").expect_answer("sextortion-scam"),
                         lambda: visitor.page.goto(server.url(person.link("page.different.link").get_attribute("href")))):
                step()
                expect(visitor.page.url.startswith(server.url("/check-it/")), visitor.page.url)
                wrong = visitor.page.evaluate("""() => [...document.querySelectorAll('[href], [src], [action], [formaction]')].flatMap((one) =>
                  ['href', 'src', 'action', 'formaction'].map((name) => one.getAttribute(name)).filter((link) => link && link.startsWith('/') && !link.startsWith('/check-it/')))""")
                expect(not wrong, "without the base:", wrong[:5])


def without_an_owner(site):
    """where no owner is named, nobody is asked to report to one"""
    with Server(**{"owner-name": None, "contact": None, "report-folder": None}) as server, site.browser.visitor(server) as visitor:
        person = Person(visitor).checks(SCAM).expect_answer("sextortion-scam")
        text = visitor.page.locator("body").inner_text()
        expect("{owner}" not in text and person.text("page.owner.ask") not in text, "an owner is named")


CASES = [weight, headers, no_search_engine, no_suggestions, behind_a_proxy, without_an_owner]
