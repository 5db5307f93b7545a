"""The cases of an integration test: each is told, one that fails does not stop the others, and the last line counts them."""

import sys
import time
import traceback

# Where a server hangs, each further case would wait for its minute, and the run would end for its time instead of its fault.
LONG_SECONDS, MOST_LONG_FAILURES = 20, 3


class Cases:
    def __init__(self, name):
        self.name = name
        self.failed = []
        self.long_failures = 0
        self.count = 0

    def run(self, *cases):
        for case in cases:
            self.count += 1
            title = case.__doc__ or case.__name__.replace("_", " ")
            if self.long_failures >= MOST_LONG_FAILURES:
                self.failed.append(title)
                print(f"✘ {title}: not run, {MOST_LONG_FAILURES} have failed after a long wait", flush=True)
                continue
            begin = time.monotonic()
            try:
                case()
            except (Exception, SystemExit) as error:
                self.failed.append(title)
                self.long_failures += time.monotonic() - begin >= LONG_SECONDS
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
    """The first true value of `condition()`. `what` is a text, or what makes it once it is needed."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(0.02)
    return value
