"""A milter that does nothing: what Postfix does to a mail merely because there is one shows behind it."""

import socketserver
import struct
import threading

VERSION = 6
NO_STEPS = 0x7F  # SMFIP_NOCONNECT … SMFIP_NOEOH: it wants to hear of nothing but the end.


class IdleMilter(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", port), Session)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        while len(length := self.rfile.read(4)) == 4:
            command = self.rfile.read(struct.unpack(">I", length)[0])[:1]
            if command == b"O":
                self.answer(b"O", struct.pack(">III", VERSION, 0, NO_STEPS))
            elif command == b"Q":
                return
            elif command not in b"DA":  # Macros and an abortion have no answer.
                self.answer(b"c")

    def answer(self, command, data=b""):
        self.wfile.write(struct.pack(">I", 1 + len(data)) + command + data)
