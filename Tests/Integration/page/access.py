"""For everybody: axe-core, the keyboard alone, large type, narrow screens, dark, and on paper."""

import contextlib
import functools
import re

import axe_playwright_python.sync_playwright as axe
import states
from cases import expect, wait_until
from person import MESSAGE, PASSAGE, Person
from playwright.sync_api import Error as PlaywrightError

# Without loading style sheets a second time, which our own policy forbids it.
AXE = {"resultTypes": ["violations"], "preload": False}
# Every state in English; in a right-to-left language and another those that differ in more than words.
SOME = [states.start, states.scam_with_password, states.possibly_real, states.real_branch, states.mbox_list, states.picture, states.country, states.confirm]
SMALLEST_TARGET = 24  # WCAG 2.2 § 2.5.8; what stands in a sentence is let off.

CONTROLS = "button, select, textarea, input, nav, a[href*='exit.example.org']"

FOCUS = """
() => {
  const one = document.activeElement
  if (!one || one === document.body) { return null }
  const style = getComputedStyle(one)
  const box = one.getBoundingClientRect()
  const at = document.elementFromPoint(Math.max(0, box.left + Math.min(box.width / 2, innerWidth / 2)), box.top + Math.min(box.height / 2, 20))
  return {
    what: one.outerHTML.slice(0, 90), isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none',
    isInView: box.bottom > 0 && box.top < innerHeight, isUncovered: !at || one.contains(at) || at.contains(one) || !!at.closest('label'),
  }
}
"""

SMALL_TARGETS = """
(least) => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden]), textarea')].filter((one) => {
  const box = one.getBoundingClientRect()
  const isInText = getComputedStyle(one).display === 'inline'
  return box.width > 0 && !isInText && (box.height < least || box.width < least)
}).map((one) => `${one.outerHTML.slice(0, 80)} ${Math.round(one.getBoundingClientRect().width)}×${Math.round(one.getBoundingClientRect().height)}`)
"""


def check_axe(person, where):
    results = axe.Axe().run(person.page, options=AXE)
    found = [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:110]} {one['nodes'][0].get('failureSummary', '')[:160]}" for one in results.response["violations"]]
    expect(not found, where, f"{len(found)}:", *found[:3])


def in_each(chosen, person, look):
    """What is wrong in any of the states; a state that cannot be reached is wrong as well."""
    wrong = []
    for state in chosen:
        try:
            state(person)
            look(state)
        except Exception as error:
            wrong.append(f"{state.__name__}: {str(error).splitlines()[0]}")
    expect(not wrong, f"{len(wrong)} of the {len(chosen)} states:", " | ".join(wrong))


def axe_finds_nothing(site, language, scheme, chosen):
    def look(state):
        if language == "en" and scheme == "light":
            check_axe(person, "folded:")
        person.opens_all()
        check_axe(person, "")

    with site.visitor(expected=states.EXPECTED, color_scheme=scheme) as visitor:
        person = Person(visitor, language)
        in_each(chosen, person, look)


def axe_case(language, scheme, chosen):
    case = functools.partial(axe_finds_nothing, language=language, scheme=scheme, chosen=chosen)
    case.__doc__ = f"axe-core finds nothing: {language}, {scheme}, {len(chosen)} states, folded parts opened as well"
    return case


def listens(site):
    """the checks can fail: a picture from outside, a script, a dialog, a shift, a cookie and bad contrast are noticed"""
    with site.visitor(expected=["tracker.example.net"]) as visitor:
        person = Person(visitor).comes()
        visitor.page.evaluate("""() => {
          document.body.insertAdjacentHTML('afterbegin', '<img src="https://tracker.example.net/x.png" alt=""><p>moves</p><p>all</p><p>of it</p>')
          const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script)
          document.cookie = 'a=b'; localStorage.a = 'b'; alert('hello')
        }""")
        with contextlib.suppress(PlaywrightError):
            visitor.context.new_page().goto("https://tracker.example.net/left")
        wait_until(lambda: visitor.page.wait_for_timeout(50) or any(kind == "shift" for kind, _ in visitor.noticed), "a shift")
        visitor.settle()
        kinds = {kind for kind, _ in visitor.noticed}
        expect({"violation", "dialog", "cookie", "stored", "connection", "request", "console", "shift"} <= kinds, "noticed only", kinds)
        expect(not visitor.page.evaluate("() => window.ran"), "a script of a mail would run")
        person.restyled("main { color: #aaa !important; background: #fff !important }")
        try:
            check_axe(person, "")
        except AssertionError:
            visitor.page.evaluate("() => localStorage.clear()")
            visitor.context.clear_cookies()
            visitor.noticed.clear()
            return
        raise AssertionError("axe-core does not see bad contrast")


