"""A line between browser and site on which an answer can get lost after the site has done its work."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from urllib.parse import urlsplit

_AT_ONCE = 64 * 1024


class _Wire(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: tuple[str, int]):
        super().__init__(("127.0.0.1", 0), _Carrier)
        self.site = site
        self.loses_answers = False
        self.lost = 0


class _Carrier(StreamRequestHandler):
    """One request there and its answer back: the site closes the connection after each."""

    server: _Wire

    def handle(self) -> None:
        asked = self._request()
        if not asked:
            return
        with socket.create_connection(self.server.site) as site:
            site.sendall(asked)
            answer = b"".join(iter(lambda: site.recv(_AT_ONCE), b""))
        if asked.startswith(b"POST ") and self.server.loses_answers:
            self.server.lost += 1
            return
        self.wfile.write(answer)

    def _request(self) -> bytes:
        head = b"".join(iter(self.rfile.readline, b"\r\n"))
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        length = int(next((value for name, value in fields.items() if name.lower() == b"content-length"), 0))
        return head and head + b"\r\n" + self.rfile.read(length)


class BadLine:
    def __init__(self, wire: _Wire):
        self._wire = wire
        self.address = f"http://localhost:{wire.server_address[1]}"

    @contextmanager
    def losing_answers(self) -> Iterator[None]:
        """Each POST reaches the site, and what the site answers reaches nobody."""
        self._wire.loses_answers, before = True, self._wire.lost
        yield
        self._wire.loses_answers = False
        assert self._wire.lost > before


@contextmanager
def bad_line(address: str) -> Iterator[BadLine]:
    """A line to the site at *address*."""
    found = urlsplit(address)
    with _Wire((found.hostname or "", found.port or 80)) as wire:
        thread = Thread(target=wire.serve_forever)
        thread.start()
        try:
            yield BadLine(wire)
        finally:
            wire.shutdown()
            thread.join()
