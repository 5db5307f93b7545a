"""Many mails through a Postfix with unbluff beside it: what is lost, doubled or altered, and which verdicts are others than `unbluff check`'s."""

import collections
import pathlib
import queue
import random
import shutil
import tempfile
import threading
import time

import mails
from idle_milter import IdleMilter
from postfix import connect, send
from program import check
from sink import Sink

CONCURRENCY = 20
MOST_IN_SESSION = 10
MOST_SILENCE = 60  # Seconds without a delivery after which what is missing counts as lost.
MOST_TRIES = 5
MOST_SHOWN = 10
# Postfix takes out Return-Path, Bcc and Content-Length, and most mails of an archive have one: they are to be compared as they are.
SETTINGS = {"message_drop_headers": ""}
IDLE_PORT = 8029
# Without the milter it takes no mail, so that nothing is compared with less.
IDLE_RECIPE = f"smtpd_milters = inet:127.0.0.1:{IDLE_PORT}\nmilter_default_action = tempfail\n"


class Account:
    """Each mail of the run by its number, which is its recipient's name too: the mail's own bytes are sent as they are."""

    def __init__(self, sent):
        self.sent = sent
        self.accepted = [False] * len(sent)
        self.arrived = [0] * len(sent)
        self.verdicts = [None] * len(sent)
        self.altered = {}
        self.refused = []
        self.repeated = 0
        self.last = time.monotonic()

    def receive(self, recipient, mail):
        number = int(recipient.split("@")[0].removeprefix("n"))
        self.last = time.monotonic()
        self.arrived[number] += 1
        self.verdicts[number] = mails.verdict(mail)
        bare = mails.without_added(mail)
        if bare != self.sent[number]:
            self.altered[number] = bare

    def is_done(self):
        return all(count > 0 for count, accepted in zip(self.arrived, self.accepted) if accepted)


def go(postfix, daemon, sent, concurrency=CONCURRENCY, kill_every=None):
    """Whether all went as it has to; says what came out."""
    account = Account(sent)
    begin = time.monotonic()
    with Sink(account.receive):
        with Killer(daemon, kill_every) as killer:
            send_all(account, concurrency)
            wait(account)
        seconds = time.monotonic() - begin
    print(f"  {len(sent)} mails, {sum(map(len, sent)) / 1e6:.0f} MB, concurrency {concurrency}, in {seconds:.1f} s: {len(sent) / seconds:.0f}/s")
    changed = ours(postfix, account) if account.altered else []
    return tell(account, changed, killer)


def send_all(account, concurrency):
    todo = queue.SimpleQueue()
    for number in range(len(account.sent)):
        todo.put(number)
    senders = [threading.Thread(target=send_some, args=[account, todo, random.Random(seed)]) for seed in range(concurrency)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()


def send_some(account, todo, chance):
    """Sessions of one to `MOST_IN_SESSION` mails, until there are none."""
    while True:
        with connect() as session:
            for _ in range(chance.randint(1, MOST_IN_SESSION)):
                try:
                    number = todo.get_nowait()
                except queue.Empty:
                    return
                send_one(account, number, session)


def send_one(account, number, session):
    """A temporary refusal is tried again, as a mail server does."""
    for attempt in range(MOST_TRIES):
        code, text = send(account.sent[number], f"n{number}@example.org", session=session)
        if code == 250:
            account.accepted[number] = True
            return
        account.repeated += 1
        if code >= 500:
            break
        time.sleep(0.2 * (attempt + 1))
    account.refused.append((number, code, text))


def wait(account):
    account.last = time.monotonic()
    while not account.is_done() and time.monotonic() - account.last < MOST_SILENCE:
        time.sleep(0.05)
    time.sleep(1)  # What would come twice.


def ours(postfix, account):
    """The altered ones that a Postfix with an idle milter does not alter in the same way: it breaks very long lines, and with any milter it cuts a
    field of more than 60,000 bytes."""
    again = Account([account.sent[number] for number in account.altered])
    recipe, postfix.recipe = postfix.recipe, IDLE_RECIPE
    postfix.restart()
    try:
        with Sink(again.receive), IdleMilter(IDLE_PORT):
            send_all(again, CONCURRENCY)
            wait(again)
    finally:
        postfix.recipe = recipe
        postfix.restart()
    return [number for place, number in enumerate(account.altered) if again.altered.get(place) != account.altered[number]]


def tell(account, changed, killer):
    count = len(account.sent)
    lost = [number for number in range(count) if account.accepted[number] and account.arrived[number] == 0]
    doubled = [number for number in range(count) if account.arrived[number] > 1]
    bare = [number for number in range(count) if account.arrived[number] and account.verdicts[number] is None]
    wrong = other_verdicts(account)
    found = collections.Counter(account.verdicts[number] or "no field" for number in range(count) if account.arrived[number])
    print(f"  refused {len(account.refused)}, tried again {account.repeated}, lost {len(lost)}, doubled {len(doubled)}, without the field {len(bare)}")
    print(f"  altered by unbluff {len(changed)}, by Postfix itself {len(account.altered) - len(changed)}; other verdicts than unbluff check's {len(wrong)}")
    print(f"  {', '.join(f'{name} {number}' for name, number in found.most_common())}")
    if killer.every:
        print(f"  unbluff killed {killer.count} times")
    for number, was, expected in wrong[:MOST_SHOWN]:
        print(f"  ANOTHER VERDICT n{number}: {was} instead of {expected}")
    for number in changed[:MOST_SHOWN]:
        print(f"  ALTERED n{number}: {first_difference(account.sent[number], account.altered[number])}")
    for number, code, text in account.refused[:MOST_SHOWN]:
        print(f"  REFUSED n{number}: {code} {text}")
    return not (account.refused or lost or doubled or changed or wrong or (bare and not killer.every))


def other_verdicts(account):
    """(number, verdict, unbluff check's) where they differ; each distinct mail is checked once."""
    places = {}
    for mail in account.sent:
        places.setdefault(mail, len(places))
    folder = pathlib.Path(tempfile.mkdtemp(prefix="unbluff-through."))
    try:
        files = [folder / f"{place}.eml" for place in places.values()]
        for file, mail in zip(files, places):
            file.write_bytes(mail)
        expected = [record["verdict"] for record in check(files)]
    finally:
        shutil.rmtree(folder)
    pairs = [(number, account.verdicts[number], expected[places[mail]]) for number, mail in enumerate(account.sent)]
    return [pair for pair in pairs if pair[1] is not None and pair[1] != pair[2]]


def first_difference(one, other):
    place = next((place for place, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    start = max(0, place - 20)
    return f"at {place} of {len(one)} and {len(other)}: {one[start:place + 40]!r} became {other[start:place + 40]!r}"


class Killer:
    """Kills the daemon every so many seconds, and starts it again at once."""

    def __init__(self, daemon, every):
        self.daemon = daemon
        self.every = every
        self.count = 0
        self.end = threading.Event()
        self.thread = threading.Thread(target=self.work)

    def __enter__(self):
        if self.every:
            self.thread.start()
        return self

    def work(self):
        while not self.end.wait(self.every):
            self.daemon.kill()
            self.daemon.start()
            self.count += 1

    def __exit__(self, *_):
        self.end.set()
        if self.every:
            self.thread.join()
