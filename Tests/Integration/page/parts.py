"""Runs the parts of the test: all, or those named on the command line."""

import functools
import sys

sys.dont_write_bytecode = True
from server import LANGUAGES, PROGRAM, Server  # noqa: E402  It makes the harness findable.
from cases import Cases  # noqa: E402
from visitor import Browser  # noqa: E402
import access  # noqa: E402
import answers  # noqa: E402
import inert  # noqa: E402
import languages  # noqa: E402
import ways  # noqa: E402
import wire  # noqa: E402
import words  # noqa: E402

PARTS = {"ways": ways, "answers": answers, "languages": languages, "access": access, "wire": wire, "words": words, "hostile": inert}


class Site:
    """What every case is given: a server that runs, and a browser."""

    def __init__(self, server, browser):
        self.server = server
        self.browser = browser
        self.languages = LANGUAGES

    def visitor(self, **options):
        return self.browser.visitor(self.server, **options)


def bound(case, site):
    done = functools.partial(case, site)
    done.__doc__ = case.__doc__
    return done


def main(names):
    if unknown := set(names) - set(PARTS):
        sys.exit(f"there is no part {', '.join(sorted(unknown))}: {', '.join(PARTS)}")
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is not there: script/test builds it; UNBLUFF names another")
    cases = Cases("page")
    with Server() as server, Browser() as browser:
        print(f"unbluff serve at {server.origin}, Chromium {browser.chromium.version}", flush=True)
        site = Site(server, browser)
        for name in names or PARTS:
            print(f"- {name}", flush=True)
            cases.run(*(bound(case, site) for case in PARTS[name].CASES))
        cases.run(bound(kept_nothing, site))
    cases.end()


def kept_nothing(site):
    """the server lives, and its log and folder have nothing of any message"""
    site.server.kept_nothing()


if __name__ == "__main__":
    main(sys.argv[1:])
