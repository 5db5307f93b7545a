"""Pictures of the page: see script/screenshots."""

import pathlib
import sys

sys.dont_write_bytecode = True
from server import ROOT, Server  # noqa: E402  It makes the harness findable.
import states  # noqa: E402
from person import Person  # noqa: E402
from visitor import Browser  # noqa: E402

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
MOST_BYTES_IN_DOCS = 150 << 10


def answer_with_message(person):
    states.scam_with_password(person)
    person.opens_all()


STATES = [
    states.start, states.scam, states.scam_by_words, states.scam_with_password, answer_with_message, states.possibly_real, states.real_branch, states.nothing_found, states.mbox_list,
    states.picture]
IN_DARK = [states.start, states.scam_with_password]
LANGUAGES = ["en", "nl", "ar"]


def take(browser, server, file, state, language, **options):
    with browser.visitor(server, expected=["shift", *states.EXPECTED], **options) as visitor:
        state(Person(visitor, language))
        visitor.page.wait_for_timeout(50)
        visitor.noticed.clear()
        return visitor.page.screenshot(path=file, full_page=file.parent.name != "pictures", type="png")


def pictures(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with Server() as server, Browser() as browser:
        for size, options in (("desktop", DESKTOP), ("phone", PHONE)):
            for language in LANGUAGES:
                for state in STATES:
                    take(browser, server, folder / f"{state.__name__}-{size}-{language}.png", state, language, **options)
            for state in IN_DARK:
                take(browser, server, folder / f"{state.__name__}-{size}-en-dark.png", state, "en", color_scheme="dark", **options)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def for_docs(folder):
    """What the README shows: the start and an answer, on a telephone."""
    folder.mkdir(parents=True, exist_ok=True)
    with Server() as server, Browser() as browser:
        for name, state in (("start", states.start), ("answer", states.scam_with_password)):
            data = take(browser, server, folder / f"{name}.png", state, "en", viewport={"width": 390, "height": 700}, device_scale_factor=1.5)
            if len(data) > MOST_BYTES_IN_DOCS:
                sys.exit(f"{name}.png has {len(data):,} bytes, more than {MOST_BYTES_IN_DOCS:,}")
    print(f"start.png and answer.png in {folder}")


if __name__ == "__main__":
    if sys.argv[1] == "--docs":
        for_docs(ROOT / "docs/pictures")
    else:
        pictures(pathlib.Path(sys.argv[1]).resolve())
