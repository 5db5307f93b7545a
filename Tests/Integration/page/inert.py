"""Hostile mails in a real browser: they are shown as text, and nothing of them happens."""

import base64
import time

import hostile
import messages
import states
from cases import expect
from person import MESSAGE, Person, plain

MOST_SECONDS = 60  # A debug build on a busy machine.

# What the page has in its own words. Nothing of a mail becomes any of it: an element within the message that is not of these, an attribute that runs, a link out.
LOOK = """
([message, token]) => {
  const allowed = new Set(['DIV', 'P', 'PRE', 'SPAN', 'MARK', 'SUP', 'DETAILS', 'SUMMARY', 'BDI', 'BLOCKQUOTE', 'H2', 'H3', 'H4', 'UL', 'OL', 'LI', 'A', 'STRONG', 'EM', 'SMALL', 'BR', 'SECTION'])
  const wrong = []
  const say = (why, one) => wrong.push(`${why}: ${one.outerHTML.slice(0, 120)}`)
  for (const one of document.querySelectorAll('*')) {
    const name = one.nodeName
    if (name === 'SCRIPT' && (one.textContent || !one.src.startsWith(location.origin) || one.src.includes(token))) { say('script', one) }
    if (['STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'VIDEO', 'AUDIO', 'BASE', 'MATH', 'TEMPLATE', 'PORTAL', 'FRAMESET', 'MARQUEE', 'SLOT', 'NOSCRIPT', 'TITLE'].includes(name.toUpperCase())
        && !(name === 'TITLE' && one.parentNode === document.head)) { say('element', one) }
    if (name === 'META' && one.httpEquiv) { say('meta', one) }
    if (name === 'LINK' && one.parentNode !== document.head) { say('link', one) }
    for (const {name: key, value} of one.attributes) {
      if (key.startsWith('on') || ['style', 'srcdoc', 'ping', 'srcset', 'background'].includes(key)) { say('attribute ' + key, one) }
      // What a button of the list does is said with the message's subject.
      if (value.includes(token) && !(name === 'BUTTON' && key === 'aria-label')) { say('the mail in attribute ' + key, one) }
      if (/^\\s*(javascript|data|vbscript|blob):/i.test(value)) { say('address in ' + key, one) }
    }
  }
  for (const part of document.querySelectorAll(message)) {
    for (const one of part.querySelectorAll('*')) {
      if (!allowed.has(one.nodeName)) { say('in the message', one) }
      if (one.nodeName === 'A' && !one.getAttribute('href').startsWith('#')) { say('a link in the message', one) }
      if (one.nodeName === 'IMG' || one.nodeName === 'svg') { say('a picture', one) }
    }
  }
  for (const name of ['cookie', 'body', 'location', 'forms']) {
    if (document[name] instanceof Element && name !== 'body') { wrong.push(`document.${name} is an element`) }
  }
  const turning = /[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c]/
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    if (turning.test(walker.currentNode.textContent)) { wrong.push('a control of direction: ' + JSON.stringify(walker.currentNode.textContent.slice(0, 60))) }
  }
  return wrong
}
"""


# As the start's form does it, from whatever page is open: half as many pages to load.
SUBMIT = """
([isPasted, base64, name, type]) => {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
  const form = Object.assign(document.createElement('form'), {method: 'post', action: '/en/check', enctype: 'multipart/form-data'})
  const text = Object.assign(document.createElement('textarea'), {name: 'text', value: isPasted ? new TextDecoder().decode(bytes) : ''})
  const file = Object.assign(document.createElement('input'), {type: 'file', name: 'file'})
  if (!isPasted) {
    const data = new DataTransfer()
    data.items.add(new File([bytes], name, {type}))
    file.files = data.files
  }
  form.append(text, file)
  document.body.replaceChildren(form)
  form.submit()
}
"""


def mails_are_text(site):
    """500 hostile mails, every way in: no dialog, no request, no violation, no element or attribute of theirs, and their words as they are"""
    wrong = []
    shown = 0
    marked = 0
    begin = time.monotonic()
    with site.visitor() as visitor:
        person = Person(visitor).checks(messages.SCAM)
        for mail in hostile.mails():
            with visitor.page.expect_navigation():
                visitor.page.evaluate(SUBMIT, [mail.is_pasted, base64.b64encode(mail.bytes).decode(), mail.file_name, mail.file_type])
            found = visitor.page.evaluate(LOOK, [MESSAGE, mail.token])
            if mail.text is not None:
                shown += 1
                text = plain(person.message())
                if plain(mail.text) not in text:
                    found.append(f"shown is {text[:200]!r}, sent was {plain(mail.text)[:200]!r}")
            marked += visitor.page.locator(MESSAGE + " mark").count() > 0
            if visitor.page.locator(MESSAGE).count() == 0:
                found.append(f"no message: {person.headline()}")
            if shown % 10 == 0:
                visitor.settle()
            if noticed := visitor.unexpected():
                found.append(f"behind the visitor's back: {noticed[:3]}")
                visitor.noticed.clear()
            if found:
                wrong.append(f"{mail.token}: {found[0]}")
    print(f"  {hostile.COUNT} mails in {time.monotonic() - begin:.0f} s, {shown} of them compared word by word, {marked} with marked passages")
    expect(shown >= 150 and marked >= 150, f"{shown} compared, {marked} marked")
    expect(not wrong, f"{len(wrong)} mails:", " | ".join(wrong[:4]))


