"""The program under test: its daemon, started and stopped, and its command."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = pathlib.Path(os.environ.get("UNBLUFF", ROOT / ".build/test/debug/unbluff"))
SANDBOX = ROOT / "Tests/Integration/sandbox"
MILTER, SPAMD = 8026, 8027
SCAMS = {"sextortion-scam", "other-extortion-scam"}
MOST_START_SECONDS = 20


def in_sandbox(packages, script, arguments):
    """Starts the script once more in a sandbox with these packages, where it is not in one yet."""
    if "UNBLUFF_SANDBOX" in os.environ:
        return
    if not PROGRAM.exists():
        raise SystemExit(f"{PROGRAM} is not there: script/test builds it; UNBLUFF names another")
    os.execv(SANDBOX, [str(SANDBOX), *packages, "--", str(script), *arguments])


class Daemon:
    """`unbluff serve` under a user of its own, as its package runs it. Its log is `log`."""

    def __init__(self, group="unbluff", **settings):
        self.folder = pathlib.Path("/run/unbluff-test")
        self.folder.mkdir(exist_ok=True)
        self.settings = {"listen": {"page": "off"}, "state-directory": "/var/lib/unbluff", **settings}
        self.settings["listen"] = {"page": "off", **settings.get("listen", {})}
        self.group = group
        self.environment = {}
        self.process = None
        self.log = open(self.folder / "log", "ab+")
        if subprocess.run(["id", "unbluff"], capture_output=True).returncode != 0:
            run("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "unbluff")
        pathlib.Path("/var/lib/unbluff").mkdir(exist_ok=True)
        shutil.chown("/var/lib/unbluff", "unbluff", "unbluff")
        # A new site: what the guard has kept outlasts starts of this one only.
        for file in pathlib.Path("/var/lib/unbluff").glob("guard.sqlite*"):
            file.unlink()

    def __enter__(self):
        self.start()
        return self

    def start(self):
        # JSON is YAML too.
        configuration = self.folder / "unbluff.yaml"
        configuration.write_text(json.dumps(self.settings))
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--config", configuration], user="unbluff", group=self.group, umask=0o077, env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        for address in self.addresses():
            self.wait_for(address)
        return self.process.pid

    def addresses(self):
        listen = {"milter": f"127.0.0.1:{MILTER}", "spamd": f"127.0.0.1:{SPAMD}", **self.settings["listen"]}
        return [address for address in listen.values() if address != "off"]

    def wait_for(self, address):
        deadline = time.monotonic() + MOST_START_SECONDS
        while not answers(address):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"unbluff serve does not listen at {address}, status {self.process.poll()}: {self.log_text()[-600:]}")
            time.sleep(0.01)

    def log_text(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def cost(self):
        """Of the process that runs now."""
        place = pathlib.Path(f"/proc/{self.process.pid}")
        ticks = sum(map(int, (place / "stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        resident = next(line.split()[1] for line in (place / "status").read_text().splitlines() if line.startswith("VmRSS:"))
        return f"{ticks / os.sysconf('SC_CLK_TCK'):.1f} s of CPU, {int(resident) / 1024:.0f} MiB resident"

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
                raise SystemExit("unbluff serve did not end within 15 s of SIGTERM") from None
        self.log.close()


def answers(address):
    is_unix = address.startswith("unix:")
    with socket.socket(socket.AF_UNIX if is_unix else socket.AF_INET) as one:
        try:
            one.connect(address.removeprefix("unix:") if is_unix else (address.rsplit(":", 1)[0], int(address.rsplit(":", 1)[1])))
        except OSError:
            return False
    return True


def check(files):
    """What `unbluff check` says of each of these files, in their order: its JSON objects."""
    done = subprocess.run([PROGRAM, "check", "--json", *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    records = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        records.setdefault(record["file"], record)
    missing = [str(file) for file in files if str(file) not in records]
    if missing:
        raise SystemExit(f"unbluff check said nothing of {missing[:3]}: {done.stderr.decode(errors='replace')}")
    return [records[str(file)] for file in files]


def run(*command, data=None, expect=0):
    """The command's output; another status than `expect` ends the test."""
    done = subprocess.run([str(part) for part in command], input=data, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if expect is not None and done.returncode != expect:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stdout.decode(errors='replace')}")
    return done.stdout.decode(errors="replace")
