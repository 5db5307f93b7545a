"""A mail server that takes everything: where the server under test delivers to."""

import asyncio
import threading

MOST_LINE = 1 << 26


class Sink:
    """SMTP (RFC 5321, 8BITMIME, PIPELINING) at 127.0.0.1:`port`. Each mail goes to `receive(recipient, bytes)`, once a recipient, from a thread of its own; then it says `answer`."""

    def __init__(self, receive=None, port=2525, answer=b"250 taken"):
        self.mails = []
        self.receive = receive or (lambda recipient, mail: self.mails.append((recipient, mail)))
        self.port = port
        self.answer = answer
        self.loop = asyncio.new_event_loop()

    def __enter__(self):
        self.server = self.loop.run_until_complete(asyncio.start_server(self.session, "127.0.0.1", self.port, limit=MOST_LINE))
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self.close(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def close(self):
        self.server.close()
        sessions = asyncio.all_tasks() - {asyncio.current_task()}
        for session in sessions:
            session.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)

    async def session(self, reader, writer):
        try:
            writer.write(b"220 sink.example.org ESMTP\r\n")
            recipients = []
            while line := await reader.readline():
                verb = line[:4].upper()
                if verb == b"EHLO":
                    writer.write(b"250-sink.example.org\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
                elif verb == b"RCPT":
                    recipients.append(line[line.index(b"<") + 1:line.rindex(b">")].decode())
                    writer.write(b"250 yes\r\n")
                elif verb == b"DATA":
                    writer.write(b"354 go on\r\n")
                    await writer.drain()
                    mail = await self.data(reader)
                    for recipient in recipients:
                        self.receive(recipient, mail)
                    recipients = []
                    writer.write(self.answer + b"\r\n")
                elif verb == b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                else:
                    if verb in (b"MAIL", b"RSET"):
                        recipients = []
                    writer.write(b"250 yes\r\n")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # The other side has gone, or we end.
        finally:
            writer.close()

    @staticmethod
    async def data(reader):
        text = bytearray(b"\r\n")
        while not text.endswith(b"\r\n.\r\n"):
            text += await reader.readuntil(b".\r\n")
        return bytes(text[:-3]).replace(b"\r\n..", b"\r\n.")[2:]
