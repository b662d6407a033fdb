"""The mailbox that letters bounce to: a Maildir or a folder on an IMAP server, read message by message."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from imaplib import IMAP4, IMAP4_SSL
from pathlib import Path
from ssl import create_default_context
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_PATIENCE_SECONDS = 30
# What a Maildir puts between a message's name and its flags.
_INFO, _SEEN = ":2,", "S"


class NoMailbox(Exception):  # noqa: N818 - it names what happened
    """The mailbox cannot be read now. Its words hold no password."""


def unread(url: str, largest: int) -> Iterator[bytes]:
    """Each message nobody has handled; asking for the next one marks the last as handled.

    *url*: `maildir:///path`, `imaps://user:password@host/INBOX`, or `imap://` with STARTTLS, which
    `?starttls=0` leaves out. Of a message longer than *largest* only the head is read.
    Raises NoMailbox.
    """
    place = urlsplit(url)
    if place.scheme == "maildir":
        return _in_maildir(Path(unquote(place.path)), largest)
    return _on_server(place, largest)


def look_into(url: str) -> None:
    """See whether the mailbox can be read; no message is touched. Raises NoMailbox."""
    place = urlsplit(url)
    try:
        if place.scheme == "maildir":
            sorted((Path(unquote(place.path)) / "new").iterdir())
            return
        with _connected(place):
            pass
    except (OSError, IMAP4.error) as error:
        raise NoMailbox(f"{place.hostname or 'the Maildir'}: {_without_secrets(error, place)}") from None


def _in_maildir(folder: Path, largest: int) -> Iterator[bytes]:
    try:
        found = sorted([*(folder / "new").iterdir(), *(folder / "cur").iterdir()])
        for file in found:
            yield from _in_file(file, folder / "cur", largest)
    except OSError as error:
        raise NoMailbox(f"the Maildir cannot be read: {error.strerror}") from None


def _in_file(file: Path, seen: Path, largest: int) -> Iterator[bytes]:
    """A message that another worker has taken meanwhile is not there any more."""
    name, _mark, flags = file.name.partition(_INFO)
    if file.parent == seen and _SEEN in flags:
        return
    with suppress(FileNotFoundError):
        with file.open("rb") as opened:
            content = opened.read(largest)
        yield content
        file.rename(seen / f"{name}{_INFO}{''.join(sorted({*flags, _SEEN}))}")


def _on_server(place: SplitResult, largest: int) -> Iterator[bytes]:
    try:
        with _connected(place) as server:
            for uid in _texts(_asked(server, "SEARCH", "UNSEEN"))[0].split():
                for part in _asked(server, "FETCH", uid.decode(), f"(BODY.PEEK[]<0.{largest}>)"):
                    if isinstance(part, tuple):
                        yield part[1]
                _asked(server, "STORE", uid.decode(), "+FLAGS", r"(\Seen)")
    except (OSError, IMAP4.error) as error:
        raise NoMailbox(f"{place.hostname}: {_without_secrets(error, place)}") from None


@contextmanager
def _connected(place: SplitResult) -> Iterator[IMAP4]:
    server = _open(place)
    try:
        if place.scheme == "imap" and parse_qs(place.query).get("starttls") != ["0"]:
            server.starttls(create_default_context())
        _log_in(server, place)
        folder = unquote(place.path).strip("/") or "INBOX"
        selected, _count = server.select(f'"{folder}"')
        if selected != "OK":
            raise IMAP4.error(f"there is no folder {folder}")
        yield server
    finally:
        with suppress(OSError, IMAP4.error):
            server.logout()


def _open(place: SplitResult) -> IMAP4:
    host = place.hostname or ""
    if place.scheme == "imap":
        return IMAP4(host, place.port or 143, timeout=_PATIENCE_SECONDS)
    trusted = create_default_context()
    return IMAP4_SSL(host, place.port or 993, ssl_context=trusted, timeout=_PATIENCE_SECONDS)


def _log_in(server: IMAP4, place: SplitResult) -> None:
    try:
        server.login(unquote(place.username or ""), unquote(place.password or ""))
    except UnicodeError:
        raise IMAP4.error("the user name or password has characters beyond ASCII") from None


def _asked(server: IMAP4, *command: str) -> list[Any]:
    state, answered = server.uid(*command)
    if state != "OK":
        raise IMAP4.error(f"{command[0]} was refused")
    return answered


def _texts(answered: list[Any]) -> list[bytes]:
    return [part for part in answered if isinstance(part, bytes)] or [b""]


def _without_secrets(error: Exception, place: SplitResult) -> str:
    said = str(error) or type(error).__name__
    password = place.password or ""
    for secret in {password, unquote(password)} - {""}:
        said = said.replace(secret, "***")
    return said
