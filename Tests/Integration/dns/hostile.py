#!/usr/bin/env python3
"""hostile.py PORT: a DNS server on 127.0.0.1, UDP and TCP, that answers as the first label of the name asks it to. Says "ready" when it listens."""

import socket
import struct
import sys
import threading
import time
from collections import Counter

PORT = int(sys.argv[1])
SEEN = Counter()
ADDRESS = bytes([192, 0, 2, 1])


def name(text):
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".")) + b"\0"


def record(data, type=1, owner=b"\xc0\x0c", ttl=300):
    return owner + struct.pack(">HHIH", type, 1, ttl, len(data)) + data


def reply(query, *records, flags=0x8180, count=None):
    end = query.index(b"\0", 12) + 5
    return query[:2] + struct.pack(">HHHHH", flags, 1, len(records) if count is None else count, 0, 0) + query[12:end] + b"".join(records)


def answers(query, tcp):
    """What is sent, one message after the other."""
    word = query[13 : 13 + query[12]].decode().lower()
    SEEN[word] += 1
    good = reply(query, record(ADDRESS))
    text = lambda count: [record(b"\xff" + b"a" * 255, 16) for _ in range(count)]
    match word:
        case "fine": yield good
        case "count": time.sleep(0.2); yield reply(query, record(bytes([192, 0, 2, SEEN[word]]), ttl=0))
        case "truncated": yield good if tcp else reply(query, flags=0x8380)
        case "truncatedtwice": yield reply(query, flags=0x8380)
        case "large": yield reply(query, *text(12))
        case "oversized": yield reply(query, *text(243)) if tcp else reply(query, flags=0x8380)
        case "cuttcp" | "stalltcp" | "emptytcp": yield None if tcp else reply(query, flags=0x8380)
        case "malformed": yield reply(query, record(b"abc"))
        case "garbage": yield query[:2] + bytes(range(256))
        case "short": yield query[:5]
        case "empty": yield b""
        case "missing": yield reply(query, record(ADDRESS), count=9)
        case "looping": yield reply(query, record(ADDRESS, owner=b"\xc0" + bytes([query.index(b"\0", 12) + 5])))
        case "wrongid": yield bytes([query[0] ^ 1]) + good[1:]
        case "wrongidthenfine": yield bytes([query[0] ^ 1]) + good[1:]; yield good
        case "wrongname": yield good.replace(query[12 : query.index(b"\0", 12)], name("other.test")[:-1])
        case "wrongcase": yield good.replace(b"wrongcase", b"WrongCase")
        case "twice": yield good; yield good
        case "late": time.sleep(2.5); yield good
        case "flaky": yield good if SEEN[word] > 1 else None
        case "cnameloop": yield reply(query, record(name("b.test"), 5), record(name("cnameloop.test"), 5, name("b.test")))
        case "cnamecircle": yield reply(query, record(name("cnamecircle2.test"), 5))
        case "cnamecircle2": yield reply(query, record(name("cnamecircle.test"), 5))
        case "alias": yield reply(query, record(name("fine.test"), 5, ttl=0))
        case "servfail": yield reply(query, flags=0x8182)
        case "refused": yield reply(query, flags=0x8185)
        case "notimplemented": yield reply(query, flags=0x8184)
        case "noedns": yield reply(query, flags=0x8181) if query[11] else good
        case "nxdomain": yield reply(query, flags=0x8183)
        case "nodata": yield reply(query)


def serve_tcp(connection):
    with connection, connection.makefile("rb") as stream:
        while len(length := stream.read(2)) == 2:
            query = stream.read(struct.unpack(">H", length)[0])
            word = query[13 : 13 + query[12]]
            if word == b"cuttcp": return connection.sendall(b"\xf0\x00" + query[:12])
            if word == b"stalltcp": connection.sendall(b"\xf0\x00" + query[:12])
            if word == b"emptytcp": connection.sendall(b"\0\0")
            for message in answers(query, True):
                if message is not None: connection.sendall(struct.pack(">H", len(message)) + message)


def serve_udp(server, query, client):
    for message in answers(query, False):
        if message is not None: server.sendto(message, client)


def accept(listener):
    while True: threading.Thread(target=serve_tcp, args=(listener.accept()[0],), daemon=True).start()


listener = socket.create_server(("127.0.0.1", PORT))
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", PORT))
threading.Thread(target=accept, args=(listener,), daemon=True).start()
print("ready", flush=True)
while True: threading.Thread(target=serve_udp, args=(server, *server.recvfrom(4096)), daemon=True).start()
