"""Handing a letter over to a mail server by SMTP."""

import logging
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic
from typing import Any, Protocol

from prenotify.mail_server import MailServer
from prenotify.outbox.claims import Loaded
from prenotify.outbox.settling import Outcome

_log = logging.getLogger(__name__)
_GOODBYE_SECONDS = 5
_LONGEST_LINE, _MOST_LINES = 64_000, 1000
_MOST_WORDS = 400
# Our way of reaching the server is at fault, not the letter: no letter is given up for it.
_ABOUT_US = frozenset({421, 454, 503, 521, 530, 534, 535, 538})


class Unreachable(Exception):  # noqa: N818 - it names what was found
    """The mail server cannot be reached or does not let us in; the words say how."""


class Transport(Protocol):
    """A way to hand letters over, open from the first to the last of a run."""

    def open(self) -> None:
        """Make ready for the next letter. Raises Unreachable."""

    def deliver(self, letter: Loaded) -> Outcome: ...

    def close(self) -> None: ...


class Smtp:
    """One connection for a run of letters."""

    def __init__(self, server: MailServer, seconds: float, our_name: str):
        self._server, self._seconds, self._our_name = server, seconds, our_name
        self._session: Session | None = None

    def open(self) -> None:
        if self._session is None:
            self._session = _opened(self._server, self._seconds, self._our_name)

    def deliver(self, letter: Loaded) -> Outcome:
        session = self._session
        if session is None:
            raise RuntimeError("a letter is delivered between open and close")
        outcome = _deliver(session, letter)
        if outcome.broken:
            session.close()
            self._session = None
        return outcome

    def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.leave()


class _Silent(OSError):  # noqa: N818 - it names what happened
    """The server ended the connection, said nothing in time, or said something that is no reply."""


class _NoLogin(OSError):  # noqa: N818 - it names what was found
    """No login can be tried; the words say why."""


class Session(smtplib.SMTP):
    """smtplib's greeting, STARTTLS and login over a reader of our own.

    smtplib takes "250" for a reply even when the connection ends before its line does, and waits
    its time-out anew for each byte; here a reply is whole or none, and each step has one time.
    """

    def __init__(self, server: MailServer, seconds: float, our_name: str):
        self._seconds, self._read = seconds, b""
        self._tls = None if server.security == "plain" else ssl.create_default_context()
        self._from_the_start = server.security == "tls"
        super().__init__(local_hostname=our_name, timeout=seconds)
        self._host = server.host  # whose certificate STARTTLS asks for

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:
        found = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        if self._tls and self._from_the_start:
            return self._tls.wrap_socket(found, server_hostname=host)
        return found

    def secure(self) -> None:
        """Go on in TLS. Raises SMTPException where the server has none, OSError where it is unsound."""
        code, said = self.starttls(context=self._tls)
        if code != 220:
            raise smtplib.SMTPResponseException(code, said)
        if self._read:
            raise _Silent("said more before TLS began than it was asked")

    def getreply(self) -> tuple[int, bytes]:
        ends, lines = monotonic() + self._seconds, []
        while True:
            line = self._line(ends)
            if not re.match(rb"[2-5]\d\d([ -]|$)", line):
                raise _Silent("said something that is no reply")
            lines.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)
            if len(lines) > _MOST_LINES:
                raise _Silent("said more than a reply can hold")

    def write(self, data: bytes) -> None:
        assert self.sock is not None  # noqa: S101 - a session is made connected
        self.sock.settimeout(self._seconds)
        self.sock.sendall(data)

    def leave(self) -> None:
        """Say goodbye, without waiting long for an answer."""
        self._seconds = min(self._seconds, _GOODBYE_SECONDS)
        try:
            self.write(b"QUIT\r\n")
            self.getreply()
        except OSError:
            _log.debug("the mail server did not say goodbye")
        self.close()

    def _line(self, ends: float) -> bytes:
        while b"\n" not in self._read:
            assert self.sock is not None  # noqa: S101
            self.sock.settimeout(max(ends - monotonic(), 0.001))
            more = self.sock.recv(8192)
            if not more:
                raise _Silent("ended the connection")
            self._read += more
            if len(self._read) > _LONGEST_LINE:
                raise _Silent("said more than a reply can hold")
        line, _, self._read = self._read.partition(b"\n")
        return line.rstrip(b"\r")


def _opened(server: MailServer, seconds: float, our_name: str) -> Session:
    """A session greeted, secured and logged in. Raises Unreachable."""
    session = Session(server, seconds, our_name)
    try:
        code, said = session.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPResponseException(code, said)
        session.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            session.secure()
            session.ehlo_or_helo_if_needed()
        if server.user:
            _log_in(session, server)
    except (OSError, ValueError) as error:  # smtplib's own are kinds of OSError
        session.close()
        raise Unreachable(_why(error)) from None
    return session


