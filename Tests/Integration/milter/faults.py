#!/usr/bin/env python3
"""faults.py HOST PORT METRICS-PORT SCAM-FILE: what a mail server would not do, said to a running `unbluff serve`. After each fault a good mail is judged as before."""

import http.client
import pathlib
import socket
import struct
import sys
import time

HOST, PORT, METRICS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
SCAM = pathlib.Path(sys.argv[4]).read_bytes().replace(b"\r\n", b"\n")


def frame(command, data=b""):
    return struct.pack(">I", len(data) + 1) + command + data


def texts(*values):
    return b"".join(value + b"\0" for value in values)


OFFER = frame(b"O", struct.pack(">III", 6, 0x1FF, 0x1FFFFF))
CONNECT = frame(b"C", b"client.example.com\0004\x30\x39" + b"192.0.2.1\0")
ENVELOPE = frame(b"M", texts(b"<anna@example.com>")) + frame(b"R", texts(b"<bert@example.org>"))


def mail(content=SCAM):
    header, _, body = content.partition(b"\n\n")
    frames = ENVELOPE
    for field in header.replace(b"\n ", b"\0 ").replace(b"\n\t", b"\0\t").split(b"\n"):
        name, _, value = field.partition(b":")
        frames += frame(b"L", texts(name, value.replace(b"\0", b"\n")))
    body = body.replace(b"\n", b"\r\n")
    for place in range(0, len(body), 65535):
        frames += frame(b"B", body[place : place + 65535])
    return frames + frame(b"E")


class Client:
    def __init__(self, *said):
        self.socket = socket.create_connection((HOST, PORT), timeout=20)
        self.bytes = b""
        for part in said:
            self.say(part)

    def say(self, data):
        self.socket.sendall(data)

    def hear(self):
        """The next frame; None at the end."""
        while len(self.bytes) < 4 or len(self.bytes) < 4 + struct.unpack(">I", self.bytes[:4])[0]:
            try:
                more = self.socket.recv(65536)
            except ConnectionError:
                return None
            if not more:
                return None
            self.bytes += more
        length = struct.unpack(">I", self.bytes[:4])[0]
        one, self.bytes = self.bytes[4 : 4 + length], self.bytes[4 + length :]
        return one

    def hear_until(self, *commands):
        heard = []
        while (one := self.hear()) is not None:
            heard.append(one)
            if one[:1] in commands:
                break
        return heard


def counted(kind):
    connection = http.client.HTTPConnection(HOST, METRICS, timeout=10)
    connection.request("GET", "/metrics")
    for line in connection.getresponse().read().decode().splitlines():
        if line.startswith("unbluff_protocol_errors_total{") and 'channel="milter"' in line and f'kind="{kind}"' in line:
            return int(float(line.split()[-1]))
    return 0


def judged(*said, after=mail()):
    client = Client(OFFER, CONNECT, *said)
    client.say(after)
    heard = client.hear_until(b"a")
    return any(one[:1] == b"i" and b"sextortion-scam" in one for one in heard)


def closes(kind, *said):
    before = counted(kind)
    client = Client(*said)
    while client.hear() is not None:
        pass
    expect(counted(kind) == before + 1, f"{kind} is counted")


def expect(holds, what):
    if not holds:
        sys.exit(f"faults.py: expected: {what}")


def one_byte_at_a_time():
    client = Client(OFFER, CONNECT)
    for byte in mail():
        client.say(bytes([byte]))
    heard = client.hear_until(b"a")
    expect(any(b"sextortion-scam" in one for one in heard), "bytes one by one are a mail")


def leaving_within_a_mail():
    before = counted("aborted")
    for said in (ENVELOPE, mail()[:-20]):
        client = Client(OFFER, CONNECT, said)
        client.hear()
        client.socket.close()
    for _ in range(50):
        if counted("aborted") == before + 2:
            return
        time.sleep(0.1)
    expect(False, "who leaves within a mail is counted")


def never_reading():
    """Answers to commands nobody reads: the connection stops being read, and takes no more bytes than buffers have."""
    client = Client(frame(b"O", struct.pack(">III", 2, 0x3F, 0x7F)))
    client.socket.settimeout(3)
    sent = 0
    try:
        while sent < 200 << 20:
            sent += client.socket.send(frame(b"H", texts(b"x")) * 4096)
    except TimeoutError:
        pass
    expect(sent < 100 << 20, f"a client that never reads is not read for ever ({sent} bytes)")
    client.socket.close()


def abort_while_examined():
    client = Client(OFFER, CONNECT, mail() + frame(b"A") + mail(b"Subject: Lunch\n\nSee you at noon.\n"))
    client.hear()
    heard = client.hear_until(b"a")
    expect(not any(b"sextortion-scam" in one for one in heard), "a mail that was given up has no answer in the next one's")


def few_rights():
    before = counted("not-offered")
    client = Client(frame(b"O", struct.pack(">III", 6, 0, 0x1FFFFF)), CONNECT, mail())
    heard = client.hear_until(b"a")[1:]
    expect([one[:1] for one in heard] == [b"c", b"a"], f"nothing is done that was not offered ({heard})")
    expect(counted("not-offered") == before + 1, "what cannot be done is counted")


def oldest():
    client = Client(frame(b"O", struct.pack(">III", 2, 0x3F, 0x7F)))
    expect(client.hear()[:5] == b"O\0\0\0\2", "version 2 is spoken")
    client.say(CONNECT + mail())
    heard = client.hear_until(b"a")
    expect(any(one.startswith(b"i\0\0\0\0X-Unbluff-Result\0sextortion-scam") for one in heard), "version 2 has no leading space")


def quit_new_connection():
    expect(judged(mail()[:-5], frame(b"A"), frame(b"K"), CONNECT), "after QUIT_NC mail is judged")


closes("length", OFFER, struct.pack(">I", 0))
closes("length", OFFER, b"\xff\xff\xff\xff")
closes("unknown-command", OFFER, frame(b"?"))
closes("version", frame(b"O", struct.pack(">III", 1, 0xF, 0x3F)))
closes("version", CONNECT)
closes("malformed", frame(b"O", b"\0"))
expect(judged(), "a mail is judged")
before = counted("sequence")
expect(judged(frame(b"N"), frame(b"R", texts(b"<x>"))), "a mail behind commands out of order is judged")
expect(counted("sequence") == before + 2, "commands out of order are counted")
expect(judged(frame(b"D", b"!"), frame(b"D", b"Cj"), frame(b"U", texts(b"XYZZY"))), "a mail behind broken macros is judged")
one_byte_at_a_time()
leaving_within_a_mail()
never_reading()
abort_while_examined()
quit_new_connection()
few_rights()
oldest()
expect(judged(), "and after all that a mail is judged")
print("faults: each cost its own connection at most")
