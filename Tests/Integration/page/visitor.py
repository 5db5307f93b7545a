"""Somebody who looks at the page: a context of the browser of its own. All that the page does behind their back is written down, and none of it may be."""

import contextlib
import os
import socket
import threading

from cases import expect
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

# What Chromium asks for by itself, whatever the page.
BROWSERS_OWN = (".googleapis.com:", "accounts.google.com:", ".gvt1.com:", "http://update.googleapis.com/", "http://edgedl.me.gvt1.com/")

# Sees what no test of the server sees: what Chromium refused, and what moved without anybody having touched it.
LISTEN = """
(() => {
  document.addEventListener('securitypolicyviolation', (event) =>
    heard('violation', `${event.effectiveDirective} ${event.blockedURI} ${event.sample} line ${event.lineNumber}`), true)
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      if (!shift.hadRecentInput) { heard('shift', `${shift.value} ${shift.sources.map((one) => one.node && one.node.nodeName)}`) }
    }
  }).observe({type: 'layout-shift', buffered: true})
})()
"""

STORED = """
async () => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map((one) => one.name),
  ...(await caches.keys()), ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)].filter(Boolean)
"""


class Witness:
    """Where every connection of the browser ends that does not go to this machine. It answers none, and remembers the first line of each."""

    def __init__(self):
        self.heard = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        with contextlib.suppress(OSError):
            while True:
                link, _ = self.listener.accept()
                with link, contextlib.suppress(OSError):
                    link.settimeout(1)
                    line = link.recv(4096).split(b"\r\n")[0].decode(errors="replace")
                    if not any(own in line for own in BROWSERS_OWN):
                        self.heard.append(line)

    def close(self):
        self.listener.close()


class Browser:
    """One Chromium for all cases."""

    def __enter__(self):
        self.witness = Witness()
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", f"--proxy-server=127.0.0.1:{self.witness.port}"])
        return self

    def __exit__(self, *_):
        self.chromium.close()
        self.playwright.stop()
        self.witness.close()

    def visitor(self, server, **options):
        return Visitor(self, server, **options)


class Visitor:
    def __init__(self, browser, server, script=True, expected=(), **options):
        self.browser = browser
        self.server = server
        self.script = script
        # What this case does on purpose: parts of what is said in the console, such as of an answer 413.
        self.expected = expected
        self.options = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}, "accept_downloads": True, **options}
        self.noticed = []

    def __enter__(self):
        self.context = self.browser.chromium.new_context(java_script_enabled=self.script, **self.options)
        self.context.set_default_timeout(8_000)
        self.before = len(self.browser.witness.heard)
        if self.script:
            self.context.expose_binding("heard", lambda _, kind, what: self.notice(kind, what))
            self.context.add_init_script(LISTEN)
        self.context.on("request", self.on_request)
        self.context.on("page", lambda page: self.listen_to(page))
        self.page = self.context.new_page()
        return self

    def listen_to(self, page):
        page.on("console", lambda message: message.type in ("error", "warning") and self.notice("console", message.text))
        page.on("pageerror", lambda error: self.notice("error", error))
        page.on("dialog", self.on_dialog)
        page.on("popup", lambda _: self.notice("window", "a new one"))

    def on_dialog(self, dialog):
        self.notice("dialog", dialog.message)
        dialog.dismiss()

    def on_request(self, request):
        if not request.url.startswith((self.server.origin + "/", "about:")):
            self.notice("request", request.url)

    def notice(self, kind, what):
        self.noticed.append((kind, str(what)))

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                self.settle()
                expect(self.unexpected() == [], "behind the visitor's back:", self.unexpected()[:5])
        finally:
            self.context.close()

    def unexpected(self):
        return [one for one in self.noticed if not any(part in one[1] for part in self.expected)]

    @contextlib.contextmanager
    def unnoticed(self, kind):
        """What the test itself causes behind the page's back counts for nothing."""
        self.settle()
        before = len(self.noticed)
        yield
        self.settle()
        self.noticed[before:] = [one for one in self.noticed[before:] if one[0] != kind]

    def settle(self):
        """What has happened by now is in `noticed`; so is what is stored."""
        if self.script and self.page.url.startswith(self.server.origin):
            self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            for stored in self.page.evaluate(STORED):
                self.notice("stored", stored)
        for cookie in self.context.cookies():
            self.notice("cookie", cookie["name"])
        for line in self.browser.witness.heard[self.before:]:
            self.notice("connection", line)
        self.before = len(self.browser.witness.heard)
