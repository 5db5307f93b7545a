"""Port 587 of the sandbox's Postfix, where people log in; Dovecot knows them all by one password."""

import pathlib
import smtplib
import subprocess

from cases import wait_until
from postfix import OUTSIDE
from program import answers, run

PASSWORD = "password"
PORT = 587
SOCKET = pathlib.Path("/var/spool/postfix/private/auth")
SITE = f"""
protocols =
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home=/nonexistent
}}
service auth {{
  unix_listener {SOCKET} {{
    mode = 0666
  }}
}}
log_path = /var/log/dovecot.log
"""


class Submission:
    """Within a `Postfix`; each restart of it needs another. `options` are smtpd's, for this port alone."""

    def __init__(self, **options):
        self.options = {"smtpd_sasl_auth_enable": "yes", "smtpd_sasl_type": "dovecot", "smtpd_sasl_path": "private/auth", "smtpd_relay_restrictions": "permit_sasl_authenticated,reject", **options}

    def __enter__(self):
        configuration = pathlib.Path("/run/dovecot-submission.conf")
        configuration.write_text(SITE)
        self.dovecot = subprocess.Popen(["dovecot", "-F", "-c", configuration], stdin=subprocess.DEVNULL)
        wait_until(SOCKET.exists, "Dovecot answers about passwords")
        options = " ".join(f"-o {{{name}={value}}}" for name, value in self.options.items())
        run("postconf", "-M", f"submission/inet=submission inet n - n - - smtpd {options}")
        run("postfix", "reload")
        wait_until(lambda: answers(f"127.0.0.1:{PORT}"), "Postfix listens at port 587")
        return self

    def __exit__(self, *_):
        run("postconf", "-MX", "submission/inet")
        self.dovecot.terminate()
        self.dovecot.wait(10)


def log_in(account, source=OUTSIDE):
    """A session of somebody who has logged in."""
    session = smtplib.SMTP("127.0.0.1", PORT, local_hostname="client.example.com", source_address=(source, 0), timeout=60)
    session.ehlo()
    session.login(account, PASSWORD)
    return session
