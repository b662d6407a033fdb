"""A letter among those of its thread: what it said, what its desk has, what the next one is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from prenotify.desk.following import (
    AMENDMENT,
    NOT_YET,
    REMINDER,
    WITH_THE_DESK,
    WITHDRAWAL,
    root_of,
    thread_of,
)
from prenotify.outbox.letter import Letter

if TYPE_CHECKING:
    from prenotify.desk.front import Desk
    from prenotify.documents.threads import Earlier

_SUFFIX = {AMENDMENT: "A", WITHDRAWAL: "W", REMINDER: "R"}


@dataclass(frozen=True)
class Thread:
    desk: "Desk"
    letter: Letter

    @property
    def earlier(self) -> "Earlier":
        """What the next letter says of this one."""
        from prenotify.documents.threads import Earlier

        letter = self.letter
        return Earlier(
            reference=letter.reference,
            subject=str(self._mail["Subject"]),
            sent=(letter.sent_at or letter.due_at).astimezone(ZoneInfo(letter.zone)).date(),
            thread=tuple(one.message_id for one in self._before if one.state not in NOT_YET),
        )

    @property
    def pdf(self) -> bytes | None:
        """What the letter carried."""
        parts = self._mail.iter_attachments()
        return next((part.get_content() for part in parts if part.get_content_subtype() == "pdf"), None)

    @property
    def last_with_the_desk(self) -> Letter | None:
        """The last letter, up to this one, that the desk has or may have."""
        return next((one for one in reversed(self._before) if one.state in WITH_THE_DESK), None)

    def next_reference(self, kind: str) -> str:
        """7F3K-01-IMI-A2: the second amendment about what 7F3K-01-IMI began."""
        root = root_of(self.letter.reference)
        others = [one for one in self.of_kind(kind) if root_of(one.reference) == root]
        return f"{root}-{_SUFFIX[kind]}{len(others) + 1}"

    def of_kind(self, kind: str) -> Sequence[Letter]:
        """Letters of its trip, about whatever filing."""
        return [one for one in self._letters if one.kind == kind]

    @cached_property
    def _letters(self) -> tuple[Letter, ...]:
        return self.desk.sending.letters_of(self.letter.trip)

    @cached_property
    def _before(self) -> tuple[Letter, ...]:
        return thread_of(self.letter, self._letters)

    @cached_property
    def _mail(self) -> EmailMessage:
        return message_from_bytes(self.desk.sending.letters.content(self.letter.id), policy=policy.default)
