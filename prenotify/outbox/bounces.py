"""What comes back by mail, told apart: a failure, a delay, a machine's reply, a person's reply, noise.

Nothing here changes anything: a message is read, and what it says is handed on. The shapes are
those of RFC 3464 (reports), RFC 3834 (automatic replies), and of qmail and Exim, which write prose.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Literal

Kind = Literal["failed", "delayed", "delivered", "auto-reply", "reply", "noise"]

LARGEST = 20_000_000
"""Bytes; nothing a mail server says about a letter is longer."""
_MOST_WORDS = 500
_REFERENCE = re.compile(r"(?<![0-9A-Z-])[0-9A-Z]{8,16}-\d{2,3}-[A-Z]{2,6}(?:-[A-Z]\d+)?(?![0-9A-Z-])")
_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_MACHINES = re.compile(r"(?:mailer-daemon|postmaster|mail-?daemon)(?:\+.*)?", re.IGNORECASE)
_ANSWERING_MACHINES = ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress")
_BULK = {"auto_reply", "bulk", "junk", "list"}
# How qmail (cr.yp.to/proto/qsbmf.txt) and Exim without reports begin, and where they quote the letter.
_QMAIL = re.compile(r"\s*Hi\. This is the ")
_COPY_FOLLOWS = re.compile(r"^-+ .*(?:copy of (?:the|your) message|original message).*$", re.MULTILINE | re.I)
_EXIM_DELAYED = re.compile(r"has not yet been delivered to one or more of its\s+recipients")


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server says of one address."""

    action: Literal["failed", "delayed", "delivered"]
    recipients: tuple[str, ...]
    """The address it failed at, and the one it was written to where that differs; in small letters."""
    status: str
    said: str
    """The server's own words, on one line."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A message that came back, as far as it can be told what it is."""

    kind: Kind
    sender: str = ""
    ids: tuple[str, ...] = ()
    """Message-IDs of what it is about, the surest first."""
    references: tuple[str, ...] = ()
    """References in its subject: anybody can write those."""
    reports: tuple[Report, ...] = ()
    why: str = ""
    """Why it is noise."""


