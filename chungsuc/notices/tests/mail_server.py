"""A mail server for tests: a real socket, the few words of SMTP that a client says, and what it received."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps each message as it came; `refuse` answers RCPT with that line, `hang_up` drops the line after the data."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        self.received: list[bytes] = []
        self.refuse = ""
        self.hang_up = False
        super().__init__(("127.0.0.1", port), _Talk)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 thu nghiem")
        while line := self.rfile.readline():
            word = line.decode().strip().upper()
            if word.startswith("QUIT"):
                self._say("221 chao")
                return
            if word.startswith("RCPT") and self.server.refuse:
                self._say(self.server.refuse)
            elif word == "DATA":
                self._say("354 viet di")
                if not self._take():
                    return
            else:
                self._say("250 OK")

    def _take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.hang_up:
            return False
        self.server.received.append(b"".join(lines))
        self._say("250 nhan roi")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServer]:
    """A server that answers while the block runs."""
    with MailServer(port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