def _log_in(session: Session, server: MailServer) -> None:
    if not session.has_extn("auth"):
        raise _NoLogin("the mail server offers no login, though one is set for it")
    try:
        session.login(server.user, server.password)
    except UnicodeError:
        raise _NoLogin("the user name or password has characters beyond ASCII") from None
    except ValueError:  # smtplib decodes a challenge without asking whether it is one
        raise _Silent("said something that is no reply") from None


def _why(error: Exception) -> str:
    match error:
        case smtplib.SMTPNotSupportedError():
            return "the mail server does not offer what is asked of it: TLS (STARTTLS)"
        case smtplib.SMTPServerDisconnected():
            return "the mail server ended the connection"
        case smtplib.SMTPAuthenticationError():
            return f"the mail server refuses the login: {_words(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPResponseException():
            return f"the mail server said: {_words(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPException():
            return "the mail server offers no way to log in that is known here"
        case _NoLogin():
            return str(error)
        case ssl.SSLCertVerificationError():
            return f"the mail server's certificate is not sound: {error.verify_message}"
        case ssl.SSLError():
            return "the mail server does not speak TLS with us"
        case TimeoutError():
            return "the mail server took too long to answer"
        case _Silent():
            return f"the mail server {error}"
        case OSError():
            return f"the mail server cannot be reached: {error.strerror or 'no such host'}"
    return "the mail server has a name that no host can have"


def _words(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"{code} {line}"[:_MOST_WORDS].strip()


def _deliver(session: Session, letter: Loaded) -> Outcome:
    """One letter over an open session. Nothing can have left before the last line of the body has."""
    body = _dotted(letter.content)
    try:
        unwanted = _introduced(session, letter, len(body))
        if unwanted:
            return unwanted
        session.write(body)
    except OSError as error:
        return Outcome("put off", _why(error), broken=True)
    try:
        code, said = session.getreply()
    except OSError as error:
        return Outcome("lost", _why(error), broken=True)
    if 300 <= code < 400:  # it waits for more, and must not get the next letter for that
        return Outcome("lost", f"the mail server said: {_words(code, said)}", broken=True)
    return Outcome("sent", _words(code, said)) if code < 300 else _refusal(code, said)


def _introduced(session: Session, letter: Loaded, size: int) -> Outcome | None:
    """Up to the reply to DATA: None when the server waits for the body."""
    ascii_only = (letter.sender + letter.to).isascii()
    if not ascii_only and not session.has_extn("smtputf8"):
        return Outcome("refused", "the mail server does not know addresses beyond ASCII (SMTPUTF8)")
    options = f" SIZE={size}" if session.has_extn("size") else ""
    options += "" if ascii_only else " SMTPUTF8 BODY=8BITMIME"
    steps = [f"MAIL FROM:<{letter.sender}>{options}", f"RCPT TO:<{letter.to}>", "DATA"]
    replies = _asked(session, [f"{step}\r\n".encode() for step in steps])
    for expected, (code, said) in zip((200, 200, 300), replies, strict=False):
        if not expected <= code < expected + 100:
            # After a refusal the server may still wait for a body, which it must not get.
            waits = len(replies) == len(steps) and replies[-1][0] == 354
            refusal = _refusal(code, said)
            return refusal if refusal.broken else replace(refusal, broken=waits or not _reset(session))
    return None


def _asked(session: Session, commands: list[bytes]) -> list[tuple[int, bytes]]:
    """The replies to commands, sent in one go where the server takes that (RFC 2920)."""
    if session.has_extn("pipelining"):
        session.write(b"".join(commands))
        return list(_replies(session, len(commands)))
    replies = []
    for command in commands:
        session.write(command)
        replies.append(session.getreply())
        if replies[-1][0] >= 400:
            break
    return replies


def _replies(session: Session, count: int) -> Iterator[tuple[int, bytes]]:
    """So many replies; fewer where the server ends the connection after it has refused something."""
    code = 0
    for _ in range(count):
        try:
            code, said = session.getreply()
        except OSError:
            if code >= 400:
                return
            raise
        yield code, said


def _refusal(code: int, said: bytes) -> Outcome:
    words = f"the mail server said: {_words(code, said)}"
    if code in _ABOUT_US:
        return Outcome("put off", words, broken=True)
    return Outcome("refused" if code >= 500 else "put off", words)


def _reset(session: Session) -> bool:
    """Let the server forget a letter it refused; False where that cannot be."""
    try:
        session.write(b"RSET\r\n")
        return session.getreply()[0] < 300
    except OSError:
        return False


def _dotted(content: bytes) -> bytes:
    """The body as it goes over the line (RFC 5321, section 4.5.2)."""
    if b"\r\n." in content:
        content = content.replace(b"\r\n.", b"\r\n..")
    return b"".join([b"." if content.startswith(b".") else b"", content, b".\r\n"])