def read_returned(content: bytes) -> Returned:
    """What the message in *content* is. Whatever cannot be read is noise, with a word why."""
    if len(content) > LARGEST:
        return Returned("noise", why=f"longer than {LARGEST // 1_000_000} MB")
    try:
        message = message_from_bytes(content)
        return _told_apart(message)
    except (RecursionError, MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        return Returned("noise", why=f"not a message that can be read ({type(error).__name__})")


def _told_apart(message: Message) -> Returned:
    sender = parseaddr(_header(message, "From"))[1].lower()
    about = _ids(message)
    named = _references(message)
    reports = tuple(_reports(message)) or tuple(_in_prose(message))
    if reports:
        return Returned(_worst(reports), sender, about, named, reports)
    if not message.keys():
        return Returned("noise", why="no mail headers in it")
    if _is_automatic(message, sender):
        return Returned("auto-reply", sender, about, named)
    if about or named:
        return Returned("reply", sender, about, named)
    return Returned("noise", sender, why="names no letter: no Message-ID and no reference of one in it")


def _header(message: Message, name: str) -> str:
    """A header on one line, decoded; what cannot be decoded as it stands."""
    found = str(message.get(name, ""))
    with suppress(MessageError, LookupError, ValueError):  # an unknown charset, or broken encoding
        found = str(make_header(decode_header(found)))
    return _one_line(found)


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _references(message: Message) -> tuple[str, ...]:
    """Those in the subject, and in what a mail server says in plain words."""
    said = _at_copy(_text(_first_text(message)))[0] if _is_prose(message) else ""
    return tuple(dict.fromkeys(_REFERENCE.findall(f"{_header(message, 'Subject')} {said}")))


def _ids(message: Message) -> tuple[str, ...]:
    """The letter that came back is surer than what a header of the returning message claims."""
    quoted = [_header(part, "Message-ID") for part in _returned_parts(message)]
    claimed = [_header(message, name) for name in ("In-Reply-To", "References", "X-Original-Message-ID")]
    return tuple(dict.fromkeys(found for text in (*quoted, *claimed) for found in _MESSAGE_ID.findall(text)))


def _returned_parts(message: Message) -> Iterator[Message]:
    """The letter itself or its headers, as far as they were returned."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            yield message_from_bytes(_text(part).encode())
        elif part is not message and kind == "message/rfc822" and isinstance(part.get_payload(), list):
            yield part.get_payload(0)  # type: ignore[misc]
    if _is_prose(message):
        _said, _marker, copy = _at_copy(_text(_first_text(message)))
        yield message_from_bytes(copy.lstrip().encode())


def _reports(message: Message) -> Iterator[Report]:
    """One per address of each delivery status in a report."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            for group in part.get_payload():
                if isinstance(group, Message) and (report := _report(group)):
                    yield report


def _report(group: Message) -> Report | None:
    """A group without an action is the one about the whole message."""
    action = _header(group, "Action").partition("(")[0].strip().lower()
    if action in ("relayed", "expanded"):
        action = "delivered"
    if action not in ("failed", "delayed", "delivered"):
        return None
    status = _STATUS.search(_header(group, "Status"))
    names = ("Final-Recipient", "Original-Recipient", "X-Actual-Recipient")
    said = _after_type(_header(group, "Diagnostic-Code")) or _header(group, "Status")
    addresses = (_after_type(_header(group, name)).strip("<>").lower() for name in names)
    return Report(
        action,  # type: ignore[arg-type]
        tuple(dict.fromkeys(address for address in addresses if address)),
        status[0] if status else "",
        said[:_MOST_WORDS],
    )


def _after_type(text: str) -> str:
    """`smtp; 550 No such user` without its type."""
    kind, mark, rest = text.partition(";")
    return (
        rest.strip()
        if mark and kind.strip().lower() in ("smtp", "rfc822", "dns", "x-postfix", "utf-8")
        else text
    )


def _is_prose(message: Message) -> bool:
    """Whether a mail server says in plain words what others put into a report."""
    if "X-Failed-Recipients" in message:
        return True
    if not _MACHINES.fullmatch(parseaddr(_header(message, "From"))[1].partition("@")[0]):
        return False
    text = _text(_first_text(message))
    return bool(_QMAIL.match(text) or _EXIM_DELAYED.search(text))


def _in_prose(message: Message) -> Iterator[Report]:
    if not _is_prose(message):
        return
    text, _marker, _copy = _at_copy(_text(_first_text(message)))
    delayed = bool(_EXIM_DELAYED.search(text))
    failed = tuple(
        part.strip().lower() for part in _header(message, "X-Failed-Recipients").split(",") if part.strip()
    )
    paragraphs = [_one_line(found) for found in re.split(r"\n\s*\n", text)]
    said = [found for found in paragraphs if re.match(r"<?[^\s<>@]+@[^\s<>]+", found)]
    words = " ".join(said) or " ".join(paragraphs)
    addresses = failed or tuple(re.match(r"<?([^\s<>@]+@[^\s<>:]+)", found)[1].lower() for found in said)  # type: ignore[index]
    status = _STATUS.search(words)
    yield Report(
        "delayed" if delayed else "failed", addresses, status[0] if status else "", words[:_MOST_WORDS]
    )


def _at_copy(text: str) -> tuple[str, str, str]:
    """What the server says, the line that announces the copy of the letter, and the copy."""
    marker = _COPY_FOLLOWS.search(text)
    return (text[: marker.start()], marker[0], text[marker.end() :]) if marker else (text, "", "")


def _first_text(message: Message) -> Message:
    return next((part for part in message.walk() if part.get_content_type() == "text/plain"), message)


def _text(part: Message) -> str:
    found = part.get_payload(decode=True)
    if not isinstance(found, bytes):
        return ""
    try:
        return found.decode(part.get_content_charset() or "utf-8", errors="replace").replace("\r\n", "\n")
    except LookupError:
        return found.decode("latin-1").replace("\r\n", "\n")


def _worst(reports: tuple[Report, ...]) -> Kind:
    kinds: tuple[Kind, ...] = ("failed", "delayed", "delivered")
    return next(kind for kind in kinds if any(report.action == kind for report in reports))


def _is_automatic(message: Message, sender: str) -> bool:
    """RFC 3834, and what was done before it; a read receipt is as little an answer."""
    submitted = _header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or any(name in message for name in _ANSWERING_MACHINES)
        or _header(message, "Precedence").lower() in _BULK
        or str(message.get("Return-Path", "")).strip() == "<>"
        or bool(_MACHINES.fullmatch(sender.partition("@")[0]))
        or message.get_content_type() == "multipart/report"
    )