def other_places(site):
    """what is not the message: names of files in a list, the way to the owner, summaries, other languages, paper"""
    chosen = [mail for mail in hostile.mails() if not mail.is_pasted][:40]
    with site.visitor(expected=states.EXPECTED) as visitor:
        person = Person(visitor)
        box = b"".join(b"From unbluff Thu Jan  1 00:00:00 1970\n" + mail.bytes.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n\n" for mail in chosen)
        person.checks(box, '"><img src=x onerror=alert(1)>.mbox', "application/mbox")
        wrong = visitor.page.evaluate(LOOK, [MESSAGE, "evil"])
        expect(not wrong, "the list:", wrong[:3])
        for mail in chosen[:8]:
            person.checks(mail.bytes)
            person = states.switch(person, "ar")
            wrong += visitor.page.evaluate(LOOK, [MESSAGE, mail.token])
            person = Person(visitor).checks(mail.bytes)
            owner = person.button("page.owner.report", owner="Example University")
            if owner.count():
                owner.first.click()
                wrong += visitor.page.evaluate(LOOK, [MESSAGE, mail.token])
        expect(not wrong, wrong[:3])
        for path in ("/en/answer/%3Cscript%3Ealert(1)%3C/script%3E", "/%22%3E%3Cscript%3Ealert(1)%3C/script%3E/", "/en/%7B%7Btext%7D%7D", "/en/check?%3Cscript%3E", "/en/real?country=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"):
            visitor.page.goto(site.server.url(path))
            wrong = visitor.page.evaluate(LOOK, [MESSAGE, "alert(1)"]) if visitor.page.locator("main").count() else []
            expect(not wrong and "<script>alert" not in visitor.page.content(), path, wrong[:2])


def hostile_fields(site):
    """what the hidden fields and the choice of a country may hold by somebody's hand is refused or inert"""
    with site.visitor(expected=["status of 4"]) as visitor:
        person = Person(visitor)
        for name, value in (("country", '"><script>alert(1)</script>'), ("message", "not Base64 <script>alert(1)</script>"), ("message", "A" * 2_000_001), ("language", "<script>alert(1)</script>")):
            person.checks(messages.SCAM)
            with visitor.page.expect_navigation():
                visitor.page.evaluate(
                    """([name, value]) => { const form = [...document.forms].find((one) => one.elements[name]) || document.forms[document.forms.length - 1]
                      const field = document.createElement('input'); field.type = 'hidden'; field.name = name; field.value = value
                      for (const old of form.querySelectorAll(`[name="${name}"]`)) { old.remove() }
                      form.append(field); form.submit() }""", [name, value])
            wrong = visitor.page.evaluate(LOOK, [MESSAGE, "alert(1)"])
            expect(not wrong, name, wrong[:2])
            expect("500" not in visitor.page.title(), name)


def giants(site):
    """10 MB of one line, a million tags, combining signs or threats: answered, in a page of bounded size"""
    with site.visitor(expected=states.EXPECTED) as visitor:
        for name, data in hostile.giants():
            begin = time.monotonic()
            person = Person(visitor).comes().picks("message.eml", "message/rfc822", data)
            person.button("page.start.check").click(no_wait_after=True)
            visitor.page.wait_for_url("**/en/check", timeout=1000 * MOST_SECONDS)
            took = time.monotonic() - begin
            size, elements = visitor.page.evaluate("() => [document.documentElement.outerHTML.length, document.querySelectorAll('*').length]")
            print(f"  {name}: {took:.1f} s, page of {size:,} characters and {elements:,} elements")
            expect(person.headline() and took < MOST_SECONDS, name, f"{took:.1f} s")
            expect(size < 3 << 20 and elements < 20_000, name, size, elements)
            person.opens_all()
            person.expect_no_sideways()


CASES = [mails_are_text, other_places, hostile_fields, giants]
