"""A Postfix of its own in the sandbox, which delivers to a `Sink`."""

import json
import pathlib
import smtplib
import socket

from cases import wait_until
from program import ROOT, run

OUTSIDE = "192.0.2.25"  # The sandbox has it beside loopback.
LOG = pathlib.Path("/var/log/mail.log")
# What Debian's installer asks for, and whither the mail goes. Names are not looked up: there is no network.
SETTINGS = """compatibility_level = 3.6
myhostname = mail.example.org
mydestination = localhost
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relay_domains = example.org
relay_transport = smtp:[127.0.0.1]:2525
default_transport = error:nothing leaves this machine
alias_maps =
alias_database =
local_recipient_maps =
disable_dns_lookups = yes
maillog_file = /var/log/mail.log
recipient_delimiter = +
"""


class Postfix:
    """`recipe` is a file of Integrations/postfix, put below the usual settings as its reader is told to."""

    def __init__(self, recipe="main.cf", settings=None):
        self.recipe = (ROOT / "Integrations/postfix" / recipe).read_text() if recipe else ""
        self.settings = SETTINGS + "".join(f"{name} = {value}\n" for name, value in (settings or {}).items())

    def __enter__(self):
        pathlib.Path("/etc/hosts").write_text(f"127.0.0.1 localhost mail.example.org\n{OUTSIDE} client.example.com\n")
        pathlib.Path("/etc/resolv.conf").write_text("nameserver 127.0.0.1\n")
        LOG.write_bytes(b"")
        self.configure()
        run("postfix", "check")
        self.restart()
        return self

    def configure(self):
        pathlib.Path("/etc/postfix/main.cf").write_text(self.settings + self.recipe)

    def use(self, recipe):
        """Another recipe; None: no unbluff."""
        self.recipe = (ROOT / "Integrations/postfix" / recipe).read_text() if recipe else ""
        self.restart()

    def restart(self):
        # Not a reload: its running processes would go on for a while with what they have read. Not a stop: that waits for sessions.
        run("postfix", "abort", expect=None)
        self.configure()
        # What `postfix start` does once it has checked everything, which takes seconds.
        run("env", "MAIL_CONFIG=/etc/postfix", "/usr/lib/postfix/sbin/master", "-w")
        # To be connected is not enough: that is the kernel's word, not Postfix'.
        wait_until(greets, lambda: "Postfix greets; " + self.log()[-2000:], seconds=45)

    def __exit__(self, *_):
        run("postfix", "abort", expect=None)

    def queue(self, name=None):
        """What lies in the queues, as `postqueue -j` says it."""
        entries = [json.loads(line) for line in run("postqueue", "-j").splitlines() if line.startswith("{")]
        return [entry for entry in entries if name in (None, entry["queue_name"])]

    @staticmethod
    def log():
        return LOG.read_text(errors="replace")


def greets():
    try:
        with socket.create_connection(("127.0.0.1", 25), timeout=15) as session, session.makefile("rb") as lines:
            return lines.readline().startswith(b"220")
    except OSError:
        return False


def connect():
    """A session from outside. Each mail of it is `send`, whose answer is the server's to its end: (code, text)."""
    return smtplib.SMTP("127.0.0.1", 25, local_hostname="client.example.com", source_address=(OUTSIDE, 0), timeout=60)


def send(mail, *recipients, session=None, sender="sender@example.com"):
    own = session or connect()
    try:
        own.ehlo_or_helo_if_needed()
        for step in [lambda: own.mail(sender, ["BODY=8BITMIME"])] + [lambda to=to: own.rcpt(to) for to in recipients]:
            code, text = step()
            if code >= 400:
                own.rset()
                return code, text.decode(errors="replace")
        code, text = own.data(mail)
        return code, text.decode(errors="replace")
    finally:
        if session is None:
            own.close() if own.sock is None else own.quit()
