"""`unbluff serve` with the page alone, on a free port, and what the page says by name."""

import functools
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cases import expect  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = pathlib.Path(os.environ.get("UNBLUFF", ROOT / ".build/test/debug/unbluff"))
FIXTURES = ROOT / "Tests/Fixtures"
TEXTS = ROOT / "Sources/Core/VictimAdvice/Texts"
LANGUAGES = sorted(file.stem for file in TEXTS.glob("*.txt"))
OWNER = "Example University"
CONTACT = "helpdesk@example.org"
QUICK_EXIT = "https://exit.example.org/"
MOST_START_SECONDS = 20


@functools.cache
def texts(language="en"):
    """The words of a language by name. A name that it lacks gives the English text, as in the program."""
    lines = (TEXTS / f"{language}.txt").read_text().splitlines()
    own = dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return own if language == "en" else {**texts(), **own}


def pattern(text):
    """A text as it is seen, whatever stands in place of its `{…}`, and of whatever kind its spaces are."""
    return re.compile(".*?".join(r"\s+".join(map(re.escape, re.split(r"\s+", part))) for part in re.split(r"\{\w+\}", text)))


class Server:
    def __init__(self, **page):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="unbluff-page-"))
        self.reports = self.folder / "reports"
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        settings = {"owner-name": OWNER, "contact": CONTACT, "report-folder": str(self.reports), "quick-exit": QUICK_EXIT, **page}
        self.settings = {
            "listen": {"page": f"127.0.0.1:{self.port}", "milter": "off", "spamd": "off"},
            # A debug build takes seconds for what a release build does at once.
            "limits": {"time": "1m"}, "state-directory": str(self.folder),
            "page": {name: value for name, value in settings.items() if value is not None}}
        self.base = settings.get("base-path", "")
        self.origin = f"http://127.0.0.1:{self.port}"

    def url(self, path):
        return self.origin + path

    def __enter__(self):
        configuration = self.folder / "unbluff.yaml"
        configuration.write_text(json.dumps(self.settings))  # JSON is YAML too.
        self.log = open(self.folder / "log", "wb+")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--config", configuration], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.log)
        deadline = time.monotonic() + MOST_START_SECONDS
        while True:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise SystemExit(f"unbluff serve does not start: {self.log_text()[-800:]}")
            time.sleep(0.01)

    def log_text(self):
        return (self.folder / "log").read_text(errors="replace") if self.folder.exists() else self.last_words

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                print("✘ unbluff serve did not end within 15 s of SIGTERM", file=sys.stderr)
        self.log.close()
        self.last_words = self.log_text()
        shutil.rmtree(self.folder, ignore_errors=True)

    def kept_nothing(self):
        """Of no message anything but what was reported to the owner."""
        expect(self.process.poll() is None, "the server has ended:", self.log_text()[-800:])
        known = {"unbluff.yaml", "log"}
        kept = [str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if file.is_file() and self.reports not in file.parents and file.name not in known]
        expect(kept == [], "files of the server:", kept)
        for told in ("PLACEHOLDER", "evil", "example.com", "hacked", "1111111111111111111114oLvT2"):
            expect(told not in self.log_text(), f"{told} is in the log")
