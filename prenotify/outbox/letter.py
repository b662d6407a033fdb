"""A letter as the outbox takes it in, and as it gives it out again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prenotify.domain.address import ascii_address
from prenotify.outbox.states import State, Words, words_for

TRAVELLER = "traveller"
"""The desk of mail to the traveller's own address."""
_LONGEST_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3, less the brackets
_ADDRESS = re.compile(r"[^\s<>,;:@\"\\\x00-\x1f\x7f]+@[^\s<>,;:@\"\\\x00-\x1f\x7f]+")
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^<>\s]+>)\r\n", re.MULTILINE | re.IGNORECASE)


class NotMail(ValueError):  # noqa: N818 - it names what was found
    """What was handed in cannot be sent: its addresses or its bytes are no mail's."""


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter to be put into the outbox; its bytes stay as they are from then on."""

    trip: str
    key: str
    """What makes putting it in twice harmless: `<trip>/<stay>/<form>/<kind>/<n>`."""
    reference: str
    kind: str
    form: str
    stay: int
    desk: str
    """Whom it goes to, as the recipients file names them, or TRAVELLER."""
    sender: str
    to: str
    content: bytes
    """A whole message, RFC 5322, with CRLF at the end of each line."""
    live: bool
    due_at: datetime
    zone: str = "UTC"
    """The recipient's time zone."""
    not_after: datetime | None = None
    says: Mapping[str, Any] | None = None
    """What it says, label by label, to tell later what has become untrue."""
    answers_to: int | None = None
    """The letter it follows, amends or tells of."""

    def __post_init__(self) -> None:
        # The envelope names them as the headers do.
        object.__setattr__(self, "sender", ascii_address(self.sender))
        object.__setattr__(self, "to", ascii_address(self.to))
        for address in (self.sender, self.to):
            if not address.isascii():
                raise NotMail(
                    "an address has other than plain letters before the @, "
                    "which many mail servers cannot take; give another one"
                )
            if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
                raise NotMail(f"an address of {len(address)} characters is none that mail can go to or from")
        bare = self.content.replace(b"\r\n", b"")
        if b"\r" in bare or b"\n" in bare or not self.content.endswith(b"\r\n"):
            raise NotMail("a line of the message does not end in CRLF")
        if not _MESSAGE_ID.search(self._head):
            raise NotMail("the message has no Message-ID")

    @property
    def message_id(self) -> str:
        found = _MESSAGE_ID.search(self._head)
        return found.group(1).decode("ascii", "replace") if found else ""

    @property
    def _head(self) -> bytes:
        return self.content.partition(b"\r\n\r\n")[0] + b"\r\n"


def to_traveller(
    trip: str, kind: str, key: str, sender: str, to: str, content: bytes, live: bool, now: datetime
) -> NewLetter:
    """A mail to the traveller's own address: a copy, news, a reminder, a link.

    *key* says which one it is: the same key is sent once. It is due at once.
    """
    return NewLetter(
        trip=trip,
        key=f"{trip}/{TRAVELLER}/{kind}/{key}",
        reference=trip,
        kind=kind,
        form="",
        stay=0,
        desk=TRAVELLER,
        sender=sender,
        to=to,
        content=content,
        live=live,
        due_at=now,
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the outbox as it stands now."""

    id: int
    trip: str
    key: str
    reference: str
    kind: str
    form: str
    stay: int
    desk: str
    answers_to: int | None
    message_id: str
    sender: str
    to: str
    state: State
    live: bool
    attempts: int
    submitted: datetime
    due_at: datetime
    zone: str
    not_after: datetime | None
    next_at: datetime | None
    repeats: int
    """How often the connection was lost when it may have left."""
    held: bool
    sent_at: datetime | None
    error: str | None
    """The last words of a mail server about it, or ours about the server."""

    @property
    def words(self) -> Words:
        """What the traveller is told of its state."""
        return words_for(self.state, self.live)

    @property
    def to_traveller(self) -> bool:
        return self.desk == TRAVELLER


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that happened to a letter."""

    at: datetime
    event: str
    state: State
    said: str | None
