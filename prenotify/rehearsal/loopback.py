"""A mail server that only this machine can reach: it takes mail for the players of a rehearsal."""

from collections.abc import Callable, Collection
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from types import TracebackType

LOOPBACK = "127.0.0.1"
Take = Callable[[str, bytes], None]
_LONGEST_LINE = 2000
_PATIENCE_SECONDS = 60


class LoopbackServer:
    """Hands each mail to *take*, with the address it is for; says 550 to those among *unknown*.

    A mail is taken before its sender hears of it, and only one at a time by one sender.
    """

    def __init__(self, unknown: Collection[str], take: Take):
        self.unknown, self.take = unknown, take
        self._server = _Server((LOOPBACK, 0), self)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"smtp://{LOOPBACK}:{self._server.server_address[1]}"

    def __enter__(self) -> "LoopbackServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], own: LoopbackServer):
        self.own = own
        super().__init__(address, _Conversation)


class _Conversation(StreamRequestHandler):
    server: _Server
    timeout = _PATIENCE_SECONDS
    to = ""

    def handle(self) -> None:
        self._say(220, "rehearsal")
        while line := self.rfile.readline(_LONGEST_LINE):
            verb = line[:4].upper().strip()
            if verb == b"QUIT":
                self._say(221, "goodbye")
                return
            self._answer(verb, line)

    def _answer(self, verb: bytes, line: bytes) -> None:
        match verb:
            case b"RCPT":
                self._meet(line.partition(b"<")[2].partition(b">")[0].decode(errors="replace"))
            case b"DATA":
                self._say(354, "go on")
                self.server.own.take(self.to, self._body())
                self._say(250, "2.0.0 kept for the rehearsal")
            case b"EHLO" | b"HELO" | b"MAIL" | b"RSET" | b"NOOP":
                self._say(250, "ok")
            case _:
                self._say(502, "5.5.1 not known here")

    def _meet(self, to: str) -> None:
        if to in self.server.own.unknown:
            self._say(550, "5.1.1 no such mailbox here")
        else:
            self.to = to
            self._say(250, "ok")

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())
