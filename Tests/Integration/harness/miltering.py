"""A mail server's side of the milter protocol, as quick as Python can be: one connection, many mails of many logins."""

import socket
import struct

AT_ONCE = 200
MAIL = b"L" + b"Subject\0 Note\0", b"B" + b"Hello\r\n"


def frame(data):
    return struct.pack(">I", len(data)) + data


def mail(account):
    name = account.encode()
    frames = [b"DM{auth_authen}\0" + name + b"\0", b"M<" + name + b">\0", b"R<b@example.org>\0", *MAIL, b"E"]
    return b"".join(map(frame, frames))


def send_as(accounts, port, client="198.51.100.7"):
    """One mail of each account. Nothing is answered but the end of a mail, as is agreed."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        file = connection.makefile("rb")
        connection.sendall(frame(b"O" + struct.pack(">III", 6, 0x1FF, 0x1FFFFF)))
        agreed = read(file)
        steps = struct.unpack(">I", agreed[9:13])[0]
        connection.sendall(frame(b"C" + b"client.example.com\0" + b"4" + struct.pack(">H", 25) + client.encode() + b"\0"))
        # Commands that are answered all the same: none of ours, but the body's.
        count, waiting = 0, 0
        batch = b""
        for account in accounts:
            batch += mail(account)
            count += 1
            waiting += 1
            if waiting == AT_ONCE:
                finish(connection, file, batch, waiting)
                batch, waiting = b"", 0
        if waiting:
            finish(connection, file, batch, waiting)
        connection.sendall(frame(b"Q"))
        return count


def finish(connection, file, batch, count):
    connection.sendall(batch)
    done = 0
    while done < count:
        answer = read(file)
        if answer[:1] in b"ay":
            done += 1


def read(file):
    length = struct.unpack(">I", file.read(4))[0]
    return file.read(length)
