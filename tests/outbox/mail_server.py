"""A mail server on loopback that does what it is told, above all what no good one does."""

import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from types import TracebackType

Say = Callable[[bytes], None]
_PATIENCE = 30.0


class MailServer:
    """Accepts mail and keeps it, unless *fault* names what goes wrong, *times* times.

    Faults: "<code> at <step>" answers so at greeting, EHLO, AUTH, MAIL, RCPT, DATA or body; "<code>
    and drop at <step>" then ends the connection; "drop at <step>" ends it instead of answering;
    "half at <step>" ends it within the answer; "silent at <step>" never answers; "drip at <step>"
    answers a byte at a time, "endless at <step>" line after line, for ever; "accepts and drops"
    keeps the message and ends the connection instead of answering.
    """

    def __init__(self, fault: str = "", times: int = 10**9, extensions: tuple[str, ...] = ()):
        self.fault, self.times = fault, times
        self.extensions = extensions
        self.messages: list[bytes] = []
        self.envelopes: list[tuple[str, str]] = []
        self.connections = 0
        self.tls: ssl.SSLContext | None = None
        self.passwords: dict[str, str] = {}
        """By user; where there are any, nobody else's mail is taken, and a login only over TLS."""
        self.mechanisms = "PLAIN LOGIN"
        self.begun = threading.Event()
        """Set once a body has begun to come in."""
        self.may_answer = threading.Event()
        """Bodies are answered only while this is set."""
        self.may_answer.set()
        self._lock, self._stopped = threading.Lock(), threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._accept, daemon=True)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was kept, in order."""
        with self._lock:
            return [str(message_from_bytes(message)["Message-ID"]) for message in self.messages]

    def __enter__(self) -> "MailServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self.may_answer.set()
        # A close alone leaves accept() waiting.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(_PATIENCE)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE)
        try:
            with connection:
                self._talk(connection)
        except (OSError, _Gone):
            pass

    def _talk(self, connection: socket.socket) -> None:
        conversation = _Conversation(self, connection)
        try:
            conversation.answer("greeting", b"220 ready")
            conversation.run()
        finally:
            conversation.connection.close()  # another one than at first, once it speaks TLS

    def wrong_now(self, step: str, to: str) -> str:
        """What goes wrong at *step* of a letter *to* somebody this time, if anything."""
        what, _, where = self.fault.partition(" at ")
        with self._lock:
            if self.fault and where == step and self.times > 0:
                self.times -= 1
                return what
        return ""

    def keep(self, sender: str, to: str, body: bytes) -> None:
        with self._lock:
            self.messages.append(body)
            self.envelopes.append((sender, to))

    def drops_after_accepting(self, to: str) -> bool:
        """Whether the connection ends now that a letter *to* somebody is kept."""
        with self._lock:
            if self.fault == "accepts and drops" and self.times > 0:
                self.times -= 1
                return True
        return False

    def stopped(self, within: float = _PATIENCE) -> bool:
        """Wait for the end of the server."""
        return self._stopped.wait(within)


class _Gone(Exception):  # noqa: N818
    """The conversation is over."""


class _Conversation:
    def __init__(self, server: MailServer, connection: socket.socket):
        self.server, self.connection = server, connection
        self.buffer, self.sender, self.to = b"", "", ""
        self.may_send = not server.passwords

    def run(self) -> None:
        for line in self.lines():
            verb = line.split(b" ")[0].split(b":")[0].upper().decode(errors="replace")
            match verb:
                case "EHLO":
                    extensions = (f"250-{name}".encode() for name in self.extensions())
                    self.answer("EHLO", *extensions, b"250 HELP")
                case "STARTTLS" if self.server.tls:
                    self.answer("STARTTLS", b"220 go on")
                    self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
                case "AUTH" if self.is_secure:
                    self.log_in(line.decode().split(" ")[1:])
                case "MAIL" if not self.may_send:
                    self.say("530")
                case "MAIL":
                    self.sender, self.to = _address(line), ""
                    self.answer("MAIL", b"250 ok")
                case "RCPT":
                    self.to = _address(line)
                    self.answer("RCPT", b"250 ok")
                case "DATA":
                    if self.answer("DATA", b"354 go on"):
                        self.body()
                case "QUIT":
                    self.answer("QUIT", b"221 bye")
                    return
                case _:
                    self.answer(verb, b"250 ok")

    @property
    def is_secure(self) -> bool:
        return isinstance(self.connection, ssl.SSLSocket)

    def extensions(self) -> Iterator[str]:
        yield from ("loopback", *self.server.extensions)
        if self.server.tls and not self.is_secure:
            yield "STARTTLS"
        if self.server.passwords and self.is_secure:
            yield f"AUTH {self.server.mechanisms}"

    def log_in(self, words: list[str]) -> None:
        """RFC 4954 with PLAIN, and LOGIN as old clients know it."""
        mechanism, *given = words
        if mechanism == "PLAIN":
            user, password = b64decode(given[0]).decode().split("\0")[1:]
        else:
            user = b64decode(given[0]).decode() if given else self.asks("VXNlcm5hbWU6")
            password = self.asks("UGFzc3dvcmQ6")
        self.may_send = self.server.passwords.get(user) == password
        self.answer("AUTH", b"235 welcome" if self.may_send else b"535 5.7.8 not with this password")

    def asks(self, what: str) -> str:
        self.say("", f"334 {what}".encode())
        return b64decode(next(self.lines())).decode()

    def body(self) -> None:
        self.server.begun.set()
        while b"\r\n.\r\n" not in self.buffer:
            self.receive()
        body, _, self.buffer = self.buffer.partition(b"\r\n.\r\n")
        self.server.may_answer.wait(_PATIENCE)
        wrong = self.server.wrong_now("body", self.to)
        if not wrong:
            self.server.keep(self.sender, self.to, body.replace(b"\r\n..", b"\r\n.") + b"\r\n")
        if self.server.drops_after_accepting(self.to):
            raise _Gone
        self.say(wrong, b"250 kept")

    def answer(self, step: str, *lines: bytes) -> bool:
        return self.say(self.server.wrong_now(step, self.to), *lines)

    def say(self, wrong: str, *lines: bytes) -> bool:
        """Answer with *lines*, or as a fault says; whether all went well."""
        match wrong:
            case "":
                self.connection.sendall(b"".join(line + b"\r\n" for line in lines))
                return True
            case "drop":
                raise _Gone
            case "half":
                self.connection.sendall(lines[0][:2])
                raise _Gone
            case "half line":
                self.connection.sendall(lines[0])
                raise _Gone
            case "silent":
                self.server.stopped()
                raise _Gone
            case "endless":
                while not self.server.stopped(0):
                    self.connection.sendall(lines[0][:3] + b"-and more\r\n")
                raise _Gone
            case "drip":
                while True:
                    self.connection.sendall(b"2")
                    if self.server.stopped(0.05):
                        raise _Gone
        code, _, drops = wrong.partition(" and ")
        self.connection.sendall(f"{code} says the server\r\n".encode())
        if drops:
            raise _Gone
        return False

    def lines(self) -> Iterator[bytes]:
        while True:
            while b"\r\n" not in self.buffer:
                self.receive()
            line, _, self.buffer = self.buffer.partition(b"\r\n")
            yield line

    def receive(self) -> None:
        more = self.connection.recv(1 << 16)
        if not more:
            raise _Gone
        self.buffer += more


def _address(line: bytes) -> str:
    return line.partition(b"<")[2].partition(b">")[0].decode()


@contextmanager
def nobody_listening() -> Iterator[str]:
    """The address of a server that is not there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"smtp://127.0.0.1:{taken.getsockname()[1]}"
