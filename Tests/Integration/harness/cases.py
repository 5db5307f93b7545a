"""The cases of an integration test: each is told, one that fails does not stop the others, and the last line counts them."""

import sys
import time
import traceback


class Cases:
    def __init__(self, name):
        self.name = name
        self.failed = []
        self.count = 0

    def run(self, *cases):
        for case in cases:
            self.count += 1
            title = case.__doc__ or case.__name__.replace("_", " ")
            begin = time.monotonic()
            try:
                case()
            except (Exception, SystemExit) as error:
                self.failed.append(title)
                where = traceback.extract_tb(error.__traceback__)[1:2]
                print(f"✘ {title}: {error or type(error).__name__}{''.join(f' (line {frame.lineno}: {frame.line})' for frame in where)}", flush=True)
            else:
                print(f"✔ {title} ({time.monotonic() - begin:.1f} s)", flush=True)

    def end(self):
        print(f"{self.name}: {self.count - len(self.failed)} of {self.count} passed", flush=True)
        sys.exit(1 if self.failed else 0)


def expect(condition, *facts):
    if not condition:
        raise AssertionError(" ".join(map(str, facts)) or "not so")


def wait_until(condition, what, seconds=20):
    """The first true value of `condition()`."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
    return value