def tab_to(person, locator, most=90):
    """Presses Tab until it has the focus; on the way each place is to be seen."""
    for _ in range(most):
        person.page.keyboard.press("Tab")
        focus = person.page.evaluate(FOCUS)
        if focus is None:
            continue
        for fact in ("isSeen", "isInView", "isUncovered"):
            expect(focus[fact], "the focus is not", fact[2:].lower() + ":", focus["what"], "at", person.page.url)
        if locator.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {locator}")


def keyboard_alone(site):
    """the whole way by the keyboard alone, and where the focus is can be seen at every step"""
    with site.visitor() as visitor:
        person = Person(visitor).comes()
        keyboard = visitor.page.keyboard
        tab_to(person, person.box())
        keyboard.insert_text("I hacked your device and recorded you on an adult site. Pay 1400 USD in bitcoin to 1111111111111111111114oLvT2 within 48 hours.")
        tab_to(person, person.button("page.start.check"))
        keyboard.press("Enter")
        visitor.page.wait_for_url("**/en/check")
        person.expect_answer("sextortion-scam")
        tab_to(person, person.link("page.skip"))
        keyboard.press("Enter")
        shown = visitor.page.locator("summary").filter(has_text=person.text("page.message.show")).first
        tab_to(person, shown)
        keyboard.press("Enter")
        expect(visitor.page.locator(MESSAGE + " mark").first.is_visible(), "the message does not open by Enter")
        country = visitor.page.get_by_label(person.text("page.report.country")).first
        tab_to(person, country)
        keyboard.type("Belg")
        tab_to(person, person.button("page.report.show").first)
        keyboard.press("Enter")
        visitor.page.wait_for_load_state()
        person.expect_answer("sextortion-scam").expect_sees("page.report.checked")
        tab_to(person, person.link("page.different.link"))
        with visitor.unnoticed("window"), visitor.context.expect_page() as beside:
            keyboard.press("Enter")
        person.page = beside.value
        person.page.wait_for_url("**/en/real")
        tab_to(person, person.page.get_by_role("link", name=person.text("page.quick-exit")).first)


def large_type(site):
    """at 200 % zoom, with type twice as large, and at 320 px, nothing is cut off or needs scrolling sideways"""
    for options, enlarge in [({"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}, False), ({"viewport": {"width": 1280, "height": 900}}, True),
                             ({"viewport": {"width": 320, "height": 568}}, False)]:
        def look(state):
            if enlarge:
                person.restyled("html { font-size: 200% }")
                size = visitor.page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
                expect(size >= 28, f"type does not grow: {size} px")
            person.opens_all().expect_no_sideways()

        with site.visitor(expected=states.EXPECTED, **options) as visitor:
            person = Person(visitor)
            in_each(SOME, person, look)


def targets(site):
    """what is pressed is large enough for a thumb"""
    def look(state):
        small = visitor.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
        expect(not small, small[:4])
        if state is states.start:
            height = person.button("page.start.check").bounding_box()["height"]
            expect(height >= 44, f"the main button is {height} px high")

    with site.visitor(expected=states.EXPECTED, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as visitor:
        person = Person(visitor)
        in_each(SOME, person, look)


def dark(site):
    """dark is dark, light is light, and the browser's own parts follow"""
    for scheme, is_dark in (("dark", True), ("light", False)):
        with site.visitor(color_scheme=scheme) as visitor:
            Person(visitor).comes()
            colours = visitor.page.evaluate("() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.documentElement).colorScheme]")
            background = next((one for one in colours[:2] if one != "rgba(0, 0, 0, 0)"), "rgb(255, 255, 255)")
            light = sum(map(float, background.strip("rgba()").split(",")[:3])) / 765
            expect(light < 0.3 if is_dark else light > 0.7, scheme, background)
            expect("dark" in colours[2], "color-scheme:", colours[2])


def on_paper(site):
    """on paper: the answer, the steps and the message, and nothing to press"""
    with site.visitor() as visitor:
        person = Person(visitor)
        for state, kind, name in ((states.scam, "sextortion-scam", "step.do-not-pay"), (states.possibly_real, "possibly-real", "real.do-not-pay"), (states.real_branch, None, "real.do-not-pay")):
            state(person)
            with person.on_paper():
                controls = [one.evaluate("(one) => one.outerHTML.slice(0, 80)") for one in visitor.page.locator(CONTROLS).all() if one.is_visible()]
                expect(controls == [], state.__name__, "prints", controls[:4])
                person.expect_sees(name)
                if kind:
                    person.expect_answer(kind)
                    expect(visitor.page.locator(PASSAGE).last.is_visible(), "the message is not on the paper")
                paper = visitor.page.pdf()
                count = len(re.findall(rb"/Type\s*/Page\b", paper))
                expect(paper.startswith(b"%PDF") and 1 <= count <= 6, "pages:", count)


CASES = [
    listens, axe_case("en", "light", states.ALL), axe_case("en", "dark", states.ALL), axe_case("nl", "light", SOME), axe_case("ar", "light", SOME),
    axe_case("ar", "dark", SOME), keyboard_alone, large_type, targets, dark, on_paper]
