"""Every language: said to be what it is, whole, and on a narrow telephone."""

import messages
import states
from cases import expect
from messages import REAL
from person import FOREIGN, Person
from server import CONTACT, OWNER, texts

RIGHT_TO_LEFT = {"ar"}
STATES = [states.start, states.scam_with_password, states.possibly_real, states.real_branch, states.mbox_list, states.picture, states.confirm, states.country]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}

# The words of the page: texts and what is read out, without those of the message, names of countries and of who helps there (each in its own language), and those that say
# that they are of another language.
WORDS = """
([foreignPlaces]) => {
  const own = document.documentElement.lang
  const foreign = (one) => one.closest(`${foreignPlaces}, #country option[value]:not([value=""]), .points .name, [lang]:not([lang="${own}"]), script, style, [translate="no"]`)
  const words = []
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) { if (!foreign(walker.currentNode.parentElement)) { words.push(walker.currentNode.textContent) } }
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], meta[name=description]')) {
    if (!foreign(one)) { words.push(...['aria-label', 'title', 'placeholder', 'alt', 'content'].map((name) => one.getAttribute(name) || '')) }
  }
  return words.map((one) => one.replace(/\\s+/g, ' ').trim()).filter((one) => /\\p{L}{2,}.*\\p{L}{2,}/u.test(one))
}
"""


def words(person):
    return person.page.evaluate(WORDS, [FOREIGN])


def every_language(site):
    """in each language: lang and dir, the box, answers, help, list, report; nothing is left in English, and nothing sticks out at 360 px"""
    with site.visitor(expected=states.EXPECTED, **PHONE) as visitor:
        english = {}
        wrong = []
        for language in ["en", *(one for one in site.languages if one != "en")]:
            person = Person(visitor, language)
            for state in STATES:
                state(person)
                html = visitor.page.locator("html")
                expect(html.get_attribute("lang") == language, "lang:", html.get_attribute("lang"), "at", visitor.page.url)
                expect(visitor.page.evaluate("() => getComputedStyle(document.body).direction") == ("rtl" if language in RIGHT_TO_LEFT else "ltr"), "direction of", language)
                person.expect_no_sideways()
                said = words(person)
                english.setdefault(state, set(said))
                if language != "en":
                    expect(len(said) >= 5, f"{state.__name__} in {language} says {len(said)} things")
                    wrong += [(language, state.__name__, one) for one in said if one in english[state] and not is_name(one) and (language, one) not in SAME]
        different = sorted({one for _, _, one in wrong})
        expect(not wrong, f"{len(different)} texts are in English, in {len({one[0] for one in wrong})} languages:", "; ".join(different[:5]), "…", wrong[:2])


# What is a name, an address or a file's ending in every language.
NAMES = {
    OWNER, CONTACT, "Gmail", "Outlook", "Apple Mail", "Thunderbird", "StopNCII.org", "Take It Down", "Find A Helpline", "Bitcoin", "message.eml", "messages.mbox"}

# Words that are the same in a language as in English.
SAME = {("cs", "Text")}


def is_name(text):
    return text in NAMES or " " not in text and "." in text.strip(".")


def chosen_by_the_browser(site):
    """the root leads to the best language that the browser asks for, and to English without one"""
    with site.visitor() as visitor:
        for wish, language in [
                ("nl-BE,nl;q=0.9,en;q=0.5", "nl"), ("xx, fr;q=0.4, de;q=0.8", "de"), ("ar-EG", "ar"), ("pt-BR", "pt"), ("zh-TW", "zh"), ("xx", "en"), ("", "en"), ("*", "en"),
                ("de;q=0, en", "en"), (",;q=,=;;q=9" * 200, "en")]:
            answer = visitor.context.request.get(site.server.url("/"), headers={"Accept-Language": wish}, max_redirects=0)
            expect(answer.status == 303 and answer.headers["location"] == f"/{language}/", wish[:40], "leads to", answer.status, answer.headers.get("location"))
            expect("accept-language" in answer.headers.get("vary", "").lower(), "Vary:", answer.headers.get("vary"))


def switch_names_all(site):
    """the switch has each language by its own name, and says which language that is"""
    with site.visitor() as visitor:
        Person(visitor).comes()
        links = visitor.page.evaluate("() => [...document.querySelectorAll('a[hreflang]')].map((one) => [one.hreflang, one.lang, one.textContent.trim(), one.getAttribute('href')])")
        expect({one[0] for one in links} == set(site.languages), "languages:", links)
        expect(all(tag == spoken and link == f"/{tag}/" for tag, spoken, _, link in links), links)
        expect(len({name for _, _, name, _ in links}) == len(links), "two have one name")


def neutral_titles(site):
    """the tab's name says nothing of what is looked at, in every language; answers are not for search engines"""
    with site.visitor() as visitor:
        for language in site.languages:
            person = Person(visitor, language)
            for data in (messages.SCAM, REAL):
                person.checks(data)
                expect(visitor.page.title() == texts(language)["page.tab"], "title:", visitor.page.title())
                expect("noindex" in (visitor.page.locator("meta[name=robots]").get_attribute("content") or ""), "robots")


CASES = [every_language, chosen_by_the_browser, switch_names_all, neutral_titles]
